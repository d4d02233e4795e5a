; The guest: it cannot see that a VMM answers its CPUID.
guest_entry:
    xor     eax, eax
    cpuid                     ; always a VM exit
    mov     [vendor], ebx
    mov     [vendor + 4], edx
    mov     [vendor + 8], ecx
    lea     rsi, [vendor]
    call    vmm_print         ; OUT does not exit here
    vmcall                    ; always a VM exit: the end

vendor:
    db      "____________", 10, 0
