; Exceptions of 32-bit protected mode: vectors, error codes, the address and the flags that are pushed.
; SDM Vol. 3: "Exception and Interrupt Reference".
%include "../include/boot32.inc"

divide:
    mov     ecx, 0
    div     ecx
divide_overflow:
    mov     edx, 1
    mov     ecx, 1
    div     ecx
signed_overflow:
    mov     eax, 0x80000000
    cdq
    mov     ecx, -1
    idiv    ecx
breakpoint:
    int3
overflow:
    mov     al, 0x7f
    add     al, 1
    into
no_overflow:
    xor     eax, eax
    into
    text    "    went on", 10
    ret
bound_low:
    mov     eax, 4
    bound   eax, [.limits]
.limits:
    dd      5, 10
bound_high:
    mov     eax, 11
    bound   eax, [bound_low.limits]
bound_inside:
    mov     eax, 10
    bound   eax, [bound_low.limits]
    text    "    went on", 10
    ret
undefined:
    ud2
lock_register:
    db      0xf0, 0x01, 0xc0            ; lock add eax, eax
lock_wrong:
    db      0xf0, 0x8b, 0x00            ; lock mov eax, [eax]
mov_to_cs:
    db      0x8e, 0xc8                  ; mov cs, eax
too_long:
    times   15 db 0x66
    nop
device:
    mov     eax, cr0
    or      eax, 4                      ; EM
    mov     cr0, eax
    goes_on_at .restore
    fninit
.restore:
    mov     eax, cr0
    and     eax, ~4
    mov     cr0, eax
    jmp     run_next
null_segment:
    mov     ds, eax
    mov     eax, [0]
null_stack:
    mov     ss, eax
missing_gate:
    int     0x2f + 1
not_present_gate:
    and     word [IDT + 8 * 0x21 + 4], 0x7fff
    int     0x21
beyond_gdt:
    mov     eax, 0x1000
    mov     ds, eax
in_ldt:
    mov     eax, 0xc
    mov     ds, eax
not_present_data:
    describe FREE, 0x0000ffff, 0x00cf1300
    mov     eax, FREE
    mov     ds, eax
not_present_stack:
    mov     eax, FREE
    mov     ss, eax
system_as_data:
    mov     eax, TSS
    mov     ds, eax
read_only_stack:
    describe FREE, 0x0000ffff, 0x00cf9100
    mov     eax, FREE
    mov     ss, eax
cr0_combination:
    mov     eax, 0x80000000
    mov     cr0, eax
cr4_reserved:
    mov     eax, 0x80000000
    mov     cr4, eax
software:
    int     0x20
ring3_privileged:
    to_ring3 .user
.user:
    hlt
ring3_cli:
    push    dword DATA3
    push    dword USER_STACK
    push    dword 2                     ; IOPL 0
    push    dword CODE3
    push    dword .user
    iretd
.user:
    cli
ring3_gate:
    to_ring3 .user
.user:
    int     0x20                        ; the gate is for ring 0
ring3_breakpoint:
    to_ring3 .user
.user:
    int3
ring3_port:
    push    dword DATA3
    push    dword USER_STACK
    push    dword 2
    push    dword CODE3
    push    dword .user
    iretd
.user:
    in      al, 0x80
trap_flag:
    push    dword 0x102
    popfd
    nop
    nop
alignment:
    mov     eax, cr0
    or      eax, 1 << 18
    mov     cr0, eax
    push    dword DATA3
    push    dword USER_STACK
    push    dword 0x40002               ; AC
    push    dword CODE3
    push    dword .user
    mov     eax, DATA3
    mov     ds, eax
    iretd
.user:
    mov     eax, [SCRATCH + 1]

    align   8
cases:
    case    divide, "DIV by zero"
    case    divide_overflow, "DIV with a quotient that is too large"
    case    signed_overflow, "IDIV of the least number by -1"
    case    breakpoint, "INT3"
    case    overflow, "INTO with OF"
    case    no_overflow, "INTO without OF"
    case    bound_low, "BOUND below"
    case    bound_high, "BOUND above"
    case    bound_inside, "BOUND inside"
    case    undefined, "UD2"
    case    lock_register, "LOCK with a register destination"
    case    lock_wrong, "LOCK with MOV"
    case    mov_to_cs, "MOV to CS"
    case    too_long, "an instruction of 16 bytes"
    case    device, "x87 instruction with CR0.EM"
    case    null_segment, "access through a null DS"
    case    null_stack, "null SS"
    case    missing_gate, "INT beyond the IDT"
    case    not_present_gate, "INT through a gate that is not present"
    case    beyond_gdt, "selector beyond the GDT"
    case    in_ldt, "selector of the LDT when there is none"
    case    not_present_data, "data segment that is not present"
    case    not_present_stack, "stack segment that is not present"
    case    system_as_data, "TSS as data segment"
    case    read_only_stack, "stack segment that is read-only"
    case    cr0_combination, "CR0.PG without PE"
    case    cr4_reserved, "reserved bit of CR4"
    case    software, "INT 0x20"
    case    ring3_privileged, "HLT at ring 3"
    case    ring3_cli, "CLI at ring 3 with IOPL 0"
    case    ring3_gate, "INT through a ring-0 gate at ring 3"
    case    ring3_breakpoint, "INT3 through a ring-0 gate at ring 3"
    case    ring3_port, "IN at ring 3 with IOPL 0"
    case    trap_flag, "single step"
    case    alignment, "alignment check at ring 3"
    end_of_cases
