; Reads one address three times. Between the reads the VMM
; changes what is behind it.
guest_entry:
    mov     ebx, GUEST_PAGE
    lea     rdi, [seen]
    mov     ecx, 3
.next:
    mov     al, [rbx]
    mov     [rdi], al
    inc     rdi
    print   "guest: reads "
    out     DEBUG_CONSOLE, al
    print   10
    vmcall
    loop    .next

seen:
    db      "___"
