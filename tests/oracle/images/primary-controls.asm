; Instructions that a bit of the primary processor-based controls makes exit, with the bit set and with all bits clear.
; SDM Vol. 3: "Instructions That Cause VM Exits Conditionally".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

all_on:
    primary PRIMARY_HLT_EXITING | PRIMARY_INVLPG_EXITING | PRIMARY_MWAIT_EXITING | PRIMARY_RDPMC_EXITING | PRIMARY_RDTSC_EXITING | PRIMARY_MOV_DR_EXITING | PRIMARY_MONITOR_EXITING | PRIMARY_PAUSE_EXITING
    ret

instructions:
    hlt
    pause
    rdtsc
    mov     ebx, SCRATCH
    invlpg  [rbx + 0x123]
    mov     ecx, 0
    rdpmc
    mov     rax, rbx
    xor     ecx, ecx
    xor     edx, edx
    monitor
    xor     eax, eax
    mwait
    mov     rax, dr7
    mov     dr0, r9
    mov     r15, dr6
    vmcall

quiet:
    pause
    rdtsc
    mov     ebx, SCRATCH
    invlpg  [rbx]
    mov     rax, dr7
    mov     dr0, rbx
    vmcall

    align   8
cases:
    case    all_on, instructions, "every control 1"
    case    0, quiet, "every control 0"
    end_of_cases
