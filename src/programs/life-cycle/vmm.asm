; The life cycle of a VMM: VMXON, VM entry, one VM exit, VM
; entry again, VMXOFF. The guest asks CPUID who made the
; processor, and the VMM answers.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

start:
    vmx_enable                ; checks VMX, sets CR4.VMXE
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]   ; outside VMX -> VMX root
    must_succeed

    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]    ; launch state: clear
    must_succeed
    vmptrld [vmcs_pointer]    ; now it is the current VMCS
    must_succeed
    vmcs_default_controls
    vmcs_default_host  vm_exit      ; where exits go
    vmcs_default_guest guest_entry  ; its first RIP

    vmlaunch                  ; VMX root -> VMX non-root
    jmp     vmm_failed        ; only after a failed entry

vm_exit:                      ; VMX non-root -> VMX root
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_CPUID
    je      .cpuid
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed

.cpuid:                       ; answer in the processor's place
    mov     dword [guest_rax], 0
    mov     dword [guest_rbx], "VMXr"
    mov     dword [guest_rdx], "ay s"
    mov     dword [guest_rcx], "ays!"
    advance_guest_rip
    restore_guest_registers
    vmresume                  ; VMX root -> VMX non-root
    jmp     vmm_failed

.done:
    vmxoff                    ; VMX root -> outside VMX
    print   "VMXOFF: the life cycle is complete", 10
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
