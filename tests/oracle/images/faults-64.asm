; Exceptions of 64-bit mode: frames, the alignment of the stack, IST, gates, double faults. SDM Vol. 3: "Exception and Interrupt
; Handling in 64-bit Mode", "Interrupt 8-Double Fault Exception (#DF)".
%include "../include/boot.inc"
%include "../include/cases64.inc"

VECTOR  equ 0x30

; shows what the gate pushed; then the next case
handler:
    mov     rbp, rsp
    pushfq
    text    "    handler"
    show    "rsp", rbp
    mov     rax, [rbp - 8]
    and     eax, SHOWN_FLAGS
    show    "flags", rax
    mov     eax, ss
    show    "ss", rax
    line
    text    "    pushed"
    mov     rax, [rbp]
    sub     rax, [case_base]
    show    "rip", rax
    mov     rax, [rbp + 8]
    show    "cs", rax
    mov     rax, [rbp + 16]
    and     eax, SHOWN_FLAGS
    show    "flags", rax
    mov     rax, [rbp + 24]
    show    "rsp", rax
    mov     rax, [rbp + 32]
    show    "ss", rax
    line
    jmp     run_next

interrupt_gate:
    gate    VECTOR, CODE64, handler, 0x8e00
    push    0x3202
    popfq
    int     VECTOR
trap_gate:
    gate    VECTOR, CODE64, handler, 0x8f00
    push    0x4202
    popfq
    int     VECTOR
alignment:
    gate    VECTOR, CODE64, handler, 0x8e00
    mov     rsp, BOOT_STACK - 3
    int     VECTOR
inner:
    gate    VECTOR, CODE64, handler, 0xee00
    to_ring3 .user
.user:
    int     VECTOR
inner_dpl:
    gate    VECTOR, CODE64, handler, 0x8e00
    to_ring3 .user
.user:
    int     VECTOR
ist:
    gate    VECTOR, CODE64, handler, 0x8e01
    int     VECTOR
ist_ring3:
    gate    VECTOR, CODE64, handler, 0xee01
    to_ring3 .user
.user:
    int     VECTOR
gate_32_code:
    gate    VECTOR, CODE32, handler, 0x8e00
    int     VECTOR
gate_data:
    gate    VECTOR, DATA0, handler, 0x8e00
    int     VECTOR
gate_null:
    gate    VECTOR, 0, handler, 0x8e00
    int     VECTOR
gate_absent:
    gate    VECTOR, CODE64, handler, 0x0e00
    int     VECTOR
gate_task:
    gate    VECTOR, OWN_TSS_SEL, handler, 0x8500
    int     VECTOR
gate_16:
    gate    VECTOR, CODE64, handler, 0x8600
    int     VECTOR
gate_non_canonical:
    gate    VECTOR, CODE64, handler, 0x8e00
    mov     dword [abs OWN_IDT + 16 * VECTOR + 8], 0x8000
    int     VECTOR
beyond_idt:
    int     0x40
ist_non_canonical:
    gate    VECTOR, CODE64, handler, 0x8e02
    mov     dword [abs OWN_TSS + 0x2c], 0
    mov     dword [abs OWN_TSS + 0x30], 0x8000
    int     VECTOR
tss_limit:                              ; a TSS that ends before IST3
    describe FREE, 0x20000033, 0x00008931
    describe FREE + 8, 0, 0
    mov     eax, FREE
    ltr     ax
    gate    VECTOR, CODE64, handler, 0x8e03
    goes_on_at .end
    int     VECTOR
.end:
    describe OWN_TSS_SEL, 0x20000067, 0x00008931
    mov     eax, OWN_TSS_SEL
    ltr     ax
    jmp     run_next
double:                                 ; #GP whose handler is not present: #NP, so #DF
    gate    13, CODE64, handler, 0x0e00
    goes_on_at .end
    mov     rbx, 0x8000000000000000
    mov     eax, [rbx]
.end:
    lea     rax, [case_stubs + 8 * 13]
    mov     word [abs OWN_IDT + 16 * 13 + 4], 0x8e00
    mov     [abs OWN_IDT + 16 * 13], ax
    shr     rax, 16
    mov     [abs OWN_IDT + 16 * 13 + 6], ax
    jmp     run_next
serial:                                 ; #UD whose handler is not present: #NP alone
    mov     word [abs OWN_IDT + 16 * 6 + 4], 0x0e00
    goes_on_at .end
    ud2
.end:
    mov     word [abs OWN_IDT + 16 * 6 + 4], 0x8e00
    jmp     run_next
page_fault_then_fault:                  ; #PF whose handler is not present: #DF
    mov     word [abs OWN_IDT + 16 * 14 + 4], 0x0e00
    goes_on_at .end
    mov     qword [abs PAGE_TABLES + 16], 0
    mov     rbx, 0x10000000000
    mov     eax, [rbx]
.end:
    mov     word [abs OWN_IDT + 16 * 14 + 4], 0x8e00
    jmp     run_next
stack_page_fault:                       ; the stack is not mapped: #PF while #UD is delivered, at an IST
    mov     word [abs OWN_IDT + 16 * 14 + 4], 0x8e01
    goes_on_at .end
    mov     rsp, 0x10000000800
    ud2
.end:
    mov     word [abs OWN_IDT + 16 * 14 + 4], 0x8e00
    jmp     run_next
stack_non_canonical:                    ; #SS while #UD is delivered
    mov     word [abs OWN_IDT + 16 * 12 + 4], 0x8e01
    goes_on_at .end
    mov     rsp, 0x0000800000000010
    ud2
.end:
    mov     word [abs OWN_IDT + 16 * 12 + 4], 0x8e00
    jmp     run_next
push_non_canonical:
    mov     word [abs OWN_IDT + 16 * 12 + 4], 0x8e01
    goes_on_at .end
    mov     rsp, 0x0000800000000008
    push    rax
    push    rax
    push    rax
.end:
    mov     word [abs OWN_IDT + 16 * 12 + 4], 0x8e00
    jmp     run_next
invalid_in_64:
    db      0x06                        ; push es
invalid_into:
    db      0xce
invalid_far_jump:
    db      0xea, 0, 0, 0, 0, 8, 0
invalid_aam:
    db      0xd4, 10
too_long:
    times   15 db 0x66
    nop
rex_ignored:                            ; REX before another prefix does not count
    mov     rax, -1
    db      0x48, 0x66, 0x31, 0xc0      ; xor ax, ax
    text    "   "
    show    "rax", rax
    line
    ret
iret_frame:                             ; IRETQ always pops SS:RSP
    mov     rcx, rsp
    push    DATA0
    push    rcx
    push    2
    push    CODE64
    lea     rax, [.next]
    push    rax
    iretq
.next:
    sub     rcx, rsp
    text    "   "
    show    "difference", rcx
    line
    ret
iret_null_ss:                           ; legal at ring 0 of 64-bit mode
    mov     rcx, rsp
    push    0
    push    rcx
    push    2
    push    CODE64
    lea     rax, [.next]
    push    rax
    iretq
.next:
    mov     eax, ss
    text    "   "
    show    "ss", rax
    line
    ret
iret_nt:
    push    0x4002
    popfq
    iretq
iret_non_canonical:
    mov     rcx, rsp
    push    DATA0
    push    rcx
    push    2
    push    CODE64
    mov     rax, 0x800000000000
    push    rax
    iretq
divide:
    xor     edx, edx
    xor     ecx, ecx
    div     rcx
alignment_check:
    mov     rax, cr0
    or      eax, 1 << 18
    mov     cr0, rax
    push    USER_DATA
    push    USER_STACK
    push    0x40002
    push    USER_CODE64
    lea     rax, [.user]
    push    rax
    iretq
.user:
    mov     rax, [abs SCRATCH + 4]

    align   8
cases:
    case    interrupt_gate, "interrupt gate"
    case    trap_gate, "trap gate"
    case    alignment, "the stack is aligned"
    case    inner, "from ring 3"
    case    inner_dpl, "from ring 3 through a gate of DPL 0"
    case    ist, "interrupt stack table"
    case    ist_ring3, "interrupt stack table from ring 3"
    case    gate_32_code, "gate to 32-bit code"
    case    gate_data, "gate to a data segment"
    case    gate_null, "gate with a null selector"
    case    gate_absent, "gate that is not present"
    case    gate_task, "task gate"
    case    gate_16, "16-bit gate"
    case    gate_non_canonical, "gate to an address that is not canonical"
    case    beyond_idt, "INT beyond the IDT"
    case    ist_non_canonical, "IST entry that is not canonical"
    case    tss_limit, "IST entry beyond the limit of the TSS"
    case    double, "#GP, then #NP"
    case    serial, "#UD, then #NP"
    case    page_fault_then_fault, "#PF, then #NP"
    case    stack_page_fault, "#UD, then #PF"
    case    stack_non_canonical, "#UD, then #SS"
    case    push_non_canonical, "PUSH at an address that is not canonical"
    case    invalid_in_64, "PUSH ES"
    case    invalid_into, "INTO"
    case    invalid_far_jump, "far JMP with an immediate"
    case    invalid_aam, "AAM"
    case    too_long, "an instruction of 16 bytes"
    case    rex_ignored, "REX before another prefix"
    case    iret_frame, "IRETQ"
    case    iret_null_ss, "IRETQ with a null SS"
    case    iret_nt, "IRETQ with NT"
    case    iret_non_canonical, "IRETQ to an address that is not canonical"
    case    divide, "DIV by zero"
    case    alignment_check, "alignment check at ring 3"
    end_of_cases
