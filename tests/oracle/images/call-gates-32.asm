; Call gates and far returns of 32-bit protected mode. SDM Vol. 3: "Call Gates", "Stack Switching", "Returning from a Called
; Procedure".
%include "../include/boot32.inc"

%macro call_gate 4                      ; selector, code selector, address, access byte and count
    mov     eax, %3
    mov     [GDT + ((%1) & ~7)], ax
    mov     word [GDT + ((%1) & ~7) + 2], %2
    mov     word [GDT + ((%1) & ~7) + 4], %4
    shr     eax, 16
    mov     [GDT + ((%1) & ~7) + 6], ax
%endmacro

state:                                  ; CS, SS, ESP of the caller of this routine
    mov     ecx, cs
    mov     edx, ss
    mov     ebx, esp
    add     ebx, 4
    text    "   "
    show    "cs", ecx
    show    "ss", edx
    show    "esp", ebx
    line
    ret

procedure:
    call    state
    retf
procedure_2:                            ; two parameters
    call    state
    mov     ebp, esp
    text    "   "
    show    "first", [ss:ebp + 8]
    show    "second", [ss:ebp + 12]
    show    "return-cs", [ss:ebp + 4]
    show    "outer-esp", [ss:ebp + 16]
    show    "outer-ss", [ss:ebp + 20]
    line
    retf    8

same_level:
    call_gate FREE, CODE, procedure, 0x8c00
    call    FREE:0x12345678             ; the offset does not count
    call    state
    ret
inner_level:
    call_gate FREE, CODE, procedure_2, 0xec02
    to_ring3 .user
.user:
    push    dword 0x2222
    push    dword 0x1111
    call    FREE:0
    call    state
    int3
inner_plain:
    call_gate FREE, CODE, procedure, 0xec00
    to_ring3 .user
.user:
    call    FREE | 3:0
    call    state
    int3
conforming:
    describe FREE + 8, 0x0000ffff, 0x00cf9f00
    call_gate FREE, FREE + 8, procedure, 0xec02
    to_ring3 .user
.user:
    push    dword 0x2222
    push    dword 0x1111
    call    FREE:0
    call    state
    int3
jump_same:
    call_gate FREE, CODE, .here, 0x8c00
    jmp     FREE:0
.here:
    call    state
    ret
jump_inner:
    call_gate FREE, CODE, procedure, 0xec00
    to_ring3 .user
.user:
    jmp     FREE:0
dpl:
    call_gate FREE, CODE, procedure, 0x8c00
    to_ring3 .user
.user:
    call    FREE:0
rpl:
    call_gate FREE, CODE, procedure, 0xcc00
    call    FREE | 3:0
not_present:
    call_gate FREE, CODE, procedure, 0x6c00
    call    FREE:0
code_null:
    call_gate FREE, 0, procedure, 0x8c00
    call    FREE:0
code_data:
    call_gate FREE, DATA, procedure, 0x8c00
    call    FREE:0
code_not_present:
    describe FREE + 8, 0x0000ffff, 0x00cf1b00
    call_gate FREE, FREE + 8, procedure, 0x8c00
    call    FREE:0
code_outer:
    call_gate FREE, CODE3, procedure, 0x8c00
    call    FREE:0
beyond_limit:
    describe FREE + 8, 0x00000fff, 0x00409b00
    call_gate FREE, FREE + 8, procedure, 0x8c00
    call    FREE:0
stack_null:
    call_gate FREE, CODE, procedure, 0xec00
    mov     word [TSS_AREA + 8], 0
    mov     dword [TSS_AREA + 4], RING0_STACK
    goes_on_at .end
    gate    10, FREE + 24, 0, 0x8500    ; #TS needs a task: the stack is gone
    call    fault_task
    to_ring3 .user
.user:
    call    FREE:0
.end:
    jmp     run_next
far_return_outer:
    push    dword 0x3002
    popfd
    push    dword DATA3
    push    dword USER_STACK
    push    dword CODE3
    push    dword .user
    retf
.user:
    mov     eax, ds
    mov     ecx, DATA3
    mov     ds, ecx
    text    "   "
    show    "ds", eax
    line
    call    state
    int3
far_return_parameters:
    push    dword 0x3002
    popfd
    push    dword DATA3
    push    dword USER_STACK
    push    dword 0
    push    dword CODE3
    push    dword .user
    retf    4
.user:
    mov     ecx, DATA3
    mov     ds, ecx
    call    state
    int3
far_return_inner:
    to_ring3 .user
.user:
    push    dword CODE
    push    dword .user
    retf
far_call:
    call    CODE:.here
    call    state
    ret
.here:
    call    state
    retf
far_memory:
    mov     dword [SCRATCH], far_call.here
    mov     word [SCRATCH + 4], CODE
    call    far [SCRATCH]
    call    state
    ret

; a task at FREE + 24 that reports a fault of TSS and goes on with the next case
fault_task:
    mov     dword [GDT + FREE + 24], 0x40000067
    mov     dword [GDT + FREE + 28], 0x00008930
    mov     dword [0x304020], .task
    mov     dword [0x304024], 2
    mov     dword [0x304038], 0x32f000
    mov     dword [0x304048], DATA
    mov     dword [0x30404c], CODE
    mov     dword [0x304050], DATA
    mov     dword [0x304054], DATA
    mov     word [0x304066], 0x68
    ret
.task:
    pop     ecx
    text    "    fault task"
    show    "code", ecx
    mov     eax, [TSS_AREA + 0x20]
    sub     eax, [case_base]
    show    "eip", eax
    line
    mov     word [TSS_AREA + 8], DATA
    mov     dword [GDT + TSS + 4], 0x00008930
    mov     eax, TSS
    ltr     ax
    gate    10, CODE, exception_stubs + 80, 0x8e00
    clts
    jmp     run_next

    align   8
cases:
    case    same_level, "CALL through a gate, same level"
    case    inner_level, "CALL through a gate to ring 0 with two parameters"
    case    inner_plain, "CALL through a gate to ring 0"
    case    conforming, "CALL through a gate to conforming code"
    case    jump_same, "JMP through a gate"
    case    jump_inner, "JMP through a gate to ring 0 from ring 3"
    case    dpl, "gate of DPL 0 from ring 3"
    case    rpl, "gate of DPL 2 by a selector of RPL 3"
    case    not_present, "gate that is not present"
    case    code_null, "gate with a null selector"
    case    code_data, "gate with a data segment"
    case    code_not_present, "gate with a code segment that is not present"
    case    code_outer, "gate to an outer level"
    case    beyond_limit, "gate with an offset beyond the limit"
    case    stack_null, "null stack of ring 0"
    case    far_return_outer, "RETF to ring 3"
    case    far_return_parameters, "RETF with parameters to ring 3"
    case    far_return_inner, "RETF to an inner level"
    case    far_call, "far CALL"
    case    far_memory, "far CALL by memory"
    end_of_cases
