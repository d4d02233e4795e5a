; Interrupt and trap gates of 32-bit protected mode: stacks, flags, inner levels, and what is wrong with them.
; SDM Vol. 3: "Exception- or Interrupt-Handler Procedures", "Protection of Exception- and Interrupt-Handler Procedures".
%include "../include/boot32.inc"

VECTOR  equ 0x22

; shows what the gate pushed, and CS, SS and the flags of the handler; then the next case
handler:
    mov     ebp, esp
    pushfd
    mov     eax, DATA
    mov     ds, eax
    mov     es, eax
    text    "    handler"
    mov     eax, cs
    show    "cs", eax
    mov     eax, ss
    show    "ss", eax
    show    "esp", ebp
    mov     eax, [ss:ebp - 4]
    and     eax, SHOWN_FLAGS
    show    "flags", eax
    line
    text    "    pushed"
    mov     eax, [ss:ebp]
    sub     eax, [case_base]
    show    "eip", eax
    show    "cs", [ss:ebp + 4]
    mov     eax, [ss:ebp + 8]
    and     eax, SHOWN_FLAGS
    show    "flags", eax
    mov     eax, [ss:ebp + 4]
    test    al, 3
    jz      .same
    show    "esp", [ss:ebp + 12]
    show    "ss", [ss:ebp + 16]
.same:
    line
    jmp     run_next

handler_16:
    mov     ebp, esp
    text    "    handler of a 16-bit gate"
    movzx   eax, bp
    show    "sp", eax
    movzx   eax, word [ss:ebp + 2]
    show    "cs", eax
    movzx   eax, word [ss:ebp + 4]
    and     eax, SHOWN_FLAGS
    show    "flags", eax
    line
    jmp     run_next

%macro with_flags 1
    push    dword %1
    popfd
%endmacro
%macro user 2                           ; address, flags
    push    dword DATA3
    push    dword USER_STACK
    push    dword %2
    push    dword CODE3
    push    dword %1
    iretd
%endmacro

interrupt_gate:
    gate    VECTOR, CODE, handler, 0x8e00
    with_flags 0x3202
    int     VECTOR
trap_gate:
    gate    VECTOR, CODE, handler, 0x8f00
    with_flags 0x4202                   ; NT and IF
    int     VECTOR
inner:
    gate    VECTOR, CODE, handler, 0xee00
    user    .user, 0x3202
.user:
    int     VECTOR
inner_trap:
    gate    VECTOR, CODE, handler, 0xef00
    user    .user, 0x202
.user:
    int     VECTOR
conforming:
    describe FREE, 0x0000ffff, 0x00cf9f00
    gate    VECTOR, FREE, handler, 0xee00
    user    .user, 0x3002
.user:
    int     VECTOR
dpl_fails:
    gate    VECTOR, CODE, handler, 0xce00
    user    .user, 0x3002
.user:
    int     VECTOR
gate_16:
    gate    VECTOR, CODE, handler_16, 0x8600
    mov     word [IDT + 8 * VECTOR], .stub - 0x100000
    mov     word [IDT + 8 * VECTOR + 2], CODE16
    int     VECTOR
    bits    16
.stub:
    jmp     dword CODE:handler_16
    bits    32
code_null:
    gate    VECTOR, 0, handler, 0x8e00
    int     VECTOR
code_is_data:
    gate    VECTOR, DATA, handler, 0x8e00
    int     VECTOR
code_not_present:
    describe FREE, 0x0000ffff, 0x00cf1b00
    gate    VECTOR, FREE, handler, 0x8e00
    int     VECTOR
code_outer:
    gate    VECTOR, CODE3, handler, 0x8e00
    int     VECTOR
code_beyond:
    gate    VECTOR, 0x1008, handler, 0x8e00
    int     VECTOR
beyond_limit:
    describe FREE, 0x00000fff, 0x00409b00
    gate    VECTOR, FREE, handler, 0x8e00
    int     VECTOR
wrong_type:
    gate    VECTOR, CODE, handler, 0x8c00
    int     VECTOR
stack_null:
    describe FREE, 0, 0
    gate    VECTOR, CODE, handler, 0xee00
    jmp     double
