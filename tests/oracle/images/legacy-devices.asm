; The pair of 8259A, the 8254 and the real-time clock's index: initialisation, masks, priorities, end of interrupt, counters.
; Source: Intel, "8259A Programmable Interrupt Controller", "8254 Programmable Interval Timer".
%include "../include/boot.inc"
%include "../include/cases64.inc"

BASE    equ 0x28                        ; vectors of the first chip; the second has 0x30

%macro port_out 2
    mov     al, %2
    out     %1, al
%endmacro
%macro start 0
    port_out 0x20, 0x11
    port_out 0x21, BASE
    port_out 0x21, 4
    port_out 0x21, 1
    port_out 0xa0, 0x11
    port_out 0xa1, BASE + 8
    port_out 0xa1, 2
    port_out 0xa1, 1
    port_out 0x21, 0xff
    port_out 0xa1, 0xff
    mov     r15d, 0xfee00000            ; the local APIC lets the 8259A through (LINT0, ExtINT)
    mov     dword [r15 + 0xf0], 0x13f
    mov     dword [r15 + 0x350], 0x700
    mov     dword [abs SCRATCH], 0
    gate    BASE, CODE64, tick, 0x8e00
%endmacro
tick:
    push    rax
    inc     dword [abs SCRATCH]
    port_out 0x20, 0x20
    pop     rax
    iretq
registers:                              ; IRR and ISR of the first chip
    push    rax
    port_out 0x20, 0x0a
    in      al, 0x20
    movzx   eax, al
    and     eax, 1
    show    "irr", rax
    port_out 0x20, 0x0b
    in      al, 0x20
    movzx   eax, al
    show    "isr", rax
    line
    pop     rax
    ret

masks:
    start
    port_out 0x21, 0xa5
    in      al, 0x21
    movzx   ebx, al
    port_out 0xa1, 0x5a
    in      al, 0xa1
    movzx   ecx, al
    text    "   "
    show    "first", rbx
    show    "second", rcx
    line
    ret
one_shot:                               ; mode 0: the output rises once
    start
    port_out 0x43, 0x30
    port_out 0x40, 0
    port_out 0x40, 0x10
    port_out 0x21, 0xfe
    sti
.wait:
    pause
    cmp     dword [abs SCRATCH], 0
    je      .wait
    mov     ecx, 1000000
.more:
    dec     ecx
    jnz     .more
    cli
    mov     ebx, [abs SCRATCH]
    text    "   "
    show    "ticks", rbx
    line
    ret
periodic:                               ; mode 2
    start
    port_out 0x43, 0x34
    port_out 0x40, 0
    port_out 0x40, 8
    port_out 0x21, 0xfe
    sti
.wait:
    pause
    cmp     dword [abs SCRATCH], 3
    jb      .wait
    cli
    port_out 0x43, 0x30
    text    "    three ticks", 10
    ret
held:                                   ; a masked request stays in the IRR
    start
    port_out 0x43, 0x30
    port_out 0x40, 0
    port_out 0x40, 1
    mov     ecx, 1000000
.more:
    dec     ecx
    jnz     .more
    text    "    masked"
    call    registers
    port_out 0x21, 0xfe
    sti
    times   10 nop
    cli
    mov     ebx, [abs SCRATCH]
    text    "   "
    show    "ticks", rbx
    call    registers
    ret
in_service:
    start
    gate    BASE, CODE64, .handler, 0x8e00
    port_out 0x43, 0x30
    port_out 0x40, 0
    port_out 0x40, 1
    port_out 0x21, 0xfe
    sti
.wait:
    pause
    cmp     dword [abs SCRATCH], 0
    je      .wait
    cli
    text    "    after"
    jmp     registers
.handler:
    text    "    handler"
    call    registers
    inc     dword [abs SCRATCH]
    port_out 0x20, 0x60                 ; specific end of interrupt, level 0
    iretq
automatic_end:
    start
    port_out 0x20, 0x11
    port_out 0x21, BASE
    port_out 0x21, 4
    port_out 0x21, 3
    port_out 0x21, 0xff
    gate    BASE, CODE64, .handler, 0x8e00
    port_out 0x43, 0x30
    port_out 0x40, 0
    port_out 0x40, 1
    port_out 0x21, 0xfe
    sti
.wait:
    pause
    cmp     dword [abs SCRATCH], 0
    je      .wait
    cli
    ret
.handler:
    text    "    handler"
    call    registers
    inc     dword [abs SCRATCH]
    iretq
latch:                                  ; the latched count does not move
    port_out 0x43, 0x34
    port_out 0x40, 0xff
    port_out 0x40, 0xff
    port_out 0x43, 0
    in      al, 0x40
    mov     bl, al
    in      al, 0x40
    mov     bh, al
    port_out 0x43, 0
    in      al, 0x40
    mov     cl, al
    in      al, 0x40
    mov     ch, al
    movzx   ebx, bx
    movzx   ecx, cx
    xor     eax, eax
    cmp     ecx, ebx
    setbe   al
    text    "   "
    show    "falls", rax
    line
    ret
speaker_gate:                           ; channel 2: the output is bit 5 of port 0x61
    port_out 0x61, 0
    port_out 0x43, 0xb0
    port_out 0x42, 0
    port_out 0x42, 1
    in      al, 0x61
    movzx   ebx, al
    port_out 0x61, 1
    mov     ecx, 1000000
.more:
    dec     ecx
    jnz     .more
    in      al, 0x61
    movzx   ecx, al
    and     ebx, 0x21
    and     ecx, 0x21
    text    "   "
    show    "before", rbx
    show    "after", rcx
    line
    ret
nothing_on_the_bus:
    mov     dx, 0xcf8
    mov     eax, 0x8000f800             ; bus 0, device 31
    out     dx, eax
    mov     dx, 0xcfc
    in      eax, dx
    mov     ebx, eax
    text    "   "
    show    "vendor", rbx
    line
    ret

    align   8
cases:
    case    masks, "masks"
    case    one_shot, "counter 0 in mode 0"
    case    periodic, "counter 0 in mode 2"
    case    held, "masked request"
    case    in_service, "in service"
    case    automatic_end, "automatic end of interrupt"
    case    latch, "latched count"
    case    speaker_gate, "counter 2"
    case    nothing_on_the_bus, "a PCI device that is not there"
    end_of_cases
