; Reads keys until a zero comes, prints each.
guest_entry:
    mov     dx, PRINTER
.next:
    in      al, KEYBOARD      ; exits: bit 0x60 is 1
    test    al, al
    jz      .end
    out     DEBUG_CONSOLE, al  ; no exit: bit 0xe9 is 0
    out     dx, al            ; exits: bit 0x378 is 1
    jmp     .next
.end:
    vmcall
