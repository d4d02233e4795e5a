; The guest orders interrupts, at good times and bad ones.
guest_entry:
    sti
    print   "guest: one, with IF = 1", 10
    mov     eax, 1
    vmcall                    ; the interrupt comes here

    cli
    print   "guest: two, with IF = 0", 10
    mov     eax, 2
    vmcall
    print   "guest: not to be disturbed", 10
    sti
    nop                       ; STI blocks until behind this
    print   "guest: goes on", 10
    mov     eax, END
    vmcall

guest_handler:
    print   "guest: interrupt", 10
    iretq
