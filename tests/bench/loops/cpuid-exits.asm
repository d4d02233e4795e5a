; The round trip that is measured: CPUID in the guest exits; the handler reads the exit reason and the guest's RIP,
; writes RIP behind the instruction, and resumes.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

ROUND_TRIPS equ 200000

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
    vmcs_default_host  vm_exit
    vmcs_default_guest guest
    mov     r15d, ROUND_TRIPS
    mov     r12d, VMCS_EXIT_REASON
    mov     r13d, VMCS_GUEST_RIP
    vmlaunch
    jmp     vmm_failed

vm_exit:
    vmread  rax, r12
    vmread  rbx, r13
    add     rbx, 2
    vmwrite r13, rbx
    dec     r15d
    jz      .done
    vmresume
    jmp     vmm_failed
.done:
    vmxoff
    hlt

guest:
    cpuid
    jmp     guest

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
