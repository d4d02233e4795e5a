; The handler finds on the stack, from RSP up: the error code,
; RIP of the access, CS, RFLAGS, RSP, SS. CR2 has the address.
ERROR_CODE  equ 16            ; above the two registers saved

page_fault:
    push    rax
    push    rbx
    mov     rax, cr2
    shr     rax, 12           ; bits 20:12 are the index
    and     eax, 0x1ff        ; into the page table
    lea     rbx, [rax * 8 + WINDOW_PT]
    test    byte [rsp + ERROR_CODE], PRESENT
    jnz     .refused
    print   "#PF: nothing mapped; map it, read-only", 10
    mov     qword [rbx], FRAME | PRESENT
    jmp     .repeat

; CR0.WP is 1: even ring 0 may not write where R/W is 0.
.refused:
    print   "#PF: a write to a read-only page; allow it", 10
    or      qword [rbx], WRITABLE

.repeat:
    pop     rbx
    pop     rax
    add     rsp, 8            ; IRETQ expects no error code
    iretq                     ; back to the same instruction

; set_gate : makes page_fault the handler of vector 14
set_gate:
    mov     ebx, IDT + 16 * PAGE_FAULT
    lea     rax, [page_fault]
    mov     [rbx], ax
    mov     word [rbx + 2], LAB_CODE
    mov     word [rbx + 4], 0x8e00  ; interrupt gate
    shr     rax, 16
    mov     [rbx + 6], ax
    shr     rax, 16
    mov     [rbx + 8], rax
    ret
