; Accessed and dirty flags for EPT. SDM Vol. 3: "Accessed and Dirty Flags for EPT".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

flags_on:
    use_ept 0, 0, EPTP_AD
    call    use_guest_tables
    then_call show_flags
    ret
flags_off:
    use_ept
    call    use_guest_tables
    then_call show_flags
    ret
tables_read_only:                       ; the guest's page table may be read only
    call    flags_on
    ept_page GUEST_PT, GUEST_PT | EPT_WB | 1
    ret
tables_read_only_no_flags:
    call    flags_off
    ept_page GUEST_PT, GUEST_PT | EPT_WB | 1
    ret

; flag "name", ENTRY : bits 8 and 9 of an entry
%macro flag 2
    text    " ", %1
    mov     rax, [abs %2]
    shr     eax, 8
    and     eax, 3
    call    put_hex
%endmacro
show_flags:
    call    show_addresses
    text    "   "
    flag    "pml4e=", EPT_ROOT
    flag    "pdpte=", EPT_PDPT
    flag    "pde=", EPT_PD + (TRIAL >> 21) * 8
    flag    "first=", EPT_PT + (TRIAL >> 12) * 8
    flag    "second=", EPT_PT + ((TRIAL + 0x1000) >> 12) * 8
    flag    "large=", EPT_PD + (LARGE >> 21) * 8
    flag    "guest-pml4=", EPT_PT + (GUEST_ROOT >> 12) * 8
    flag    "guest-pt=", EPT_PT + (GUEST_PT >> 12) * 8
    text    " guest-pte="
    mov     eax, [abs GUEST_PT]
    and     eax, 0x60
    call    put_hex
    line
    cmp     ebx, EXIT_REASON_EPT_VIOLATION
    je      run_next
    clc
    ret

read:
    cpuid
    mov     eax, [abs TRIAL]
    cpuid
    vmcall
write:
    cpuid
    mov     [abs TRIAL], eax
    cpuid
    vmcall
read_then_write:
    mov     eax, [abs TRIAL]
    cpuid
    mov     [abs TRIAL], eax
    cpuid
    vmcall
both_pages:
    mov     eax, [abs TRIAL + 0xffe]
    cpuid
    mov     [abs TRIAL + 0xffe], eax
    cpuid
    vmcall
fetch:
    mov     byte [abs TRIAL + 0x1000], 0xc3
    cpuid
    mov     ebx, TRIAL + 0x1000
    call    rbx
    cpuid
    vmcall
large:
    mov     eax, [abs LARGE]
    cpuid
    mov     [abs LARGE], eax
    cpuid
    vmcall

    align   8
cases:
    case    flags_on, read, "a read"
    case    flags_on, write, "a write"
    case    flags_on, read_then_write, "a read, then a write"
    case    flags_on, both_pages, "across two pages"
    case    flags_on, fetch, "a fetch"
    case    flags_on, large, "a 2 MiB page"
    case    flags_off, write, "a write without the flags"
    case    flags_off, large, "a 2 MiB page without the flags"
    case    tables_read_only, read, "a page table that may be read only"
    case    tables_read_only_no_flags, read, "a page table that may be read only, without the flags"
    end_of_cases
