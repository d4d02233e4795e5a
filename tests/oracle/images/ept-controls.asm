; VM entries whose secondary controls contradict each other, and EPT pointers that are wrong: error 7.
; SDM Vol. 3: "VM-Execution Control Fields" (checks on VMX controls).
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

; eptp NAME, VALUE
%macro eptp 2
%1:
    use_ept
    set     VMCS_EPT_POINTER, %2
    ret
%endmacro
    eptp    good, EPTP_PLAIN
    eptp    flags, EPTP_AD
    eptp    uncacheable, EPT_ROOT | 3 << 3
    eptp    type_1, EPT_ROOT | 3 << 3 | 1
    eptp    type_4, EPT_ROOT | 3 << 3 | 4
    eptp    type_7, EPT_ROOT | 3 << 3 | 7
    eptp    length_3, EPT_ROOT | 2 << 3 | 6
    eptp    length_6, EPT_ROOT | 5 << 3 | 6
    eptp    reserved_8, EPTP_PLAIN | 1 << 8
    eptp    reserved_11, EPTP_PLAIN | 1 << 11
    eptp    too_wide, EPTP_PLAIN | 1 << 52

; bits NAME, SECONDARY, PRIMARY, FIELD, VALUE
%macro bits 3-5 VMCS_TPR_THRESHOLD, 0
%1:
    call    make_ept
    secondary %2, %3
    set     VMCS_EPT_POINTER, EPTP_PLAIN
    set     VMCS_VIRTUAL_PROCESSOR_IDENTIFIER, 1
    set     VMCS_VIRTUAL_APIC_ADDRESS, 0x390000
    set     VMCS_APIC_ACCESS_ADDRESS, 0x391000
    set     VMCS_TPR_THRESHOLD, 0
    set     VMCS_PML_ADDRESS, 0x392000
    set     VMCS_VM_FUNCTION_CONTROLS, 0
    set     VMCS_EPTP_LIST_ADDRESS, 0x393000
    set     VMCS_VMREAD_BITMAP_ADDRESS, 0x394000
    set     VMCS_VMWRITE_BITMAP_ADDRESS, 0x395000
    set     VMCS_VIRTUALIZATION_EXCEPTION_INFORMATION_ADDRESS, 0x396000
    set     VMCS_XSS_EXITING_BITMAP, 0
    set     VMCS_TSC_MULTIPLIER, 1 << 48
    mov     dword [abs 0x390080], 0
    set     %4, %5
    ret
%endmacro
%define EPT SECONDARY_ENABLE_EPT
%define SHADOW PRIMARY_USE_TPR_SHADOW
    bits    unrestricted_without, SECONDARY_UNRESTRICTED_GUEST, 0
    bits    unrestricted_with, SECONDARY_UNRESTRICTED_GUEST | EPT, 0
    bits    vpid_0, SECONDARY_ENABLE_VPID, 0, VMCS_VIRTUAL_PROCESSOR_IDENTIFIER, 0
    bits    vpid_1, SECONDARY_ENABLE_VPID, 0
    bits    pml_without, SECONDARY_ENABLE_PML, 0
    bits    pml_with, SECONDARY_ENABLE_PML | EPT, 0
    bits    pml_misaligned, SECONDARY_ENABLE_PML | EPT, 0, VMCS_PML_ADDRESS, 0x392010
    bits    pml_too_wide, SECONDARY_ENABLE_PML | EPT, 0, VMCS_PML_ADDRESS, 1 << 52
    bits    x2apic_without, SECONDARY_VIRTUALIZE_X2APIC_MODE, 0
    bits    x2apic_with, SECONDARY_VIRTUALIZE_X2APIC_MODE, SHADOW
    bits    registers_without, SECONDARY_APIC_REGISTER_VIRTUALIZATION, 0
    bits    registers_with, SECONDARY_APIC_REGISTER_VIRTUALIZATION, SHADOW
    bits    delivery_without_shadow, SECONDARY_VIRTUAL_INTERRUPT_DELIVERY, 0
    bits    delivery_without_exiting, SECONDARY_VIRTUAL_INTERRUPT_DELIVERY, SHADOW
    bits    both_modes, SECONDARY_VIRTUALIZE_X2APIC_MODE | SECONDARY_VIRTUALIZE_APIC_ACCESSES, SHADOW
    bits    virtual_apic_misaligned, 0, SHADOW, VMCS_VIRTUAL_APIC_ADDRESS, 0x390008
    bits    virtual_apic_too_wide, 0, SHADOW, VMCS_VIRTUAL_APIC_ADDRESS, 1 << 52
    bits    access_misaligned, SECONDARY_VIRTUALIZE_APIC_ACCESSES, 0, VMCS_APIC_ACCESS_ADDRESS, 0x391008
    bits    access_too_wide, SECONDARY_VIRTUALIZE_APIC_ACCESSES, 0, VMCS_APIC_ACCESS_ADDRESS, 1 << 52
    bits    threshold_reserved, 0, SHADOW, VMCS_TPR_THRESHOLD, 0x10
    bits    threshold_above, 0, SHADOW, VMCS_TPR_THRESHOLD, 3
    bits    threshold_without, 0, 0, VMCS_TPR_THRESHOLD, 0x10
    bits    functions_reserved, SECONDARY_ENABLE_VM_FUNCTIONS | EPT, 0, VMCS_VM_FUNCTION_CONTROLS, 2
    bits    switching_without, SECONDARY_ENABLE_VM_FUNCTIONS, 0, VMCS_VM_FUNCTION_CONTROLS, 1
    bits    switching_with, SECONDARY_ENABLE_VM_FUNCTIONS | EPT, 0, VMCS_VM_FUNCTION_CONTROLS, 1
    bits    shadowing, SECONDARY_VMCS_SHADOWING, 0
    bits    shadowing_read_misaligned, SECONDARY_VMCS_SHADOWING, 0, VMCS_VMREAD_BITMAP_ADDRESS, 0x394004
    bits    shadowing_write_misaligned, SECONDARY_VMCS_SHADOWING, 0, VMCS_VMWRITE_BITMAP_ADDRESS, 0x395004
    bits    ve, SECONDARY_EPT_VIOLATION_VE | EPT, 0
    bits    ve_misaligned, SECONDARY_EPT_VIOLATION_VE | EPT, 0, VMCS_VIRTUALIZATION_EXCEPTION_INFORMATION_ADDRESS, 0x396008
    bits    reserved_bit, 0, 0, VMCS_SECONDARY_PROCESSOR_BASED_CONTROLS, 1 << 14 | 1 << 29

