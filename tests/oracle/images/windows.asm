; Interrupt window, NMI window, NMI exiting by injection, and blocking by STI and MOV SS. SDM Vol. 3: "Other Causes of VM Exits".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

open_window:                            ; when the window opens: close it again
    cmp     ebx, EXIT_REASON_INTERRUPT_WINDOW
    je      .close
    cmp     ebx, EXIT_REASON_NMI_WINDOW
    je      .close
    clc
    ret
.close:
    text    "    interruptibility="
    get     rax, VMCS_GUEST_INTERRUPTIBILITY_STATE
    call    put_hex
    text    10
    primary 0
    stc
    ret

interrupt_window:
    primary PRIMARY_INTERRUPT_WINDOW_EXITING
    lea     rax, [open_window]
    mov     [on_exit], rax
    ret

interrupt_window_now:
    call    interrupt_window
    set     VMCS_GUEST_RFLAGS, 0x202
    ret

interrupt_window_blocked_by_sti:
    call    interrupt_window_now
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 1
    ret

interrupt_window_blocked_by_mov_ss:
    call    interrupt_window_now
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 2
    ret

nmi_window:
    pin     PIN_NMI_EXITING | PIN_VIRTUAL_NMIS
    primary PRIMARY_NMI_WINDOW_EXITING
    lea     rax, [open_window]
    mov     [on_exit], rax
    ret

nmi_window_blocked:
    call    nmi_window
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 8
    ret

sti_body:
    nop
    sti
    nop
    nop
    vmcall

mov_ss_body:
    mov     eax, DATA
    sti
    mov     ss, eax
    nop
    vmcall

plain_body:
    nop
    nop
    vmcall

iret_body:                              ; IRET ends virtual-NMI blocking
    nop
    mov     rax, rsp
    push    DATA
    push    rax
    pushfq
    push    CODE
    lea     rax, [.after]
    push    rax
    iretq
.after:
    nop
    vmcall

    align   8
cases:
    case    interrupt_window, sti_body, "interrupt window after STI"
    case    interrupt_window, mov_ss_body, "interrupt window after STI and MOV SS"
    case    interrupt_window_now, plain_body, "interrupt window open at entry"
    case    interrupt_window_blocked_by_sti, plain_body, "interrupt window, blocking by STI at entry"
    case    interrupt_window_blocked_by_mov_ss, plain_body, "interrupt window, blocking by MOV SS at entry"
    case    nmi_window, plain_body, "NMI window open at entry"
    case    nmi_window_blocked, iret_body, "NMI window after IRET"
    end_of_cases
