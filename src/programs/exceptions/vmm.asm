; Exceptions and injection. The exception bitmap has one bit
; per vector. Vector 6 (invalid opcode) exits, and the VMM
; hands it back to the guest with the VM-entry interruption-
; information field. Vector 3 (breakpoint) does not exit.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

INVALID_OPCODE      equ 6
; Bit 31: valid; bits 10:8: type 3, hardware exception
INJECT_EXCEPTION    equ 1 << 31 | 3 << 8

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
    vmcs_set VMCS_EXCEPTION_BITMAP, 1 << INVALID_OPCODE
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    ; The guest has an interrupt table of its own.
    vmcs_set VMCS_GUEST_IDTR_BASE, GUEST_IDT
    vmcs_set VMCS_GUEST_IDTR_LIMIT, 16 * 32 - 1
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    test    eax, eax          ; reason 0: exception or NMI
    jnz     vmm_failed
    vmcs_get rbx, VMCS_VM_EXIT_INTERRUPTION_INFORMATION
    print   "VMM: an exception exited; now inject it", 10
    movzx   ebx, bl           ; bits 7:0: the vector
    or      ebx, INJECT_EXCEPTION
    vmcs_set VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, rbx
    restore_guest_registers
    vmresume                  ; the entry delivers it
    jmp     vmm_failed

.done:
    vmxoff
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
