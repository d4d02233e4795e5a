; Injecting interrupts. A device of the VMM wants to interrupt
; the guest. While the guest's RFLAGS.IF is 0 that is not
; allowed: the VM entry would fail. The VMM asks for a VM exit
; as soon as the guest can be interrupted: the interrupt
; window.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "interrupts.inc"

VECTOR      equ 0x50
END         equ 0             ; VMCALL: RAX interrupts, 0 = end

start:
    interrupt_gate VECTOR, guest_handler
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
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_INTERRUPT_WINDOW
    je      .window
    cmp     eax, EXIT_REASON_VMCALL
    jne     vmm_failed
    mov     rax, [guest_rax]
    cmp     rax, END
    je      .done
    add     [waiting], eax    ; the device has something
    advance_guest_rip
    jmp     .deliver

.window:
    print   "VMM: the window is open", 10
.deliver:
    cmp     dword [waiting], 0
    je      .resume

    ; Can the guest be interrupted now?
    vmcs_get rax, VMCS_GUEST_RFLAGS
    test    eax, 1 << 9       ; IF
    jz      .closed
    vmcs_get rax, VMCS_GUEST_INTERRUPTIBILITY_STATE
    test    eax, 11b          ; blocking by STI, by MOV SS
    jnz     .closed
    print   "VMM: injects", 10
    dec     dword [waiting]
    ; valid, type 0: external interrupt
    vmcs_set VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, (1 << 31) | VECTOR
    jmp     .ask

.closed:
    print   "VMM: must wait", 10
; The window is worth an exit as long as something waits. An
; injected interrupt clears IF, so that the next one waits.
.ask:
    cmp     dword [waiting], 0
    je      .nothing_waits
    primary_controls PRIMARY_INTERRUPT_WINDOW_EXITING
    jmp     .resume
.nothing_waits:
    primary_controls 0
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
waiting:
    dd      0
