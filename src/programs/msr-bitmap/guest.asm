; Five accesses: which of them exit?
guest_entry:
    mov     ecx, MSR_IA32_LSTAR
    rdmsr                     ; no exit: its read bit is 0
    mov     ecx, MSR_IA32_EFER
    rdmsr                     ; exits: its read bit is 1
    mov     ecx, MSR_IA32_LSTAR
    wrmsr                     ; exits: its write bit is 1
    mov     ecx, 0x40000000
    rdmsr                     ; exits: no bit for such an MSR
    mov     ecx, MSR_IA32_PAT
    rdmsr                     ; no exit
    vmcall
