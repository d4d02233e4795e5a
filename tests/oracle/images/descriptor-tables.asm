; Descriptor-table exiting: every instruction with registers, memory operands, sizes and segments.
; SDM Vol. 3: "Format of the VM-Exit Instruction-Information Field" as used for LIDT, LGDT, SIDT, SGDT and for LLDT, LTR, SLDT, STR.
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

exiting:
    secondary SECONDARY_DESCRIPTOR_TABLE_EXITING
    mov     byte [report_information], 1
    ret
not_exiting:
    mov     byte [report_information], 1
    ret
ring_3:                                 ; #GP before the exit
    call    exiting
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    set     VMCS_GUEST_CS_SELECTOR, 0x2b
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa0fb
    set     VMCS_GUEST_SS_SELECTOR, 0x33
    set     VMCS_GUEST_SS_ACCESS_RIGHTS, 0xc0f3
    set     VMCS_GUEST_DS_ACCESS_RIGHTS, 0xc0f3
    set     VMCS_GUEST_ES_ACCESS_RIGHTS, 0xc0f3
    set     VMCS_GUEST_FS_ACCESS_RIGHTS, 0xc0f3
    set     VMCS_GUEST_GS_ACCESS_RIGHTS, 0xc0f3
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret

tables:
    mov     ebx, SCRATCH
    sgdt    [rbx]
    sidt    [rbx + 0x7f]
    sgdt    [rbx + rcx * 8 - 4]
    sidt    [r14 + r9 * 2 + 0x12345]
    sgdt    [abs SCRATCH]
    sidt    [fs:SCRATCH]
    sgdt    [gs:rax]
    sidt    [rsp]
    sgdt    [rel cases]
    sidt    [ebx + ecx]
    lgdt    [rbx + 2]
    lidt    [rbp - 8]
    lgdt    [rdi]
    lidt    [rsi + rax * 4]
    vmcall
registers:
    mov     ebx, SCRATCH
    sldt    ax
    sldt    eax
    sldt    r11
    sldt    [rbx + 4]
    str     dx
    str     r8
    str     [rbp + rsi * 2]
    lldt    cx
    lldt    [rbx]
    ltr     ax
    ltr     [rsp + 0x20]
    str     r15d
    vmcall
stores_only:
    mov     ebx, SCRATCH
    sgdt    [rbx]
    sidt    [rbx + 0x10]
    sldt    ax
    str     cx
    xor     ecx, ecx
    lldt    cx
    lgdt    [rbx]
    lidt    [rbx + 0x10]
    cpuid
    vmcall
user_stores:
    mov     ebx, SCRATCH
    sgdt    [rbx]
    str     eax
    vmcall
user_load_gdt:
    mov     ebx, SCRATCH
    lgdt    [rbx]
user_load_tr:
    ltr     ax
user_load_ldt:
    lldt    ax

    align   8
cases:
    case    exiting, tables, "GDT and IDT"
    case    exiting, registers, "LDT and TR"
    case    not_exiting, stores_only, "nothing exits"
    case    ring_3, user_stores, "ring 3: SGDT, STR"
    case    ring_3, user_load_gdt, "ring 3: LGDT"
    case    ring_3, user_load_tr, "ring 3: LTR"
    case    ring_3, user_load_ldt, "ring 3: LLDT"
    end_of_cases
