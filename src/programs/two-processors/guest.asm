; Both guests are this code, each on its own processor and
; stack. VM entry loads no general registers: EBP still holds
; the number.
guest_entry:
    test    ebp, ebp
    jnz     .second
    say     "CPU 0: in its guest", 10
    vmcall
.second:
    say     "CPU 1: in its guest", 10
    vmcall
