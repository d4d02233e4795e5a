; Who decides about HLT? Bit 7 of the primary processor-based
; VM-execution controls, "HLT exiting". The guest executes HLT
; twice. The first time the bit is 1, the second time it is 0.
; At the end the guest really sleeps: inject an external
; interrupt from the menu to wake it.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    must_succeed
    vmptrld [vmcs_pointer]
    must_succeed
    vmcs_default_controls
    primary_controls PRIMARY_HLT_EXITING
    pin_controls PIN_EXTERNAL_INTERRUPT_EXITING
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_HLT
    je      .hlt
    cmp     eax, EXIT_REASON_EXTERNAL_INTERRUPT
    je      .interrupt
    jmp     vmm_failed

.hlt:
    print   "VMM: HLT exited; now HLT exiting is 0", 10
    vmcs_get rcx, VMCS_PRIMARY_PROCESSOR_BASED_CONTROLS
    and     ecx, ~PRIMARY_HLT_EXITING
    vmcs_set VMCS_PRIMARY_PROCESSOR_BASED_CONTROLS, rcx
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.interrupt:
    print   "VMM: an external interrupt exited", 10
    vmxoff
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
