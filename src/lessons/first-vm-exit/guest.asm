; lock: guest
; The guest. It asks CPUID who made the processor and prints
; the answer. That a VMM answers, it cannot see.
guest_entry:
    xor     eax, eax          ; leaf 0: the vendor's name
    cpuid                     ; always a VM exit
    mov     [vendor], ebx
    mov     [vendor + 4], edx
    mov     [vendor + 8], ecx
    print   "guest: CPUID says "
    lea     rsi, [vendor]
    call    vmm_print
    vmcall                    ; always a VM exit: the end

vendor:
    db      "____________", 10, 0
; unlock: guest
