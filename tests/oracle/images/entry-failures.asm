; VM entries that fail behind the checks of controls and host: exit reasons 33 and 34 with their qualifications, and what is
; left as it was. SDM Vol. 3: "VM-Entry Failures During or After Loading Guest State".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

ENTRY_AREA  equ 0x360000

; area N, MSR, HIGH HALF OF THE FIRST WORD, VALUE
%macro area 4
    mov     ebx, ENTRY_AREA + 16 * (%1 - 1)
    mov     dword [rbx], %2
    mov     dword [rbx + 4], %3
    mov     rax, %4
    mov     [rbx + 8], rax
    set     VMCS_VM_ENTRY_MSR_LOAD_ADDRESS, ENTRY_AREA
    set     VMCS_VM_ENTRY_MSR_LOAD_COUNT, %1
%endmacro
; loads NAME, MSR, VALUE : behind a good entry
%macro loads 3
%1:
    area    1, 0xc0000082, 0, 0x1111
    area    2, %2, 0, %3
    ret
%endmacro
    loads   fs_base, 0xc0000100, 0
    loads   gs_base, 0xc0000101, 0
    loads   x2apic, 0x808, 0
    loads   efer_reserved, 0xc0000080, 1 << 20
    loads   lstar_not_canonical, 0xc0000082, 1 << 60
    loads   sysenter, 0x174, 0x1234
    loads   pat_reserved, 0x277, 2
first_of_all:
    area    1, 0xc0000100, 0, 0
    ret
reserved_bits:
    area    1, 0xc0000082, 1, 0
    ret
third:
    area    1, 0xc0000082, 0, 0x1111
    area    2, 0xc0000102, 0, 0x2222
    area    3, 0xc0000101, 0, 0
    ret
both_wrong:                             ; guest state is checked before MSRs are loaded
    call    first_of_all
    set     VMCS_GUEST_RFLAGS, 0
    ret
link_misaligned:
    set     VMCS_VMCS_LINK_POINTER, 0x1001
    ret
link_too_wide:
    set     VMCS_VMCS_LINK_POINTER, 1 << 52
    ret
link_and_flags:                         ; registers are checked before the link pointer
    call    link_misaligned
    set     VMCS_GUEST_RFLAGS, 0
    ret
debugctl:
    controls VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, ENTRY_IA_32E_MODE_GUEST | ENTRY_LOAD_DEBUG_CONTROLS
    set     VMCS_GUEST_IA32_DEBUGCTL, 1 << 40
    ret
dr7_high:
    controls VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, ENTRY_IA_32E_MODE_GUEST | ENTRY_LOAD_DEBUG_CONTROLS
    set     VMCS_GUEST_DR7, 1 << 32
    ret
; loaded NAME, CONTROL, FIELD, VALUE : an MSR that a control loads
%macro loaded 4
%1:
    controls VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, ENTRY_IA_32E_MODE_GUEST | %2
    set     %3, %4
    ret
%endmacro
    loaded  pat, ENTRY_LOAD_IA32_PAT, VMCS_GUEST_IA32_PAT, 0x0007040600070406
    loaded  pat_2, ENTRY_LOAD_IA32_PAT, VMCS_GUEST_IA32_PAT, 0x0007040600070402
    loaded  efer, ENTRY_LOAD_IA32_EFER, VMCS_GUEST_IA32_EFER, 0x500
    loaded  efer_no_lma, ENTRY_LOAD_IA32_EFER, VMCS_GUEST_IA32_EFER, 0x100
    loaded  efer_no_lme, ENTRY_LOAD_IA32_EFER, VMCS_GUEST_IA32_EFER, 0x400
    loaded  efer_bit, ENTRY_LOAD_IA32_EFER, VMCS_GUEST_IA32_EFER, 0x2500
; pending NAME, DEBUG EXCEPTIONS, RFLAGS, INTERRUPTIBILITY
%macro pending 4
%1:
    set     VMCS_GUEST_PENDING_DEBUG_EXCEPTIONS, %2
    set     VMCS_GUEST_RFLAGS, %3
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, %4
    ret
%endmacro
    pending bs_needed, 0, 0x102, 2
    pending bs_superfluous, 1 << 14, 2, 2
    pending reserved_4, 1 << 4, 2, 0
    pending reserved_13, 1 << 13, 2, 0
    pending smi_blocked, 0, 2, 4
