; VM entries whose guest state is wrong: exit reason 33, and the qualifications. SDM Vol. 3: "Checks on the Guest State Area".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

%macro wrong 3
%1:
    set     %2, %3
    ret
%endmacro
    wrong   only_cr0, VMCS_GUEST_CR0, 0x80000001
    wrong   cr0_pg_without_pe, VMCS_GUEST_CR0, 0x80000030
    wrong   only_cr3, VMCS_GUEST_CR3, 1 << 60
    wrong   only_cr4, VMCS_GUEST_CR4, 0x20
    wrong   cr4_pae, VMCS_GUEST_CR4, 0x2000
    wrong   sysenter_eip, VMCS_GUEST_IA32_SYSENTER_EIP, 1 << 60
    wrong   rflags_reserved, VMCS_GUEST_RFLAGS, 0
    wrong   rflags_bit3, VMCS_GUEST_RFLAGS, 0xa
    wrong   rflags_vm, VMCS_GUEST_RFLAGS, 0x20002
    wrong   rip_high, VMCS_GUEST_RIP, 1 << 60
    wrong   tr_selector_ti, VMCS_GUEST_TR_SELECTOR, TSS + 4
    wrong   tr_unusable, VMCS_GUEST_TR_ACCESS_RIGHTS, 0x1008b
    wrong   tr_type, VMCS_GUEST_TR_ACCESS_RIGHTS, 0x89
    wrong   tr_base, VMCS_GUEST_TR_BASE, 1 << 60
    wrong   tr_limit, VMCS_GUEST_TR_ACCESS_RIGHTS, 0x808b
    wrong   cs_type, VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa093
    wrong   cs_system, VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa08b
    wrong   cs_absent, VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa01b
    wrong   cs_l_and_d, VMCS_GUEST_CS_ACCESS_RIGHTS, 0xe09b
    wrong   cs_reserved, VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa19b
    wrong   ss_type, VMCS_GUEST_SS_ACCESS_RIGHTS, 0xc091
    wrong   ss_dpl, VMCS_GUEST_SS_ACCESS_RIGHTS, 0xc0f3
    wrong   ds_not_accessed, VMCS_GUEST_DS_ACCESS_RIGHTS, 0xc092
    wrong   ds_granularity, VMCS_GUEST_DS_ACCESS_RIGHTS, 0x4093
    wrong   fs_base, VMCS_GUEST_FS_BASE, 1 << 60
    wrong   ldtr_type, VMCS_GUEST_LDTR_ACCESS_RIGHTS, 0x83
    wrong   gdtr_base, VMCS_GUEST_GDTR_BASE, 1 << 60
    wrong   gdtr_limit, VMCS_GUEST_GDTR_LIMIT, 0x10000
    wrong   idtr_limit, VMCS_GUEST_IDTR_LIMIT, 0x10000
    wrong   activity, VMCS_GUEST_ACTIVITY_STATE, 4
    wrong   sti_without_if, VMCS_GUEST_INTERRUPTIBILITY_STATE, 1
    wrong   sti_and_mov_ss, VMCS_GUEST_INTERRUPTIBILITY_STATE, 3
    wrong   interruptibility_reserved, VMCS_GUEST_INTERRUPTIBILITY_STATE, 0x20
    wrong   pending_reserved, VMCS_GUEST_PENDING_DEBUG_EXCEPTIONS, 1 << 4
    wrong   link, VMCS_VMCS_LINK_POINTER, 1
    wrong   link_current, VMCS_VMCS_LINK_POINTER, VMCS_REGION

interrupt_with_if_0:
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000020
    ret
nmi_blocked:
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000202
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 2
    ret
hlt_with_exception:
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000306
    set     VMCS_GUEST_ACTIVITY_STATE, 1
    ret
ia32e_off:                              ; IA-32e mode guest 0 with CR4.PCIDE 0 and CS.L 1: 32-bit guest rules
    controls VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, 0
    set     VMCS_GUEST_RIP, 1 << 33
    ret

body:
    vmcall

    align   8
cases:
    case    only_cr0, body, "CR0.NE 0"
    case    cr0_pg_without_pe, body, "CR0.PG without PE"
    case    only_cr3, body, "CR3 beyond the physical addresses"
    case    only_cr4, body, "CR4.VMXE 0"
    case    cr4_pae, body, "CR4.PAE 0 in IA-32e mode"
    case    sysenter_eip, body, "IA32_SYSENTER_EIP not canonical"
    case    rflags_reserved, body, "RFLAGS bit 1 is 0"
    case    rflags_bit3, body, "RFLAGS bit 3 is 1"
    case    rflags_vm, body, "RFLAGS.VM in IA-32e mode"
    case    rip_high, body, "RIP not canonical"
    case    tr_selector_ti, body, "TR selector in the LDT"
    case    tr_unusable, body, "TR unusable"
    case    tr_type, body, "TR not busy"
    case    tr_base, body, "TR base not canonical"
    case    tr_limit, body, "TR granularity"
    case    cs_type, body, "CS is data"
    case    cs_system, body, "CS is a system segment"
    case    cs_absent, body, "CS not present"
    case    cs_l_and_d, body, "CS with L and D"
    case    cs_reserved, body, "CS reserved bits"
    case    ss_type, body, "SS read-only"
    case    ss_dpl, body, "SS DPL differs"
    case    ds_not_accessed, body, "DS not accessed"
    case    ds_granularity, body, "DS granularity"
    case    fs_base, body, "FS base not canonical"
    case    ldtr_type, body, "LDTR type"
    case    gdtr_base, body, "GDTR base not canonical"
    case    gdtr_limit, body, "GDTR limit"
    case    idtr_limit, body, "IDTR limit"
    case    activity, body, "activity state 4"
    case    sti_without_if, body, "blocking by STI with IF 0"
    case    sti_and_mov_ss, body, "blocking by STI and by MOV SS"
    case    interruptibility_reserved, body, "interruptibility reserved bit"
    case    pending_reserved, body, "pending debug exceptions reserved bit"
    case    link, body, "VMCS link pointer misaligned"
    case    link_current, body, "VMCS link pointer to the current VMCS"
    case    interrupt_with_if_0, body, "external interrupt with IF 0"
    case    nmi_blocked, body, "NMI blocked by MOV SS"
    case    hlt_with_exception, body, "HLT with a hardware exception"
    case    ia32e_off, body, "RIP above 4 GiB without IA-32e mode"
    end_of_cases
