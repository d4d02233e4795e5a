; A guest with virtual-interrupt delivery, posted interrupts and IPI virtualization, for the test of the view of the virtual
; APIC. The guest sets its priority and asks for an IPI to itself; two of its accesses exit.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

VIRTUAL_APIC equ 0x140000
APIC_ACCESS  equ 0x141000
DESCRIPTOR   equ 0x142040
PID_TABLE    equ 0x143000
SECONDARY    equ SECONDARY_VIRTUALIZE_APIC_ACCESSES | SECONDARY_APIC_REGISTER_VIRTUALIZATION | SECONDARY_VIRTUAL_INTERRUPT_DELIVERY

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
    pin_controls PIN_EXTERNAL_INTERRUPT_EXITING | PIN_PROCESS_POSTED_INTERRUPTS
    primary_controls PRIMARY_USE_TPR_SHADOW | PRIMARY_ACTIVATE_SECONDARY_CONTROLS | PRIMARY_ACTIVATE_TERTIARY_CONTROLS
    vmcs_set_controls VMCS_SECONDARY_PROCESSOR_BASED_CONTROLS, MSR_IA32_VMX_PROCBASED_CTLS2, SECONDARY
    vmcs_set_controls VMCS_VM_EXIT_CONTROLS, MSR_IA32_VMX_TRUE_EXIT_CTLS, EXIT_HOST_ADDRESS_SPACE_SIZE | EXIT_ACKNOWLEDGE_INTERRUPT_ON_EXIT
    vmcs_set VMCS_TERTIARY_PROCESSOR_BASED_CONTROLS, TERTIARY_IPI_VIRTUALIZATION
    vmcs_set VMCS_VIRTUAL_APIC_ADDRESS, VIRTUAL_APIC
    vmcs_set VMCS_APIC_ACCESS_ADDRESS, APIC_ACCESS
    vmcs_set VMCS_POSTED_INTERRUPT_DESCRIPTOR_ADDRESS, DESCRIPTOR
    vmcs_set VMCS_POSTED_INTERRUPT_NOTIFICATION_VECTOR, 0xf2
    vmcs_set VMCS_PID_POINTER_TABLE_ADDRESS, PID_TABLE
    vmcs_set VMCS_LAST_PID_POINTER_INDEX, 1
    vmcs_set VMCS_EOI_EXIT_BITMAP_1, 1 << 16        ; vector 0x50
    mov     byte [abs DESCRIPTOR + 4], 0x10         ; vector 0x24 is posted
    mov     byte [abs DESCRIPTOR + 34], 0xf2
    mov     qword [abs PID_TABLE], DESCRIPTOR | 1
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_APIC_WRITE         ; RIP is behind the instruction
    je      .resume
    cmp     eax, EXIT_REASON_APIC_ACCESS
    jne     .end
    advance_guest_rip
.resume:
    restore_guest_registers
    vmresume
    jmp     vmm_failed
.end:
    vmxoff
    stop

guest_entry:
    mov     ebx, APIC_ACCESS
    mov     dword [rbx + 0x80], 0x30                ; VTPR
    mov     dword [rbx + 0x310], 0                  ; VICR_HI
    mov     dword [rbx + 0x300], 0x40051            ; to itself, vector 0x51
requested:
    nop
read_register:
    mov     eax, [rbx + 0x370]
    mov     dword [rbx + 0x380], 9                  ; initial count: an APIC write
    mov     eax, [rbx + 0x40]                       ; no register: an APIC access
    vmcall

    align   16
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
