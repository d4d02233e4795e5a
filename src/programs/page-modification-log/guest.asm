; Writes to some of its pages, and asks for a report.
guest_entry:
    mov     ebx, EPT_WINDOW
    mov     byte [rbx], 1             ; pages 0, 3 and 5
    mov     byte [rbx + 0x3000], 1
    mov     byte [rbx + 0x5000], 1
    mov     byte [rbx + 0x5008], 1    ; dirty: not logged again
    mov     eax, REPORT
    vmcall

    mov     cl, [rbx]                 ; reading changes nothing
    mov     byte [rbx + 0x3000], 2
    vmcall

    mov     ecx, PAGES                ; all pages: too many
.next:
    mov     [rbx], ecx
    add     ebx, 0x1000
    loop    .next
    vmcall
    mov     eax, END
    vmcall
