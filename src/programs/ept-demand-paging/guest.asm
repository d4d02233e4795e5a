; The guest uses its memory here and there. It shares the
; VMM's page tables, so linear = guest-physical address.
guest_entry:
    mov     ebx, 0x200000
    mov     dword [rbx], "page"       ; violation: not there
    mov     dword [rbx + 4], "s on"   ; no violation any more

    ; Eight bytes, half of them on the next page.
    mov     rax, " demand "
    mov     [rbx + 0xffc], rax

    mov     esi, 0x3ff000             ; a read maps as well
    mov     al, [rsi]
    test    al, al                    ; frames are zeroed
    jnz     .end

    print   "guest: "
    mov     rsi, rbx
    call    vmm_print
    lea     rsi, [rbx + 0xffc]
    call    vmm_print
    print   10
.end:
    vmcall
