; A timer interrupt. First the timer of the local APIC wakes a
; processor that sleeps in HLT. Then it interrupts an endless
; guest, and because the control says so, that is a VM exit.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

; Registers of the local APIC, in a page of memory
APIC                equ 0xfee00000
APIC_EOI            equ APIC + 0x0b0
APIC_SPURIOUS       equ APIC + 0x0f0
APIC_LVT_TIMER      equ APIC + 0x320
APIC_INITIAL_COUNT  equ APIC + 0x380
APIC_DIVIDE         equ APIC + 0x3e0

TIMER_VECTOR        equ 0x40
COUNTS              equ 800

; apic_write REGISTER, VALUE : changes RDX
%macro apic_write 2
    mov     edx, %1
    mov     dword [rdx], %2
%endmacro

start:
    call    set_timer_gate
    apic_write APIC_SPURIOUS, 0x1ff         ; bit 8: enabled
    apic_write APIC_DIVIDE, 1011b           ; divide by 1
    apic_write APIC_LVT_TIMER, TIMER_VECTOR ; one-shot

; Without VMX: sleep until the timer interrupts.
.sleep:
    apic_write APIC_INITIAL_COUNT, COUNTS
    sti                       ; nothing comes between STI and
    hlt                       ; HLT: no interrupt gets lost
    cli
    cmp     dword [ticks], 3
    jb      .sleep
    print   10

; The same interrupt while a guest runs.
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
    pin_controls PIN_EXTERNAL_INTERRUPT_EXITING
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    apic_write APIC_INITIAL_COUNT, COUNTS
    vmlaunch
    jmp     vmm_failed

; The guest has RFLAGS.IF = 0, and exits all the same.
vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_EXTERNAL_INTERRUPT
    jne     vmm_failed
    print   "exit 1 "

    ; The exit acknowledged nothing: the vector still stands
    ; in the IRR. With IF set the VMM's own handler takes it.
    sti
    nop                       ; behind it STI takes effect
    cli
    print   10
    dec     dword [turns]
    jz      .done
    apic_write APIC_INITIAL_COUNT, COUNTS
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:
    vmxoff
    print   "Guest stopped", 10
    stop

timer_handler:
    push    rdx
    inc     dword [ticks]
    print   "tick "
    apic_write APIC_EOI, 0    ; ISR: vector 0x40 has ended
    pop     rdx
    iretq

; Writes an interrupt gate for TIMER_VECTOR into the IDT.
set_timer_gate:
    sidt    [vmm_table_register]
    mov     rdi, [vmm_table_register + 2]
    add     rdi, TIMER_VECTOR * 16
    lea     rax, [timer_handler]
    mov     [rdi], ax         ; offset 15:0
    mov     word [rdi + 2], LAB_CODE
    mov     word [rdi + 4], 0x8e00  ; present, DPL 0, gate
    shr     rax, 16
    mov     [rdi + 6], ax     ; offset 31:16
    shr     rax, 16
    mov     [rdi + 8], eax    ; offset 63:32
    mov     dword [rdi + 12], 0
    ret

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
ticks:
    dd      0
turns:
    dd      3
