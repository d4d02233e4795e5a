/**
 * Lab programs for several processors. The bootstrap processor starts the others by INIT and a start-up IPI; their way
 * from real-address mode leads to `ap` in 64-bit mode, with the processor's number in EBP and a stack of its own.
 */

const APIC = 0xfee0_0000;
const STARTUP_VECTOR = 0x20;

/** What `start:` may do first: wakes all others; RBX is the local APIC's window afterwards. */
export const wakeOthers = `
    mov esi, trampoline
    mov edi, ${STARTUP_VECTOR << 12}
    mov ecx, trampoline_end - trampoline
    rep movsb
    mov ebx, ${APIC}
    mov dword [rbx + 0x300], 0xc4500
    mov dword [rbx + 0x300], ${0xc_4600 | STARTUP_VECTOR}
`;

/** Behind the program's own code: from where the start-up IPI leads to the label `ap`. */
export const trampoline = `
align 16
bits 16
trampoline:
    mov eax, 0x20
    mov cr4, eax
    mov eax, 0x1000
    mov cr3, eax
    mov ecx, 0xc0000080
    mov eax, 0x901
    xor edx, edx
    wrmsr
    mov eax, 0x80010033
    o32 lgdt [cs:trampoline_gdt - trampoline]
    o32 lidt [cs:trampoline_idt - trampoline]
    mov cr0, eax
    jmp dword 8:ap_entry
trampoline_gdt:
    dw 0x37
    dd 0x7000
trampoline_idt:
    dw 0xfff
    dd 0x8000
trampoline_end:
bits 64
ap_entry:
    mov eax, 0x10
    mov ss, eax
    mov ds, eax
    mov es, eax
    mov ebx, ${APIC}
    mov ebp, [rbx + 0x20]
    shr ebp, 24
    mov esp, ebp
    shl esp, 12
    add esp, 0x180000
    jmp ap
`;

/** Points the gate of a vector in the lab's IDT to a label. */
export const setGate = (vector: number, label: string): string => `
    mov eax, ${label}
    mov word [0x8000 + ${vector} * 16], ax
    shr eax, 16
    mov word [0x8000 + ${vector} * 16 + 6], ax
`;

/**
 * Each processor counts for itself and for all under LOCK, is interrupted by its own local APIC timer, sends the next one
 * interrupts, and sleeps now and then; for ever.
 */
export const busyProcessors = (count: number): string => `
start:
    ${setGate(0x40, 'tick')}
    ${setGate(0x41, 'poke')}
    ${wakeOthers}
    xor ebp, ebp
ap:
    mov dword [rbx + 0xf0], 0x1ff
    mov dword [rbx + 0x3e0], 0xb
    mov dword [rbx + 0x320], 0x20040
    mov eax, ebp
    imul eax, 777
    add eax, 1500
    mov [rbx + 0x380], eax
    sti
    mov r8d, ebp
    inc r8d
    cmp r8d, ${count}
    jb .again
    xor r8d, r8d
.again:
    lock inc dword [shared]
    inc dword [own + rbp * 4]
    mov eax, [own + rbp * 4]
    test eax, 63
    jnz .no_poke
    mov edx, r8d
    shl edx, 24
    mov [rbx + 0x310], edx
    mov dword [rbx + 0x300], 0x4041
.no_poke:
    test eax, 127
    jnz .again
    hlt
    jmp .again
tick:
    inc dword [ticks + rbp * 4]
    mov dword [rbx + 0xb0], 0
    iretq
poke:
    inc dword [pokes + rbp * 4]
    mov dword [rbx + 0xb0], 0
    iretq
${trampoline}
align 64
shared: dd 0
align 64
own: times 8 dd 0
ticks: times 8 dd 0
pokes: times 8 dd 0
`;
