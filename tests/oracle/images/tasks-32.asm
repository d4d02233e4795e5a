; Hardware task switches: JMP, CALL and IRET, task gates, what is saved and what is checked. SDM Vol. 3: "Task Management".
%include "../include/boot32.inc"

NEW         equ FREE                    ; the other task
NEW_TSS     equ 0x304000
GATE        equ FREE + 8
VECTOR      equ 0x23

; new_task ADDRESS : a TSS for ring 0 at NEW
%macro new_task 1
    mov     eax, %1
    call    prepare
%endmacro
prepare:
    describe NEW, 0x40000067, 0x00008930
    push    eax
    mov     edi, NEW_TSS
    mov     ecx, 0x1a
    xor     eax, eax
    rep stosd
    pop     eax
    mov     [NEW_TSS + 0x20], eax
    mov     dword [NEW_TSS + 0x24], 2
    mov     dword [NEW_TSS + 0x28], 0xa0
    mov     dword [NEW_TSS + 0x34], 0xb0
    mov     dword [NEW_TSS + 0x38], 0x32f000
    mov     dword [NEW_TSS + 0x48], DATA
    mov     dword [NEW_TSS + 0x4c], CODE
    mov     dword [NEW_TSS + 0x50], DATA
    mov     dword [NEW_TSS + 0x54], DATA
    mov     word [NEW_TSS + 0x66], 0x68
    ret

; report : registers and the state of both tasks as the running one sees them
report:
    pushfd
    pushad
    mov     ebp, esp
    text    "   "
    show    "eax", [ss:ebp + 28]
    show    "ebx", [ss:ebp + 16]
    mov     eax, [ss:ebp + 32]
    and     eax, SHOWN_FLAGS
    show    "flags", eax
    mov     eax, cr0
    and     eax, 8
    show    "ts", eax
    str     eax
    show    "tr", eax
    movzx   eax, byte [GDT + TSS + 5]
    show    "old-type", eax
    movzx   eax, byte [GDT + NEW + 5]
    show    "new-type", eax
    movzx   eax, word [NEW_TSS]
    show    "link", eax
    line
    clts
    popad
    popfd
    ret

; back_to_first : the first task's TSS is loaded again as if nothing had been
back_to_first:
    mov     dword [GDT + TSS + 4], 0x00008930
    mov     eax, TSS
    ltr     ax
    clts
    push    dword 2
    popfd
    jmp     run_next

jump:
    new_task .task
    mov     eax, 0x11
    mov     ebx, 0x22
    jmp     NEW:0
.back:
    call    report
    ret
.task:
    call    report
    text    "    saved"
    mov     eax, [TSS_AREA + 0x20]
    sub     eax, jump
    show    "eip", eax
    show    "eax", [TSS_AREA + 0x28]
    show    "ebx", [TSS_AREA + 0x34]
    show    "esp", [TSS_AREA + 0x38]
    show    "cs", [TSS_AREA + 0x4c]
    line
    jmp     TSS:0
call_task:
    new_task .task
    mov     eax, 0x11
    call    NEW:0
    call    report
    call    NEW:0                       ; goes on behind the IRET
    call    report
    ret
.task:
    call    report
    iretd
    call    report
    iretd
gate_call:
    new_task .task
    describe GATE, (NEW) << 16, 0x00008500
    call    GATE:0x1234
    call    report
    ret
.task:
    call    report
    iretd
interrupt:
    new_task .task
    gate    VECTOR, NEW, 0, 0x8500
    push    dword 0x202
    popfd
    int     VECTOR
    call    report
    ret
.task:
    call    report
    iretd
fault:
    new_task .task
    gate    13, NEW, 0, 0x8500
    mov     eax, 0x1000
    mov     gs, eax
.next:
    gate    13, CODE, exception_stubs + 8 * 13, 0x8e00
    ret
.task:
    pop     ecx
    text    "   "
    show    "code", ecx
    line
    call    report
    mov     dword [TSS_AREA + 0x20], .next
    iretd
