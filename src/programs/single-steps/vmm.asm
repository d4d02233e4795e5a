; Single steps from outside. With the monitor trap flag each
; VM entry lets the guest do one step, then it exits: a
; debugger that the guest cannot see. Its RFLAGS.TF stays 0,
; and it needs no handler.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "numbers.inc"

start:
    vmx_enable
    needs_primary PRIMARY_MONITOR_TRAP_FLAG, "monitor trap flag"
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    must_succeed
    vmptrld [vmcs_pointer]
    must_succeed
    vmcs_default_controls
    primary_controls PRIMARY_MONITOR_TRAP_FLAG
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    xor     eax, eax          ; a VM entry loads no general
    xor     ecx, ecx          ; registers: these are seen
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_MONITOR_TRAP_FLAG
    je      .step
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed

.step:                        ; where it stands, what it has
    inc     dword [steps]
    vmcs_get rbx, VMCS_GUEST_RIP
    lea     rax, [guest_entry]
    sub     rbx, rax
    print   "RIP: guest_entry + "
    print_number rbx
    print   ", RAX = "
    print_number qword [guest_rax]
    print   ", RCX = "
    print_number qword [guest_rcx]
    print   10
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:                        ; VMCALL exits, and is no step
    vmxoff
    print   "Steps: "
    print_number qword [steps]
    print   10
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
steps:
    dq      0
