; VMX instructions in a guest: their exits with qualification (displacement) and instruction information for every way to
; address memory. SDM Vol. 3: "Format of the VM-Exit Instruction-Information Field", "Basic VM-Exit Information".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

report:
    mov     byte [report_information], 1
    ret
ring_3:
    call    report
    set     VMCS_GUEST_CS_SELECTOR, 0x2b
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa0fb
    set     VMCS_GUEST_SS_SELECTOR, 0x33
    set     VMCS_GUEST_SS_ACCESS_RIGHTS, 0xc0f3
    ret
low_mode:                               ; a 32-bit guest of IA-32e mode
    call    report
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xc09b
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret

addresses:
    vmptrld [rax]
    vmptrld [rbx + 0x7f]
    vmptrld [rcx - 0x80]
    vmptrst [rdx + 0x12345]
    vmptrst [rsp]
    vmptrst [rbp]
    vmclear [r12]
    vmclear [r13 + 1]
    vmclear [rsi + rdi]
    vmxon   [rsi * 2 + rax]
    vmxon   [r8 + r9 * 4 - 4]
    vmxon   [rbp + r10 * 8]
    vmclear [r11 * 8 + 0x1000]
    vmptrld [abs SCRATCH]
    vmptrld [rel cases]
    vmptrld [fs:rax]
    vmptrst [gs:SCRATCH]
    vmclear [eax]
    vmclear [ebx + ecx * 2 + 5]
    vmcall
registers:
    vmread  rax, rbx
    vmread  r15, r8
    vmread  rsp, rbp
    vmread  [rax + rcx * 4], r9
    vmread  [rsp + 8], rdi
    vmwrite rax, rbx
    vmwrite r15, r8
    vmwrite rdx, [rbp + 8]
    vmwrite r14, [gs:rsi + rdx]
    vmcall
from_ring_3:
    vmxoff
    vmptrst [rax]
    vmread  rcx, rdx
    vmcall
    bits    32
narrow:
    vmptrst [eax + 4]
    vmcall
    bits    64

    align   8
cases:
    case    report, addresses, "addresses"
    case    report, registers, "VMREAD and VMWRITE"
    case    ring_3, from_ring_3, "ring 3"
    case    low_mode, narrow, "compatibility mode"
    end_of_cases