to_ring3_task:
    new_task .task
    mov     dword [NEW_TSS + 0x24], 0x3002
    mov     dword [NEW_TSS + 0x4c], CODE3
    mov     dword [NEW_TSS + 0x50], DATA3
    mov     dword [NEW_TSS + 0x54], DATA3
    mov     dword [NEW_TSS + 0x48], DATA3
    mov     dword [NEW_TSS + 4], RING0_STACK - 0x100
    mov     word [NEW_TSS + 8], DATA
    goes_on_at .end
    jmp     NEW:0
.task:
    int3
.end:
    jmp     back_to_first
trap_bit:
    new_task .task
    mov     byte [NEW_TSS + 0x64], 1
    goes_on_at .end
    jmp     NEW:0
.task:
    nop
.end:
    mov     eax, dr6
    and     eax, 0xe00f
    text    "   "
    show    "dr6", eax
    line
    jmp     back_to_first
busy_jump:
    new_task 0
    or      byte [GDT + NEW + 5], 2
    jmp     NEW:0
self_call:
    call    TSS:0
not_present:
    new_task 0
    and     byte [GDT + NEW + 5], 0x7f
    jmp     NEW:0
too_small:
    new_task 0
    mov     byte [GDT + NEW], 0x66
    jmp     NEW:0
rpl:
    new_task 0
    jmp     (NEW | 3):0
bad_ds:
    new_task 0
    mov     dword [NEW_TSS + 0x54], 0x1000
    goes_on_at back_to_first
    jmp     NEW:0
absent_ds:
    new_task 0
    describe GATE, 0x0000ffff, 0x00cf1300
    mov     dword [NEW_TSS + 0x54], GATE
    goes_on_at back_to_first
    jmp     NEW:0
iret_not_busy:
    mov     word [TSS_AREA], NEW
    new_task 0
    push    dword 0x4002
    popfd
    iretd
iret_no_tss:
    mov     word [TSS_AREA], DATA
    push    dword 0x4002
    popfd
    iretd
task_16:                                ; a 16-bit TSS: registers of 16 bits
    describe NEW, 0x4000002b, 0x00008130
    mov     edi, NEW_TSS
    mov     ecx, 0xb
    xor     eax, eax
    rep stosd
    mov     word [NEW_TSS + 0x0e], .stub - 0x100000
    mov     word [NEW_TSS + 0x10], 2
    mov     word [NEW_TSS + 0x12], 0xa0
    mov     word [NEW_TSS + 0x1a], 0xf000
    mov     word [NEW_TSS + 0x22], DATA
    mov     word [NEW_TSS + 0x24], CODE16
    mov     word [NEW_TSS + 0x26], DATA
    mov     word [NEW_TSS + 0x28], DATA
    jmp     NEW:0
.back:
    call    report
    ret
    bits    16
.stub:
    jmp     dword CODE:.task
    bits    32
.task:
    mov     esp, 0x32f000               ; the upper halves are not in the TSS
    movzx   eax, ax
    movzx   ebx, bx
    call    report
    jmp     TSS:0

    align   8
cases:
    case    jump, "JMP to a TSS and back"
    case    call_task, "CALL of a task and IRET"
    case    gate_call, "CALL through a task gate"
    case    interrupt, "INT through a task gate"
    case    fault, "#GP through a task gate"
    case    to_ring3_task, "a task of ring 3"
    case    trap_bit, "T flag of the new TSS"
    case    busy_jump, "JMP to a busy TSS"
    case    self_call, "CALL of the running task"
    case    not_present, "a TSS that is not present"
    case    too_small, "a TSS that is too small"
    case    rpl, "a TSS by a selector of RPL 3"
    case    bad_ds, "DS of the new TSS beyond the GDT"
    case    absent_ds, "DS of the new TSS is not present"
    case    iret_not_busy, "IRET to a task that is not busy"
    case    iret_no_tss, "IRET to a link that is no TSS"
    case    task_16, "a 16-bit TSS"
    end_of_cases
