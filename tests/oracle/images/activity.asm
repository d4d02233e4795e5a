; Activity states, and what RIP, RFLAGS and the instruction length say. SDM Vol. 3: "Saving RIP, RSP, RFLAGS, and SSP".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

flags_on:
    set     VMCS_GUEST_RFLAGS, 0xad7           ; OF DF IF SF ZF AF PF CF
    ret

resume_flag:
    set     VMCS_GUEST_RFLAGS, 0x10002
    set     VMCS_EXCEPTION_BITMAP, 1 << 6
    lea     rax, [print_flags]
    mov     [on_exit], rax
    ret
print_flags:                            ; a fault has no instruction length: go on behind UD2
    mov     rcx, [guest_base]
    add     rcx, 3
    set     VMCS_GUEST_RIP, rcx
    stc
    ret

halted:
    set     VMCS_GUEST_ACTIVITY_STATE, 1
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000202
    mov     byte [guest_goes_on], 1
    ret

flag_body:
    cpuid
    add     eax, eax
    xor     eax, eax
    stc
    vmcall

prefixed:
    db      0x66, 0x66, 0x2e
    cpuid
    db      0x48
    cpuid
    db      0xf3
    cpuid
    vmcall

fault_body:
    nop
    ud2
    vmcall

plain:
    nop
    vmcall

    align   8
cases:
    case    flags_on, flag_body, "RFLAGS are saved"
    case    0, prefixed, "instruction lengths with prefixes"
    case    halted, plain, "HLT state and an NMI"
    case    resume_flag, fault_body, "RF of a fault"
    end_of_cases
