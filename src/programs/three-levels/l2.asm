; L2: the guest of a guest.
l2_entry:
    mov     edi, 2
.again:
    xor     eax, eax
    cpuid                     ; to L0, to L1, to L0, and back
    mov     [answer], ebx
    mov     [answer + 4], edx
    mov     [answer + 8], ecx
    print   "L2: "
    lea     rsi, [answer]
    call    vmm_print
    dec     edi
    jnz     .again
    vmcall

answer:
    db      "____________", 10, 0
