; The guest has a local APIC in x2APIC mode, as it believes.
guest_entry:
    mov     eax, RAISE
    vmcall
    print   "guest: IF is 0, nothing comes", 10
    sti
    nop                       ; 0x60 comes here, then 0x50
    print   "guest: holds back what is below 0x60", 10
    x2apic_write MSR_IA32_X2APIC_TPR, 0x50
    x2apic_write MSR_IA32_X2APIC_SELF_IPI, SELF_VECTOR
    print   "guest: lets everything come", 10
    x2apic_write MSR_IA32_X2APIC_TPR, 0
    print   "guest: the end", 10
    mov     eax, END
    vmcall

high_handler:
    print   "guest: 0x60", 10
    x2apic_write MSR_IA32_X2APIC_EOI, 0     ; exits
    iretq
low_handler:
    print   "guest: 0x50", 10
    x2apic_write MSR_IA32_X2APIC_EOI, 0     ; no exit
    iretq
self_handler:
    print   "guest: 0x55, from itself", 10
    x2apic_write MSR_IA32_X2APIC_EOI, 0     ; no exit
    iretq
