; NMIs of a guest: injection, blocking by NMI, its end by IRET, virtual NMIs and the NMI window.
; SDM Vol. 3: "Event Blocking", "Information About NMI Unblocking Due to IRET".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

INJECT_NMI      equ 0x80000202

show_blocking:
    text    "   "
    show_field "interruptibility=", VMCS_GUEST_INTERRUPTIBILITY_STATE
    line
    cmp     ebx, EXIT_REASON_NMI_WINDOW
    je      .window
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    cmp     ebx, EXIT_REASON_EPT_VIOLATION
    je      run_next
    clc
    ret
.window:
    primary 0
    stc
    ret
ordinary:                               ; without virtual NMIs: blocking by NMI
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, INJECT_NMI
    mov     byte [guest_goes_on], 1
    then_call show_blocking
    ret
virtual:
    call    ordinary
    pin     PIN_NMI_EXITING | PIN_VIRTUAL_NMIS
    ret
exiting:                                ; NMI exiting without virtual NMIs
    call    ordinary
    pin     PIN_NMI_EXITING
    ret
blocked:                                ; nothing is injected, NMIs are blocked
    pin     PIN_NMI_EXITING | PIN_VIRTUAL_NMIS
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 8
    then_call show_blocking
    ret
inject_while_blocked:
    call    virtual
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 8
    ret
inject_while_blocked_ordinary:
    call    ordinary
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 8
    ret
window:
    call    virtual
    primary PRIMARY_NMI_WINDOW_EXITING
    ret
window_halted:                          ; the window opens in the HLT state
    pin     PIN_NMI_EXITING | PIN_VIRTUAL_NMIS
    primary PRIMARY_NMI_WINDOW_EXITING
    set     VMCS_GUEST_ACTIVITY_STATE, 1
    then_call .exit
    ret
.exit:
    text    "   "
    show_field "activity=", VMCS_GUEST_ACTIVITY_STATE
    line
    set     VMCS_GUEST_ACTIVITY_STATE, 0
    jmp     show_blocking
iret_faults:                            ; IRET itself faults: bit 12 of the interruption information
    call    blocked
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    ret
iret_faults_ordinary:
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 8
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    then_call show_blocking
    ret
iret_meets_ept:                         ; the stack is not mapped: bit 12 of the qualification
    use_ept
    call    blocked
    ept_page GUEST_STACK, 0
    ept_page GUEST_STACK - 0x1000, 0
    then_call .exit
    ret
.exit:
    call    show_addresses
    jmp     show_blocking
software_interrupt_2:                   ; INT 2 blocks nothing
    then_call show_blocking
    mov     byte [guest_goes_on], 1
    ret
plain:
    cpuid
    vmcall
%macro return_frame 0
    mov     rax, rsp
    push    DATA
    push    rax
    pushfq
    push    CODE
    lea     rax, [.after]
    push    rax
%endmacro
returns:
    cpuid
    return_frame
    iretq
.after:
    cpuid
    vmcall
bad_return:
    return_frame
    mov     qword [rsp + 8], 0x1230
    iretq
.after:
    vmcall
bad_stack:
    mov     rsp, 1 << 62
    iretq
return_elsewhere:
    iretq
says_2:
    int     2
    cpuid
    vmcall

    align   8
cases:
    case    ordinary, plain, "injected"
    case    virtual, plain, "injected, virtual NMIs"
    case    exiting, plain, "injected, NMI exiting"
    case    blocked, returns, "IRET ends blocking"
    case    blocked, plain, "blocking is saved"
    case    inject_while_blocked, plain, "injected while blocked, virtual NMIs"
    case    inject_while_blocked_ordinary, plain, "injected while blocked"
    case    window, plain, "NMI window behind the handler"
    case    window_halted, plain, "NMI window in the HLT state"
    case    iret_faults, bad_return, "IRET raises #GP, virtual NMIs"
    case    iret_faults, bad_stack, "IRET raises #SS, virtual NMIs"
    case    iret_faults_ordinary, bad_return, "IRET raises #GP"
    case    iret_meets_ept, return_elsewhere, "IRET meets an EPT violation"
    case    software_interrupt_2, says_2, "INT 2"
    end_of_cases
