; Debug exceptions: single step, breakpoints in DR0 to DR3, general detect, and blocking by MOV SS.
; SDM Vol. 3: "Exit Qualification for Debug Exceptions", "Pending Debug Exceptions".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

catch_debug:
    set     VMCS_EXCEPTION_BITMAP, 1 << 1
    lea     rax, [clear_trap]
    mov     [on_exit], rax
    ret

clear_trap:                             ; a trap: RIP is already behind the instruction; TF off, and on
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    jne     .no
    text    "    pending="
    get     rax, VMCS_GUEST_PENDING_DEBUG_EXCEPTIONS
    call    put_hex
    text    " interruptibility="
    get     rax, VMCS_GUEST_INTERRUPTIBILITY_STATE
    call    put_hex
    text    " dr6="
    mov     rax, dr6
    call    put_hex
    text    10
    get     rcx, VMCS_GUEST_RFLAGS
    and     ecx, ~0x100
    set     VMCS_GUEST_RFLAGS, rcx
    stc
    ret
.no:
    clc
    ret

trap_at_entry:                          ; TF set by the VMM: the trap comes after the first instruction
    call    catch_debug
    set     VMCS_GUEST_RFLAGS, 0x102
    ret

pending_at_entry:                       ; BS pending: the trap comes before the first instruction
    call    catch_debug
    set     VMCS_GUEST_RFLAGS, 0x102
    set     VMCS_GUEST_PENDING_DEBUG_EXCEPTIONS, 0x4000
    ret

pushed_trap:
    pushfq
    or      qword [rsp], 0x100
    popfq
    nop
    nop
    vmcall


plain:
    nop
    nop
    vmcall


    align   8
cases:
    case    catch_debug, pushed_trap, "TF by POPF"
    case    trap_at_entry, plain, "TF at entry"
    case    pending_at_entry, plain, "pending single step at entry"
    end_of_cases
