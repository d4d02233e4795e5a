; The first VM exit. The VMM turns VMX on, fills a VMCS and
; enters its guest. The guest's CPUID brings the processor
; back to vm_exit. What happens then is up to you.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

; lock: start
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
; unlock: start

vm_exit:                      ; VMX non-root -> VMX root
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_CPUID
    je      .cpuid
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     .unexpected

; The guest asked CPUID, leaf 0. Its registers are on the
; stack: guest_rax, guest_rbx, guest_rcx, guest_rdx.
.cpuid:
    print   "VMM: CPUID exited, and nobody answers", 10
    stop

; The guest has said VMCALL: its work is done.
.done:
    print   "VMM: the guest is done", 10
    stop

.unexpected:
    print   "VMM: this exit was not expected", 10
    stop

; lock: data
    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
; unlock: data
