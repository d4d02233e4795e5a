; Virtual-interrupt delivery: evaluation, delivery, EOI and self-IPI virtualization, EOI-exit bitmap.
; SDM Vol. 3: "Evaluation and Delivery of Virtual Interrupts", "Virtualizing MSR-Based APIC Accesses".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/guest-interrupts.inc"

delivering:
    use_virtual_apic SECONDARY_VIRTUALIZE_X2APIC_MODE | SECONDARY_VIRTUAL_INTERRUPT_DELIVERY | SECONDARY_APIC_REGISTER_VIRTUALIZATION, PRIMARY_USE_MSR_BITMAPS, PIN_EXTERNAL_INTERRUPT_EXITING
    call    use_guest_interrupts
    then_call .exit
    ret
.exit:
    call    show_apic
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    cmp     ebx, EXIT_REASON_TPR_BELOW_THRESHOLD
    je      .on
    cmp     ebx, EXIT_REASON_APIC_WRITE
    je      .on
    cmp     ebx, EXIT_REASON_VIRTUALIZED_EOI
    je      .on
    cmp     ebx, EXIT_REASON_INTERRUPT_WINDOW
    je      .window
    clc
    ret
.window:
    secondary SECONDARY_VIRTUALIZE_X2APIC_MODE | SECONDARY_VIRTUAL_INTERRUPT_DELIVERY | SECONDARY_APIC_REGISTER_VIRTUALIZATION, PRIMARY_USE_MSR_BITMAPS | PRIMARY_USE_TPR_SHADOW
.on:
    stc
    ret

; request VECTOR : in VIRR
%macro request 1
    bts     dword [abs VIRR + ((%1) >> 5) * 16], (%1) & 31
%endmacro
one_waiting:
    call    delivering
    request 0x51
    set     VMCS_GUEST_INTERRUPT_STATUS, 0x51
    ret
two_waiting:
    call    delivering
    request 0x51
    request 0x83
    set     VMCS_GUEST_INTERRUPT_STATUS, 0x83
    lea     rax, [eoi]
    mov     [end_interrupt], rax
    ret
open_at_entry:
    call    two_waiting
    set     VMCS_GUEST_RFLAGS, 0x202
    ret
blocked_by_tpr:
    call    two_waiting
    mov     dword [abs VTPR], 0x80
    set     VMCS_GUEST_RFLAGS, 0x202
    ret
in_service:                             ; SVI 0x70 holds 0x51 back
    call    delivering
    request 0x51
    request 0x71
    bts     dword [abs VISR + 3 * 16], 0x10
    set     VMCS_GUEST_INTERRUPT_STATUS, 0x7071
    set     VMCS_GUEST_RFLAGS, 0x202
    lea     rax, [eoi]
    mov     [end_interrupt], rax
    ret
blocked_by_sti:
    call    open_at_entry
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 1
    ret
blocked_by_mov_ss:
    call    open_at_entry
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 2
    ret
with_window:                            ; the interrupt window comes first
    call    two_waiting
    secondary SECONDARY_VIRTUALIZE_X2APIC_MODE | SECONDARY_VIRTUAL_INTERRUPT_DELIVERY | SECONDARY_APIC_REGISTER_VIRTUALIZATION, PRIMARY_USE_MSR_BITMAPS | PRIMARY_USE_TPR_SHADOW | PRIMARY_INTERRUPT_WINDOW_EXITING
    ret
eoi_exits:
    call    open_at_entry
    set     VMCS_EOI_EXIT_BITMAP_2, 1 << 3
    ret
injecting:                              ; an injected event comes before the virtual interrupt
    call    open_at_entry
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000060
    ret
lower_rvi:                              ; RVI is believed, whatever VIRR says
    call    delivering
    request 0x51
    request 0x83
    set     VMCS_GUEST_INTERRUPT_STATUS, 0x51
    set     VMCS_GUEST_RFLAGS, 0x202
    lea     rax, [eoi]
    mov     [end_interrupt], rax
    ret
plain_shadow:                           ; without virtual-interrupt delivery self IPI and EOI are the APIC's
    use_virtual_apic SECONDARY_VIRTUALIZE_X2APIC_MODE, PRIMARY_USE_MSR_BITMAPS, PIN_EXTERNAL_INTERRUPT_EXITING
    set     VMCS_EXCEPTION_BITMAP, 1 << 13
    then_call .exit
    ret
.exit:
    call    show_apic
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret

eoi:                                    ; WRMSR of the x2APIC's EOI
    push    rcx
    push    rdx
    xor     eax, eax
    xor     edx, edx
    mov     ecx, 0x80b
    wrmsr
    pop     rdx
    pop     rcx
    ret

opens:
    nop
    sti
    nop
    nop
    cpuid
    vmcall
plain:
    nop
    cpuid
    vmcall
lowers_tpr:
    nop
    mov     eax, 6
    mov     cr8, rax
    nop
    xor     eax, eax
    mov     cr8, rax
    nop
    cpuid
    vmcall
ends_service:
    nop
    call    eoi
    cpuid
    vmcall
sends_itself:
    sti
    xor     edx, edx
    mov     ecx, 0x83f
    mov     eax, 0x61
    wrmsr
    nop
    mov     eax, 0x92
    wrmsr
    nop
    cpuid
    vmcall
sends_low_vector:                       ; vectors 0 to 15 exit
    xor     edx, edx
    mov     ecx, 0x83f
    mov     eax, 9
    wrmsr
    vmcall
tpr_msr:
    mov     ecx, 0x808
    xor     edx, edx
    mov     eax, 0x47
    wrmsr
    rdmsr
    cpuid
    mov     rax, cr8
    cpuid
    mov     eax, 0x100
    wrmsr
    vmcall

    align   8
cases:
    case    one_waiting, opens, "delivered when IF becomes 1"
    case    open_at_entry, plain, "two, each ended, at the entry"
    case    blocked_by_tpr, lowers_tpr, "held back by VTPR"
    case    in_service, ends_service, "held back by SVI"
    case    blocked_by_sti, plain, "blocking by STI"
    case    blocked_by_mov_ss, plain, "blocking by MOV SS"
    case    with_window, opens, "interrupt window"
    case    eoi_exits, plain, "EOI exits"
    case    injecting, plain, "an injected interrupt first"
    case    lower_rvi, plain, "RVI below VIRR"
    case    delivering, sends_itself, "self IPI"
    case    delivering, sends_low_vector, "self IPI, vector 9"
    case    delivering, tpr_msr, "TPR by its MSR"
    case    plain_shadow, tpr_msr, "TPR by its MSR, without virtual interrupts"
    end_of_cases
