; The guest: it cannot see that a VMM answers its CPUID.
guest_entry:
    xor     eax, eax
    cpuid                               ; always a VM exit
    mov     [vendor], ebx
    mov     [vendor + 4], edx
    mov     [vendor + 8], ecx
    lea     rsi, [vendor]
    call    vmm_print                   ; OUT without a VM exit: I/O exiting is off
    vmcall                              ; always a VM exit: ask the VMM to end

vendor:
    db      "____________", 10, 0
