; Page faults by the exception bitmap, the error-code mask and match; other exceptions by their bit.
; SDM Vol. 3: "Exception Bitmap", "Other Causes of VM Exits".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

; filter NAME, BIT 14, MASK, MATCH
%macro filter 4
%1:
    call    use_guest_tables
    guest_page TRIAL + 0x1000, 0
    guest_page TRIAL + 0x2000, TRIAL + 0x2000 | 1
    set     VMCS_EXCEPTION_BITMAP, (%2) << 14
    set     VMCS_PAGE_FAULT_ERROR_CODE_MASK, %3
    set     VMCS_PAGE_FAULT_ERROR_CODE_MATCH, %4
    mov     rcx, cr0
    or      ecx, 1 << 16                ; WP
    set     VMCS_GUEST_CR0, rcx
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
%endmacro
    filter  all_exit, 1, 0, 0
    filter  none_exits, 0, 0, 0
    filter  none_by_match, 1, 0, 1
    filter  all_by_match, 0, 0, 1
    filter  writes_exit, 1, 2, 2
    filter  reads_exit, 1, 2, 0
    filter  all_but_writes, 0, 2, 2
    filter  present_exit, 1, 1, 1
    filter  write_and_present, 1, 3, 3
    filter  match_outside_mask, 1, 1, 3

; exception NAME, BITMAP
%macro exception_bits 2
%1:
    set     VMCS_EXCEPTION_BITMAP, %2
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
%endmacro
    exception_bits all_of_them, 0xffffffff
    exception_bits none_of_them, 0
    exception_bits all_but_ud, ~(1 << 6)
trap_flag:
    call    all_of_them
    set     VMCS_GUEST_RFLAGS, 0x102
    ret

read_absent:
    mov     eax, [abs TRIAL + 0x1234]
    vmcall
write_absent:
    mov     [abs TRIAL + 0x1238], eax
    vmcall
write_read_only:
    mov     [abs TRIAL + 0x2230], eax
    vmcall
fetch_absent:
    mov     eax, TRIAL + 0x1100
    jmp     rax
divide:
    xor     ecx, ecx
    div     ecx
    vmcall
undefined:
    ud2
breakpoint:
    int3
    vmcall
int_3:
    int     3
    vmcall
int_1:
    db      0xf1
    vmcall
int_13:                                 ; INT n is no exception: no exit
    int     6
    vmcall
not_canonical:
    mov     rax, 1 << 60
    mov     eax, [rax]
    vmcall
stack_not_canonical:
    mov     rsp, 1 << 60
    push    rax
    vmcall
bad_selector:
    mov     eax, 0x7c
    mov     ds, eax
    vmcall
stepping:
    nop
    nop
    vmcall

    align   8
cases:
    case    all_exit, read_absent, "all exit: a read"
    case    all_exit, write_absent, "all exit: a write"
    case    all_exit, write_read_only, "all exit: a write, read only"
    case    all_exit, fetch_absent, "all exit: a fetch"
    case    none_exits, read_absent, "none exits"
    case    none_by_match, read_absent, "none matches, bit 1"
    case    all_by_match, read_absent, "none matches, bit 0"
    case    writes_exit, read_absent, "writes exit: a read"
    case    writes_exit, write_absent, "writes exit: a write"
    case    reads_exit, read_absent, "reads exit: a read"
    case    reads_exit, write_absent, "reads exit: a write"
    case    all_but_writes, read_absent, "all but writes: a read"
    case    all_but_writes, write_absent, "all but writes: a write"
    case    present_exit, write_absent, "protection exits: absent"
    case    present_exit, write_read_only, "protection exits: read only"
    case    write_and_present, write_absent, "protection of writes: absent"
    case    write_and_present, write_read_only, "protection of writes: read only"
    case    match_outside_mask, write_read_only, "a match outside the mask"
    case    all_of_them, divide, "#DE"
    case    all_of_them, undefined, "#UD"
    case    all_but_ud, undefined, "#UD does not exit"
    case    all_of_them, breakpoint, "INT3"
    case    all_of_them, int_3, "INT 3 of two bytes"
    case    all_of_them, int_1, "INT1"
    case    none_of_them, int_1, "INT1 does not exit"
    case    all_of_them, int_13, "INT 6"
    case    all_of_them, not_canonical, "#GP of an address that is not canonical"
    case    all_of_them, stack_not_canonical, "#SS"
    case    all_of_them, bad_selector, "#GP of a selector"
    case    trap_flag, stepping, "single step"
    end_of_cases
