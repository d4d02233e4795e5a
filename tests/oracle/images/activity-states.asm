; VM entry to the activity states, what ends them and what may be injected there. SDM Vol. 3: "Checks on Guest Non-Register State".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; state NAME, ACTIVITY, INJECTED, INTERRUPTIBILITY, RFLAGS
%macro state 3-5 0, 2
%1:
    set     VMCS_GUEST_ACTIVITY_STATE, %2
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, %3
    set     VMCS_VM_ENTRY_INSTRUCTION_LENGTH, 1
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, %4
    set     VMCS_GUEST_RFLAGS, %5
    then_call show_activity
    ret
%endmacro
show_activity:
    text    "   "
    show_field "activity=", VMCS_GUEST_ACTIVITY_STATE
    show_field "interruptibility=", VMCS_GUEST_INTERRUPTIBILITY_STATE
    line
    clc
    ret
    state   hlt_interrupt, 1, 0x8000001f, 0, 0x202
    state   hlt_nmi, 1, 0x80000202
    state   hlt_debug, 1, 0x80000301
    state   hlt_machine_check, 1, 0x80000312
    state   hlt_other_exception, 1, 0x80000300
    state   hlt_software, 1, 0x80000406
    state   hlt_breakpoint, 1, 0x80000603
    state   hlt_int1, 1, 0x80000501
    state   hlt_blocked_by_sti, 1, 0, 1, 0x202
    state   hlt_blocked_by_mov_ss, 1, 0, 2
    state   shutdown_nmi, 2, 0x80000202
    state   shutdown_machine_check, 2, 0x80000312
    state   shutdown_interrupt, 2, 0x8000001f, 0, 0x202
    state   shutdown_debug, 2, 0x80000301
    state   sipi_nmi, 3, 0x80000202
    state   reserved, 4, 0
    state   high_bit, 0x80000000, 0
hlt_in_ring_3:                          ; the HLT state needs DPL 0 of SS
    call    hlt_nmi
    set     VMCS_GUEST_CS_SELECTOR, 0x2b
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa0fb
    set     VMCS_GUEST_SS_SELECTOR, 0x33
    set     VMCS_GUEST_SS_ACCESS_RIGHTS, 0xc0f3
    ret
exits_by_hlt:
    primary PRIMARY_HLT_EXITING
    then_call show_activity
    ret

plain:
    nop
    vmcall
halts:
    hlt
    vmcall

    align   8
cases:
    case    hlt_interrupt, plain, "HLT: an interrupt"
    case    hlt_nmi, plain, "HLT: NMI"
    case    hlt_debug, plain, "HLT: #DB"
    case    hlt_machine_check, plain, "HLT: #MC"
    case    hlt_other_exception, plain, "HLT: #DE"
    case    hlt_software, plain, "HLT: INT n"
    case    hlt_breakpoint, plain, "HLT: INT3"
    case    hlt_int1, plain, "HLT: INT1"
    case    hlt_blocked_by_sti, plain, "HLT: blocking by STI"
    case    hlt_blocked_by_mov_ss, plain, "HLT: blocking by MOV SS"
    case    hlt_in_ring_3, plain, "HLT: ring 3"
    case    shutdown_nmi, plain, "shutdown: NMI"
    case    shutdown_machine_check, plain, "shutdown: #MC"
    case    shutdown_interrupt, plain, "shutdown: an interrupt"
    case    shutdown_debug, plain, "shutdown: #DB"
    case    sipi_nmi, plain, "wait for SIPI: NMI"
    case    reserved, plain, "4"
    case    high_bit, plain, "bit 31"
    case    exits_by_hlt, halts, "HLT exits"
    end_of_cases
