; The guest sets up two gates, then causes both exceptions.
GUEST_IDT   equ 0x12a000

guest_entry:
    lea     rax, [on_breakpoint]
    mov     ebx, GUEST_IDT + 16 * 3
    call    write_gate
    lea     rax, [on_invalid_opcode]
    mov     ebx, GUEST_IDT + 16 * 6
    call    write_gate
    int3                      ; no VM exit: bit 3 is 0
    ud2                       ; VM exit: bit 6 is 1
    print   "guest: both handled", 10
    vmcall

on_breakpoint:
    print   "guest: #BP came straight to my handler", 10
    iretq

on_invalid_opcode:
    print   "guest: #UD came by way of the VMM", 10
    add     qword [rsp], 2    ; go on behind UD2
    iretq

; write_gate : RBX = gate, RAX = handler; a 64-bit interrupt
; gate
write_gate:
    mov     [rbx], ax
    mov     word [rbx + 2], LAB_CODE
    mov     word [rbx + 4], 0x8e00  ; interrupt gate
    shr     rax, 16
    mov     [rbx + 6], ax
    shr     rax, 16
    mov     [rbx + 8], rax
    ret
