; An endless guest. It never calls the VMM, and cannot keep
; the timer from taking the processor away.
guest_entry:
    inc     rax
    jmp     guest_entry
