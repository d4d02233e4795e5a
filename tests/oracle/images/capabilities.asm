; The capability MSRs contradict neither themselves nor each other; what they allow is what VM entry takes.
; SDM Vol. 3: "VMX Capability Reporting Facility".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; says "text" : RAX = 0 is wrong
%macro says 1
    text    "  ", %1, ": "
    call    yes_or_no
%endmacro
yes_or_no:
    test    rax, rax
    jz      .no
    text    "yes", 10
    ret
.no:
    text    "no", 10
    ret
; capability REGISTER, MSR
%macro capability 2
    mov     ecx, %2
    rdmsr
    shl     rdx, 32
    or      rax, rdx
    mov     %1, rax
%endmacro
; truth CONDITION : RAX = 1 if it holds
%macro truth 1
    set%1   al
    movzx   eax, al
%endmacro
; pair "text", OLD MSR, TRUE MSR : the true MSR demands no more and allows the same
%macro pair 3
    capability r8, %2
    capability r9, %3
    mov     eax, r8d                    ; what must be 1 may be 1
    mov     rbx, r8
    shr     rbx, 32
    not     ebx
    and     eax, ebx
    truth   z
    text    "  ", %1, 10
    says    "what must be 1 may be 1"
    mov     eax, r9d
    mov     ebx, r8d
    not     ebx
    and     eax, ebx
    truth   z
    says    "the true MSR demands no more"
    mov     rax, r8
    xor     rax, r9
    shr     rax, 32
    truth   z
    says    "the true MSR allows the same"
    mov     eax, r9d
    call    put_hex
    text    10
%endmacro

consistent:
    capability r8, MSR_IA32_VMX_BASIC
    bt      r8, 31
    truth   nc
    says    "bit 31 of IA32_VMX_BASIC is 0"
    mov     rax, r8
    shr     rax, 32
    and     eax, 0x1fff
    truth   nz
    says    "a region has a size"
    mov     rax, r8
    shr     rax, 32
    and     eax, 0x1fff
    cmp     eax, 0x1000
    truth   be
    says    "of at most 4096 bytes"
    mov     rax, r8
    shr     rax, 50
    and     eax, 15
    text    "  memory type "
    call    put_hex
    text    10
    bt      r8, 48
    truth   nc
    says    "addresses are not limited to 32 bits"
    bt      r8, 54
    truth   c
    says    "INS and OUTS have information"
    bt      r8, 55
    truth   c
    says    "there are true controls"
    pair    "pin-based", MSR_IA32_VMX_PINBASED_CTLS, MSR_IA32_VMX_TRUE_PINBASED_CTLS
    pair    "primary processor-based", MSR_IA32_VMX_PROCBASED_CTLS, MSR_IA32_VMX_TRUE_PROCBASED_CTLS
    pair    "VM-exit", MSR_IA32_VMX_EXIT_CTLS, MSR_IA32_VMX_TRUE_EXIT_CTLS
    pair    "VM-entry", MSR_IA32_VMX_ENTRY_CTLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS
    capability r8, MSR_IA32_VMX_CR0_FIXED0
    mov     rax, r8
    text    "  CR0 fixed to 1 "
    call    put_hex
    text    10
    capability r9, MSR_IA32_VMX_CR0_FIXED1
    mov     rax, r9
    text    "  CR0 may be 1 "
    call    put_hex
    text    10
    mov     rax, cr0
    and     rax, r8
    cmp     rax, r8
    truth   e
    says    "CR0 has what is fixed to 1"
    capability r8, MSR_IA32_VMX_CR4_FIXED0
    mov     rax, r8
    text    "  CR4 fixed to 1 "
    call    put_hex
    text    10
    capability r9, MSR_IA32_VMX_CR4_FIXED1
    not     r9
    mov     rax, cr4
    and     rax, r9
    truth   z
    says    "CR4 has nothing that is fixed to 0"
    capability r8, MSR_IA32_VMX_MISC
    bt      r8, 5
    truth   c
    says    "VM exits store IA32_EFER.LMA"
    mov     eax, r8d
    shr     eax, 6
    and     eax, 7
    text    "  activity states "
    call    put_hex
    mov     rax, r8
    shr     rax, 16
    and     eax, 0x1ff
    text    " CR3-target values "
    call    put_hex
    bt      r8, 29
    truth   c
    text    10
    says    "VMWRITE reaches every field"
    capability r8, MSR_IA32_VMX_PROCBASED_CTLS2
    mov     eax, r8d
    cmp     eax, 0
    truth   e
    says    "no secondary control must be 1"
    capability r8, MSR_IA32_VMX_EPT_VPID_CAP
    mov     rax, r8
    mov     rbx, 0xf0106134141
    and     rax, rbx
    text    "  EPT and VPID "
    call    put_hex
    text    10
    capability r8, MSR_IA32_VMX_VMCS_ENUM
    mov     eax, r8d
    and     eax, 1
    truth   z
    says    "bit 0 of IA32_VMX_VMCS_ENUM is 0"
    ret

read_only:
    primary PRIMARY_USE_MSR_BITMAPS
    set     VMCS_EXCEPTION_BITMAP, 1 << 13
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    jne     .end
    get     rax, VMCS_GUEST_RIP
    add     rax, 2
    mov     edx, VMCS_GUEST_RIP
    vmwrite rdx, rax
    stc
    ret
.end:
    clc
    ret
; one more than the MSR allows, one less than it demands
%macro forbidden 4
%1_more:
    capability r8, %3
    mov     rax, r8
    shr     rax, 32
    not     eax
    and     eax, %4
    jz      .none
    bsf     ecx, eax
    mov     eax, 1
    shl     eax, cl
    mov     edx, %2
    vmread  rcx, rdx
    or      rax, rcx
    vmwrite rdx, rax
.none:
    ret
%1_less:
    capability r8, %3
    bsr     ecx, r8d
    mov     edx, %2
    vmread  rax, rdx
    btr     eax, ecx
    vmwrite rdx, rax
    ret
%endmacro
    forbidden pin_based, VMCS_PIN_BASED_CONTROLS, MSR_IA32_VMX_TRUE_PINBASED_CTLS, 0xffffff00
    forbidden primary_word, VMCS_PRIMARY_PROCESSOR_BASED_CONTROLS, MSR_IA32_VMX_TRUE_PROCBASED_CTLS, 3
    forbidden exit_word, VMCS_VM_EXIT_CONTROLS, MSR_IA32_VMX_TRUE_EXIT_CTLS, 0xfffffffe
    forbidden entry_word, VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, 0xfffffff0

body:
    vmcall
writes:
    mov     ecx, MSR_IA32_VMX_BASIC
    wrmsr
    mov     ecx, MSR_IA32_VMX_EPT_VPID_CAP
    wrmsr
    mov     ecx, MSR_IA32_VMX_CR0_FIXED0
    wrmsr
    mov     ecx, MSR_IA32_FEATURE_CONTROL
    wrmsr
    vmcall

    align   8
cases:
    case    consistent, body, "consistent"
    case    read_only, writes, "read only"
    case    pin_based_more, body, "pin-based: a bit that must be 0"
    case    pin_based_less, body, "pin-based: a bit that must be 1"
    case    primary_word_less, body, "primary: a bit that must be 1"
    case    exit_word_more, body, "VM exit: a bit that must be 0"
    case    exit_word_less, body, "VM exit: a bit that must be 1"
    case    entry_word_more, body, "VM entry: a bit that must be 0"
    case    entry_word_less, body, "VM entry: a bit that must be 1"
    end_of_cases
