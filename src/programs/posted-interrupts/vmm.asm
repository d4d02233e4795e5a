; Posted interrupts. Processor 1 runs a guest. Processor 0 has
; interrupts for it, writes them into the guest's descriptor,
; and notifies processor 1: the guest is interrupted, and there
; is no VM exit at all.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "numbers.inc"
%include "interrupts.inc"
%include "virtual-apic.inc"

; The descriptor, 64 bytes: one request bit per vector, then
; the flag "outstanding notification"
DESCRIPTOR      equ 0x163000
OUTSTANDING     equ DESCRIPTOR + 32
NOTIFICATION    equ 0xf2      ; the vector that says: look there

APIC_SPURIOUS   equ 0xfee000f0
APIC_COMMAND    equ 0xfee00300

start:
    needs_pin PIN_PROCESS_POSTED_INTERRUPTS, "process posted interrupts"
    needs_virtual_apic
    interrupt_gate 0x50, handler_50
    interrupt_gate 0x51, handler_51
    interrupt_gate 0x60, handler_60
    mov     eax, 1
    call    start_processor
    jc      .alone
    mov     eax, 1
    call    wait_for          ; the guest is ready
    print   "CPU 0: posts 0x51", 10
    mov     ecx, 0x51
    call    post
    call    notify
    mov     eax, 2
    call    wait_for
    print   "CPU 0: posts 0x50 and 0x60", 10
    mov     ecx, 0x50
    call    post
    mov     ecx, 0x60
    call    post
    call    notify            ; one notification for both
    stop
.alone:
    print   "No processor 1: choose 2 in the Model menu", 10
    stop

; Waits until the guest has come to EAX.
wait_for:
    pause
    cmp     [progress], eax
    jne     wait_for
    ret

; Posts vector ECX. LOCK: processor 1 takes bits out.
post:
    mov     ebx, DESCRIPTOR
    lock bts [rbx], ecx
    ret

; Sends the notification, unless one is under way.
notify:
    mov     ebx, OUTSTANDING
    lock bts dword [rbx], 0
    jc      .sent
    mov     ebx, APIC_COMMAND
    mov     dword [rbx + 0x10], 1 << 24     ; to processor 1
    mov     dword [rbx], NOTIFICATION       ; fixed; it is sent
.sent:
    ret

    startup_code processor_1

processor_1:
    mov     ebx, APIC_SPURIOUS
    mov     dword [rbx], 0x1ff      ; its local APIC: enabled
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
    virtual_apic_controls PIN_PROCESS_POSTED_INTERRUPTS, EXIT_ACKNOWLEDGE_INTERRUPT_ON_EXIT
    vmcs_set VMCS_POSTED_INTERRUPT_NOTIFICATION_VECTOR, NOTIFICATION
    vmcs_set VMCS_POSTED_INTERRUPT_DESCRIPTOR_ADDRESS, DESCRIPTOR
    vmcs_set VMCS_EOI_EXIT_BITMAP_0, 0
    vmcs_set VMCS_EOI_EXIT_BITMAP_1, 0
    vmcs_set VMCS_EOI_EXIT_BITMAP_2, 0
    vmcs_set VMCS_EOI_EXIT_BITMAP_3, 0
    vmcs_set VMCS_GUEST_INTERRUPT_STATUS, 0
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

; An external interrupt with another vector would exit, and
; this VMM expects none.
vm_exit:
    inc     qword [exits]
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VMCALL
    jne     vmm_failed
    vmxoff
    print   "CPU 1: VM exits: "
    print_number qword [exits]
    print   ", the guest's VMCALL", 10
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
exits:
    dq      0
progress:                     ; of the guest
    dd      0
