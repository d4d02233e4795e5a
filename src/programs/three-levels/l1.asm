; L1: a VMM like any other. It cannot tell that its VMX
; instructions reach no processor.
L1_VMXON_REGION equ 0x166000
L1_VMCS         equ 0x167000
L1_STACK        equ 0x16a000

l1_entry:
    print   "L1: starts", 10
    vmx_enable
    vmx_region L1_VMXON_REGION
    vmxon   [l1_vmxon_pointer]
    must_succeed
    vmx_region L1_VMCS
    vmclear [l1_vmcs_pointer]
    must_succeed
    vmptrld [l1_vmcs_pointer]
    must_succeed
    vmcs_default_controls
    vmcs_default_host  l1_vm_exit
    vmcs_set VMCS_HOST_RSP, L1_STACK
    vmcs_default_guest l2_entry, GUEST_STACK_2
    vmlaunch
    jmp     vmm_failed

l1_vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_CPUID
    je      .cpuid
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed

.cpuid:
    print   "L1: answers a CPUID of L2", 10
    mov     dword [guest_rbx], "I am"
    mov     dword [guest_rdx], " at "
    mov     dword [guest_rcx], "L2. "
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:
    vmxoff
    print   "L1: VMXOFF", 10
    vmcall                    ; the end, for L0

    align   8
l1_vmxon_pointer:
    dq      L1_VMXON_REGION
l1_vmcs_pointer:
    dq      L1_VMCS
