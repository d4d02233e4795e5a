; Instructions that exit whatever the controls say. SDM Vol. 3: "Instructions That Cause VM Exits Unconditionally".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

information:
    mov     byte [report_information], 1
    ret

simple:
    cpuid
    invd
    xor     ecx, ecx
    mov     eax, 1
    xor     edx, edx
    xsetbv
    vmcall

pointers:
    vmclear [vmcs_pointer]
    mov     ebx, SCRATCH
    vmptrld [rbx]
    mov     esi, 2
    vmptrst [rbx + rsi * 8 + 0x40]
    vmxon   [vmxon_pointer]
    vmcall

fields:
    mov     ebx, SCRATCH
    mov     r9d, VMCS_GUEST_RIP
    vmread  rax, r9
    vmread  [rbx + r9 * 2 - 8], rcx
    vmwrite r10, rsi
    vmwrite rdx, [fs:rbx]
    vmcall

entries:
    vmlaunch
    vmresume
    vmxoff
    vmcall

    align   8
cases:
    case    0, simple, "CPUID INVD XSETBV"
    case    information, pointers, "VMCLEAR VMPTRLD VMPTRST VMXON"
    case    0, fields, "VMREAD VMWRITE"
    case    0, entries, "VMLAUNCH VMRESUME VMXOFF"
    end_of_cases
