; Neither guest gives up the processor.
first_guest:
    call    work
    inc     dword [rounds]
    jmp     first_guest

; This one exits in every round, but not to give it up.
second_guest:
    call    work
    xor     eax, eax
    cpuid
    inc     dword [rounds + 4]
    jmp     second_guest

work:
    mov     ecx, 100
.more:
    loop    .more
    ret
