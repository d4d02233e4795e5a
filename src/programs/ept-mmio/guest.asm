; The driver of a device that does not exist.
guest_entry:
    mov     ebx, DEVICE
    mov     eax, 6
    mov     ecx, 7
    mov     [rbx + FACTOR_1 - DEVICE], eax  ; violation
    mov     [rbx + FACTOR_2 - DEVICE], ecx  ; violation
    mov     edx, [rbx + PRODUCT - DEVICE]    ; violation
    print   "guest: 6 * 7 = "
    print_number rdx
    print   10
    vmcall
