; Virtual-interrupt delivery. The VMM only writes down which
; vectors are requested. When the guest may be interrupted, in
; which order, and what its EOI means: all that the processor
; does by itself, with the guest's virtual-APIC page.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "interrupts.inc"
%include "virtual-apic.inc"

LOW_VECTOR  equ 0x50
HIGH_VECTOR equ 0x60
SELF_VECTOR equ 0x55
END         equ 0             ; VMCALL: RAX
RAISE       equ 1

start:
    interrupt_gate LOW_VECTOR, low_handler
    interrupt_gate HIGH_VECTOR, high_handler
    interrupt_gate SELF_VECTOR, self_handler
    vmx_enable
    needs_virtual_apic
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    must_succeed
    vmptrld [vmcs_pointer]
    must_succeed
    vmcs_default_controls
    virtual_apic_controls
    ; Vectors 64-127: the EOI of HIGH_VECTOR alone shall exit.
    vmcs_set VMCS_EOI_EXIT_BITMAP_1, 1 << (HIGH_VECTOR - 64)
    vmcs_set VMCS_EOI_EXIT_BITMAP_0, 0
    vmcs_set VMCS_EOI_EXIT_BITMAP_2, 0
    vmcs_set VMCS_EOI_EXIT_BITMAP_3, 0
    vmcs_set VMCS_GUEST_INTERRUPT_STATUS, 0
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VIRTUALIZED_EOI
    je      .ended
    cmp     eax, EXIT_REASON_VMCALL
    jne     vmm_failed
    cmp     qword [guest_rax], END
    je      .done

    ; Request both vectors: their bits in the virtual IRR, and
    ; the highest as RVI, bits 7:0 of the interrupt status.
    print   "VMM: requests 0x50 and 0x60", 10
    mov     ebx, VIRTUAL_APIC_IRR + (LOW_VECTOR / 32) * 16
    bts     dword [rbx], LOW_VECTOR % 32
    mov     ebx, VIRTUAL_APIC_IRR + (HIGH_VECTOR / 32) * 16
    bts     dword [rbx], HIGH_VECTOR % 32
    vmcs_get rcx, VMCS_GUEST_INTERRUPT_STATUS
    mov     cl, HIGH_VECTOR
    vmcs_set VMCS_GUEST_INTERRUPT_STATUS, rcx
    advance_guest_rip
    jmp     .resume

; RIP is behind the guest's EOI: this exit is like a trap. The
; qualification is the vector.
.ended:
    vmcs_get rax, VMCS_EXIT_QUALIFICATION
    cmp     eax, HIGH_VECTOR
    jne     vmm_failed
    print   "VMM: the guest has ended 0x60", 10
.resume:
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:
    vmxoff
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