stack_not_present:
    describe FREE, 0x0000ffff, 0x00cf1300
    gate    VECTOR, CODE, handler, 0xee00
    jmp     double
stack_read_only:
    describe FREE, 0x0000ffff, 0x00cf9100
    gate    VECTOR, CODE, handler, 0xee00
    jmp     double
; The stack of the inner level is bad: the fault's own delivery meets it too. #DF goes through a task gate.
double:
    mov     word [TSS_AREA + 8], FREE
    mov     dword [GDT + FREE + 8], 0x40000067
    mov     dword [GDT + FREE + 12], 0x00008930
    mov     dword [0x304000 + 0x20], .task
    mov     dword [0x304000 + 0x24], 2
    mov     dword [0x304000 + 0x38], 0x32f000
    mov     dword [0x304000 + 0x48], DATA
    mov     dword [0x304000 + 0x4c], CODE
    mov     dword [0x304000 + 0x50], DATA
    mov     dword [0x304000 + 0x54], DATA
    mov     word [0x304000 + 0x66], 0x68
    gate    8, FREE + 8, 0, 0x8500
    user    .user, 0x3002
.user:
    int     VECTOR
.task:
    pop     ecx
    text    "    double fault task"
    show    "code", ecx
    mov     eax, [TSS_AREA + 0x20]
    sub     eax, double
    show    "eip", eax
    show    "cs", [TSS_AREA + 0x4c]
    movzx   eax, word [0x304000]
    show    "link", eax
    line
    mov     word [TSS_AREA + 8], DATA
    mov     dword [GDT + TSS + 4], 0x00008930
    mov     eax, TSS
    ltr     ax
    gate    8, CODE, exception_stubs + 64, 0x8e00
    clts
    jmp     run_next
iret_outer_nulls:
    mov     eax, DATA
    mov     gs, eax
    mov     eax, DATA3
    mov     fs, eax
    user    .user, 0x3002
.user:
    mov     eax, gs
    mov     ecx, fs
    mov     edx, ds
    mov     ebx, DATA3
    mov     ds, ebx
    text    "   "
    show    "gs", eax
    show    "fs", ecx
    show    "ds", edx
    line
    int3
iret_flags:
    user    .user, 0x2
.user:
    pushfd
    or      dword [esp], 0x3200         ; neither IOPL nor IF may change at ring 3
    push    dword CODE3
    push    dword .next
    iretd
.next:
    pushfd
    pop     eax
    int3
iret_inner:
    user    .user, 0x3002
.user:
    pushfd
    push    dword CODE
    push    dword .user
    iretd
iret_null:
    pushfd
    push    dword 0
    push    dword .here
.here:
    iretd
iret_stack_null:
    push    dword 0
    push    dword 0
    push    dword 2
    push    dword CODE3
    push    dword 0
.here:
    iretd

    align   8
cases:
    case    interrupt_gate, "interrupt gate"
    case    trap_gate, "trap gate"
    case    inner, "interrupt gate to an inner level"
    case    inner_trap, "trap gate to an inner level"
    case    conforming, "gate to a conforming segment"
    case    dpl_fails, "gate of DPL 2 from ring 3"
    case    gate_16, "16-bit interrupt gate"
    case    code_null, "gate with a null selector"
    case    code_is_data, "gate with a data segment"
    case    code_not_present, "gate with a code segment that is not present"
    case    code_outer, "gate with an outer code segment"
    case    code_beyond, "gate with a selector beyond the GDT"
    case    beyond_limit, "gate with an offset beyond the limit"
    case    wrong_type, "call gate in the IDT"
    case    stack_null, "null stack of the inner level"
    case    stack_not_present, "stack of the inner level is not present"
    case    stack_read_only, "stack of the inner level is read-only"
    case    iret_outer_nulls, "IRET to an outer level clears segments"
    case    iret_flags, "IRET at ring 3 keeps IOPL and IF"
    case    iret_inner, "IRET to an inner level"
    case    iret_null, "IRET with a null CS"
    case    iret_stack_null, "IRET with a null SS"
    end_of_cases
