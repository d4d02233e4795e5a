; The VMX-preemption timer where nothing depends on how fast time passes. SDM Vol. 3: "VMX-Preemption Timer".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; timer NAME, VALUE, SAVE?
%macro timer 3
%1:
    pin     PIN_ACTIVATE_VMX_PREEMPTION_TIMER
    set     VMCS_VMX_PREEMPTION_TIMER_VALUE, %2
    controls VMCS_VM_EXIT_CONTROLS, MSR_IA32_VMX_TRUE_EXIT_CTLS, EXIT_HOST_ADDRESS_SPACE_SIZE | (%3) * EXIT_SAVE_VMX_PREEMPTION_TIMER_VALUE
    then_call show_timer
    ret
%endmacro
    timer   zero, 0, 0
    timer   zero_saved, 0, 1
    timer   long_time, 0xffffffff, 0
    timer   short_saved, 50, 1

; show_timer : at an expiry the value, and then a long time
show_timer:
    cmp     ebx, EXIT_REASON_VMX_PREEMPTION_TIMER_EXPIRED
    jne     .other
    text    "   "
    show_field "timer=", VMCS_VMX_PREEMPTION_TIMER_VALUE
    show_field "activity=", VMCS_GUEST_ACTIVITY_STATE
    show_field "interruptibility=", VMCS_GUEST_INTERRUPTIBILITY_STATE
    line
    set     VMCS_VMX_PREEMPTION_TIMER_VALUE, 0xffffffff
    set     VMCS_GUEST_ACTIVITY_STATE, 0
    stc
    ret
.other:
    clc
    ret
save_without:                           ; saving without the timer
    controls VMCS_VM_EXIT_CONTROLS, MSR_IA32_VMX_TRUE_EXIT_CTLS, EXIT_HOST_ADDRESS_SPACE_SIZE | EXIT_SAVE_VMX_PREEMPTION_TIMER_VALUE
    ret
halted:
    call    zero
    set     VMCS_GUEST_ACTIVITY_STATE, 1
    ret
halted_short:
    call    short_saved
    set     VMCS_GUEST_ACTIVITY_STATE, 1
    ret
shut_down:
    call    zero
    set     VMCS_GUEST_ACTIVITY_STATE, 2
    ret
injecting:                              ; the event is delivered first
    call    zero
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x8000030d - 7
    ret
injecting_intercepted:
    call    injecting
    set     VMCS_EXCEPTION_BITMAP, 1 << 6
    ret
with_window:                            ; the timer ranks above the interrupt window
    call    zero
    primary PRIMARY_INTERRUPT_WINDOW_EXITING
    set     VMCS_GUEST_RFLAGS, 0x202
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_INTERRUPT_WINDOW
    jne     show_timer
    primary 0
    stc
    ret
with_debug_trap:                        ; a pending debug exception ranks above it
    call    zero
    set     VMCS_GUEST_PENDING_DEBUG_EXCEPTIONS, 1 << 14
    set     VMCS_GUEST_RFLAGS, 0x102
    set     VMCS_EXCEPTION_BITMAP, 1 << 1
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    jne     show_timer
    set     VMCS_GUEST_RFLAGS, 2
    set     VMCS_GUEST_PENDING_DEBUG_EXCEPTIONS, 0
    stc
    ret
blocked_by_sti:                         ; blocking does not hold it back
    call    zero
    set     VMCS_GUEST_RFLAGS, 0x202
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 1
    ret
blocked_by_mov_ss:
    call    zero
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 2
    ret
blocked_by_nmi:
    call    zero
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 8
    ret
plain:
    nop
    cpuid
    vmcall
    align   8
cases:
    case    zero, plain, "0"
    case    zero_saved, plain, "0, saved"
    case    long_time, plain, "a long time"
    case    save_without, plain, "saved without the timer"
    case    halted, plain, "HLT state, 0"
    case    halted_short, plain, "HLT state, a short time"
    case    shut_down, plain, "shutdown state, 0"
    case    injecting, plain, "an injected exception first"
    case    injecting_intercepted, plain, "an injected exception does not exit"
    case    with_window, plain, "above the interrupt window"
    case    with_debug_trap, plain, "below a debug trap"
    case    blocked_by_sti, plain, "blocking by STI"
    case    blocked_by_mov_ss, plain, "blocking by MOV SS"
    case    blocked_by_nmi, plain, "blocking by NMI"
    end_of_cases
