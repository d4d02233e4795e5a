; The guest on processor 1. It works until the third interrupt
; has come.
guest_entry:
    sti
    mov     dword [progress], 1
.work:
    pause
    cmp     dword [progress], 4
    jne     .work
    vmcall

handler_60:
    print   "CPU 1: its guest got 0x60", 10
    jmp     interrupted
handler_51:
    print   "CPU 1: its guest got 0x51", 10
    jmp     interrupted
handler_50:
    print   "CPU 1: its guest got 0x50", 10
interrupted:
    inc     dword [progress]
    x2apic_write MSR_IA32_X2APIC_EOI, 0
    iretq
