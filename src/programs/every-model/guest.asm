; Every round does the same. Which instructions exit depends
; on the model.
guest_entry:
    mov     ebp, ROUNDS
.round:
    xor     eax, eax
    cpuid                     ; exits on every one
    in      al, KEYBOARD      ; exits: its bit is 1
    out     DEBUG_CONSOLE, al ; no exit: its bit is 0
    mov     ecx, MSR_IA32_EFER
    rdmsr
    mov     rax, cr3
    mov     cr3, rax
    hlt                       ; exits: the control is 1
    dec     ebp
    jnz     .round
    vmcall
