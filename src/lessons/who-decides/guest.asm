; lock: guest
; The guest. It knows nothing of a VMM: it reads the time,
; writes to the debug console and to a printer, and sleeps.
guest_entry:
    rdtsc                     ; the question of RDTSC

    mov     al, 'o'           ; port 0xe9: the console
    out     DEBUG_CONSOLE, al
    mov     al, 'k'
    out     DEBUG_CONSOLE, al
    mov     al, ' '
    out     DEBUG_CONSOLE, al

    mov     dx, PRINTER       ; port 0x378: a printer
    mov     al, 'v'
    out     dx, al
    mov     al, 'm'
    out     dx, al
    mov     al, 'x'
    out     dx, al

    hlt                       ; the question of HLT
; unlock: guest