virtual_8086:                           ; RFLAGS.VM outside IA-32e mode: the segments must look so
    controls VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, 0
    set     VMCS_GUEST_RFLAGS, 0x20002
    ret
; wrong NAME, FIELD, VALUE
%macro wrong 3
%1:
    set     %2, %3
    ret
%endmacro
    wrong   cs_limit, VMCS_GUEST_CS_LIMIT, 0x1fffff00
    wrong   ds_limit, VMCS_GUEST_DS_LIMIT, 0x1ffff
    wrong   ds_high_base, VMCS_GUEST_DS_BASE, 1 << 32
    wrong   gs_not_canonical, VMCS_GUEST_GS_BASE, 1 << 60
    wrong   ss_rpl, VMCS_GUEST_SS_SELECTOR, DATA | 1
    wrong   ldtr_ti, VMCS_GUEST_LDTR_SELECTOR, 4
    wrong   ds_absent, VMCS_GUEST_DS_ACCESS_RIGHTS, 0xc013
    wrong   ds_system, VMCS_GUEST_DS_ACCESS_RIGHTS, 0xc083
    wrong   ds_unusable, VMCS_GUEST_DS_ACCESS_RIGHTS, 0x10000
    wrong   ds_dpl, VMCS_GUEST_DS_ACCESS_RIGHTS, 0xc0f3
    wrong   cs_conforming, VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa09f
    wrong   tr_16_bit, VMCS_GUEST_TR_ACCESS_RIGHTS, 0x83
ldtr_usable_ti:
    set     VMCS_GUEST_LDTR_ACCESS_RIGHTS, 0x82
    set     VMCS_GUEST_LDTR_SELECTOR, 4
    ret

body:
    vmcall

    align   8
cases:
    case    fs_base, body, "second MSR is IA32_FS_BASE"
    case    gs_base, body, "second MSR is IA32_GS_BASE"
    case    x2apic, body, "second MSR is of the x2APIC"
    case    efer_reserved, body, "IA32_EFER with a reserved bit"
    case    lstar_not_canonical, body, "IA32_LSTAR not canonical"
    case    sysenter, body, "IA32_SYSENTER_CS"
    case    pat_reserved, body, "IA32_PAT with type 2"
    case    first_of_all, body, "first MSR is bad"
    case    reserved_bits, body, "reserved bits of an entry"
    case    third, body, "third MSR is bad"
    case    both_wrong, body, "RFLAGS and an MSR are bad"
    case    link_misaligned, body, "link pointer misaligned"
    case    link_too_wide, body, "link pointer too wide"
    case    link_and_flags, body, "link pointer and RFLAGS"
    case    debugctl, body, "IA32_DEBUGCTL"
    case    dr7_high, body, "DR7"
    case    pat, body, "IA32_PAT"
    case    pat_2, body, "IA32_PAT field with type 2"
    case    efer, body, "IA32_EFER"
    case    efer_no_lma, body, "IA32_EFER.LMA 0"
    case    efer_no_lme, body, "IA32_EFER.LME 0"
    case    efer_bit, body, "IA32_EFER field with a reserved bit"
    case    bs_needed, body, "BS needed"
    case    bs_superfluous, body, "BS superfluous"
    case    reserved_4, body, "pending debug exceptions, bit 4"
    case    reserved_13, body, "pending debug exceptions, bit 13"
    case    smi_blocked, body, "blocking by SMI"
    case    virtual_8086, body, "virtual-8086 mode"
    case    cs_limit, body, "CS limit"
    case    ds_limit, body, "DS limit"
    case    ds_high_base, body, "DS base above 4 GiB"
    case    gs_not_canonical, body, "GS base"
    case    ss_rpl, body, "RPL of SS"
    case    ldtr_ti, body, "LDTR unusable with TI"
    case    ldtr_usable_ti, body, "LDTR with TI"
    case    ds_absent, body, "DS absent"
    case    ds_system, body, "DS is a system segment"
    case    ds_unusable, body, "DS unusable"
    case    ds_dpl, body, "DS with DPL 3"
    case    cs_conforming, body, "CS conforming"
    case    tr_16_bit, body, "16-bit TSS in IA-32e mode"
    end_of_cases