functions_list_misaligned:
    call    switching_with
    set     VMCS_EPTP_LIST_ADDRESS, 0x393008
    ret
unactivated:                            ; without "activate secondary controls" they are all 0
    set     VMCS_SECONDARY_PROCESSOR_BASED_CONTROLS, 0xffffffff
    ret

body:
    vmcall

    align   8
cases:
    case    good, body, "EPTP"
    case    flags, body, "EPTP: accessed and dirty flags"
    case    uncacheable, body, "EPTP: UC"
    case    type_1, body, "EPTP: memory type 1"
    case    type_4, body, "EPTP: memory type 4"
    case    type_7, body, "EPTP: memory type 7"
    case    length_3, body, "EPTP: 3 levels"
    case    length_6, body, "EPTP: 6 levels"
    case    reserved_8, body, "EPTP: bit 8"
    case    reserved_11, body, "EPTP: bit 11"
    case    too_wide, body, "EPTP: address too wide"
    case    unrestricted_without, body, "unrestricted guest without EPT"
    case    unrestricted_with, body, "unrestricted guest with EPT"
    case    vpid_0, body, "VPID 0"
    case    vpid_1, body, "VPID 1"
    case    pml_without, body, "PML without EPT"
    case    pml_with, body, "PML with EPT"
    case    pml_misaligned, body, "PML address misaligned"
    case    pml_too_wide, body, "PML address too wide"
    case    x2apic_without, body, "x2APIC mode without TPR shadow"
    case    x2apic_with, body, "x2APIC mode with TPR shadow"
    case    registers_without, body, "APIC registers without TPR shadow"
    case    registers_with, body, "APIC registers with TPR shadow"
    case    delivery_without_shadow, body, "virtual interrupts without TPR shadow"
    case    delivery_without_exiting, body, "virtual interrupts without external-interrupt exiting"
    case    both_modes, body, "x2APIC mode and APIC accesses"
    case    virtual_apic_misaligned, body, "virtual-APIC address misaligned"
    case    virtual_apic_too_wide, body, "virtual-APIC address too wide"
    case    access_misaligned, body, "APIC-access address misaligned"
    case    access_too_wide, body, "APIC-access address too wide"
    case    threshold_reserved, body, "TPR threshold: bit 4"
    case    threshold_above, body, "TPR threshold above VTPR"
    case    threshold_without, body, "TPR threshold without TPR shadow"
    case    functions_reserved, body, "VM functions: bit 1"
    case    switching_without, body, "EPTP switching without EPT"
    case    switching_with, body, "EPTP switching"
    case    functions_list_misaligned, body, "EPTP list misaligned"
    case    shadowing, body, "VMCS shadowing"
    case    shadowing_read_misaligned, body, "VMREAD bitmap misaligned"
    case    shadowing_write_misaligned, body, "VMWRITE bitmap misaligned"
    case    ve, body, "#VE"
    case    ve_misaligned, body, "#VE information misaligned"
    case    reserved_bit, body, "reserved secondary controls"
    case    unactivated, body, "secondary controls not activated"
    end_of_cases
