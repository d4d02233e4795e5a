; VMX instructions that fail, and VM entries whose controls or host state are wrong. SDM Vol. 3: "VM Instruction Error Numbers",
; "Checks on VMX Controls", "Checks on Host-State Area".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; try NAME, FIELD, VALUE : a case whose VMCS is right but for one field
%macro wrong 3
%1:
    set     %2, %3
    ret
%endmacro
    wrong   bad_pin, VMCS_PIN_BASED_CONTROLS, 0
    wrong   bad_primary, VMCS_PRIMARY_PROCESSOR_BASED_CONTROLS, 0
    wrong   bad_exit, VMCS_VM_EXIT_CONTROLS, 0
    wrong   bad_entry, VMCS_VM_ENTRY_CONTROLS, 0
    wrong   cr3_targets, VMCS_CR3_TARGET_COUNT, 5
    wrong   exit_store_address, VMCS_VM_EXIT_MSR_STORE_COUNT, 1
    wrong   reserved_event, VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000100
    wrong   event_bits, VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80001306
    wrong   code_without_fault, VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000b06
    wrong   nmi_vector, VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000203
    wrong   host_cr0, VMCS_HOST_CR0, 0
    wrong   host_cr3, VMCS_HOST_CR3, 1 << 60
    wrong   host_cr4, VMCS_HOST_CR4, 0
    wrong   host_cs, VMCS_HOST_CS_SELECTOR, 0
    wrong   host_cs_rpl, VMCS_HOST_CS_SELECTOR, 9
    wrong   host_tr, VMCS_HOST_TR_SELECTOR, 0
    wrong   host_ds_ti, VMCS_HOST_DS_SELECTOR, 4
    wrong   host_gs_base, VMCS_HOST_GS_BASE, 1 << 60
    wrong   host_rip, VMCS_HOST_RIP, 1 << 60

misaligned_bitmap:
    primary PRIMARY_USE_IO_BITMAPS
    set     VMCS_IO_BITMAP_A, IO_BITMAP_A + 1
    ret
misaligned_msr_bitmap:
    primary PRIMARY_USE_MSR_BITMAPS
    set     VMCS_MSR_BITMAPS, MSR_BITMAP + 0x800
    ret
nmi_window_without:
    primary PRIMARY_NMI_WINDOW_EXITING
    ret
virtual_nmis_without:
    pin     PIN_VIRTUAL_NMIS
    ret
host_size:
    controls VMCS_VM_EXIT_CONTROLS, MSR_IA32_VMX_TRUE_EXIT_CTLS, 0
    ret

instructions:                           ; each prints what it did; the case itself goes on to a plain guest
    text    "  VMRESUME of a clear VMCS", 10
    vmresume
    call    report_failure
    text    "  VMPTRLD with a wrong revision identifier", 10
    xor     dword [abs OTHER_REGION], 1
    vmptrld [other_pointer]
    call    report_failure
    xor     dword [abs OTHER_REGION], 1
    text    "  VMPTRLD of the VMXON region", 10
    vmptrld [vmxon_pointer]
    call    report_failure
    text    "  VMPTRLD of a misaligned address", 10
    vmptrld [misaligned]
    call    report_failure
    text    "  VMPTRLD beyond the physical addresses", 10
    vmptrld [too_high]
    call    report_failure
    text    "  VMCLEAR of the VMXON region", 10
    vmclear [vmxon_pointer]
    call    report_failure
    text    "  VMCLEAR of a misaligned address", 10
    vmclear [misaligned]
    call    report_failure
    text    "  VMREAD of a field that is not there", 10
    mov     eax, 0x6fff & ~1
    vmread  rcx, rax
    call    report_failure
    text    "  VMWRITE of a field that is not there", 10
    mov     eax, 0x6ffe
    vmwrite rax, rcx
    call    report_failure
    text    "  VMXON in VMX root operation", 10
    vmxon   [vmxon_pointer]
    call    report_failure
    text    "  VMLAUNCH blocked by MOV SS", 10
    mov     eax, DATA
    mov     ss, eax
    vmlaunch
    call    report_failure
    text    "  no current VMCS: VMREAD, VMWRITE, VMLAUNCH", 10
    vmclear [vmcs_pointer]
    mov     eax, VMCS_GUEST_RIP
    vmread  rcx, rax
    call    report_failure
    vmwrite rax, rcx
    call    report_failure
    vmlaunch
    call    report_failure
    vmptrst [abs SCRATCH]
    text    "  VMPTRST stores "
    mov     rax, [abs SCRATCH]
    call    put_hex
    text    10
    vmptrld [vmcs_pointer]
    ret

launched_twice:
    lea     rax, [launch_again]
    mov     [on_exit], rax
    ret
launch_again:
    text    "  VMLAUNCH of a launched VMCS", 10
    vmlaunch
    call    report_failure
    mov     qword [on_exit], 0
    clc
    ret

body:
    vmcall
two_exits:
    cpuid
    vmcall

    align   8
misaligned:
    dq      OTHER_REGION + 8
too_high:
    dq      1 << 60
cases:
    case    instructions, body, "VMX instructions"
    case    launched_twice, two_exits, "launch state"
    case    bad_pin, body, "pin-based controls 0"
    case    bad_primary, body, "primary controls 0"
    case    bad_exit, body, "VM-exit controls 0"
    case    bad_entry, body, "VM-entry controls 0"
    case    cr3_targets, body, "CR3-target count 5"
    case    misaligned_bitmap, body, "I/O bitmap address misaligned"
    case    misaligned_msr_bitmap, body, "MSR bitmap address misaligned"
    case    nmi_window_without, body, "NMI-window exiting without virtual NMIs"
    case    virtual_nmis_without, body, "virtual NMIs without NMI exiting"
    case    reserved_event, body, "reserved interruption type"
    case    event_bits, body, "reserved bits of the interruption information"
    case    code_without_fault, body, "error code with #UD"
    case    nmi_vector, body, "NMI with vector 3"
    case    host_cr0, body, "host CR0"
    case    host_cr3, body, "host CR3"
    case    host_cr4, body, "host CR4"
    case    host_cs, body, "host CS null"
    case    host_cs_rpl, body, "host CS with RPL"
    case    host_tr, body, "host TR null"
    case    host_ds_ti, body, "host DS with TI"
    case    host_gs_base, body, "host GS base not canonical"
    case    host_rip, body, "host RIP not canonical"
    case    host_size, body, "host address-space size 0 in 64-bit mode"
    end_of_cases
