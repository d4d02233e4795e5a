; EPT violations of the guest's own page walk. SDM Vol. 3: "EPT Violations", "Exit Qualification for EPT Violations".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

; table NAME, GUEST TABLE, RIGHTS : EPT rights of one of the guest's paging structures
%macro table 3
%1:
    use_ept
    call    use_guest_tables
    ept_page %2, %2 | EPT_WB | (%3)
    then_call show_and_map
    ret
%endmacro
    table   root_absent, GUEST_ROOT, 0
    table   pdpt_absent, GUEST_PDPT, 0
    table   directory_absent, GUEST_PD, 0
    table   table_absent, GUEST_PT, 0
    table   root_read, GUEST_ROOT, 1
    table   table_read, GUEST_PT, 1
    table   table_execute, GUEST_PT, 4
    table   table_read_execute, GUEST_PT, 5

misconfigured:
    use_ept
    call    use_guest_tables
    ept_page GUEST_PT, GUEST_PT | EPT_WB | 2
    then_call show_and_end
    ret
all_absent:                             ; the guest's four tables and its page
    use_ept
    call    use_guest_tables
    ept_page GUEST_ROOT, 0
    ept_page GUEST_PDPT, 0
    ept_page GUEST_PD, 0
    ept_page GUEST_PT, 0
    ept_page TRIAL, 0
    then_call show_and_map
    ret
flags_set:                              ; nothing is left to be written to the guest's tables
    use_ept
    call    use_guest_tables
    or      qword [abs GUEST_ROOT], 0x20
    or      qword [abs GUEST_PDPT], 0x20
    or      qword [abs GUEST_PD + (TRIAL >> 21) * 8], 0x20
    or      qword [abs GUEST_PT], 0x60
    ept_page GUEST_PT, GUEST_PT | EPT_WB | 1
    then_call show_and_map
    ret
guest_fault_first:                      ; the guest's page is not present: #PF, and no EPT violation
    use_ept
    call    use_guest_tables
    guest_page TRIAL, TRIAL
    ept_page TRIAL, 0
    set     VMCS_EXCEPTION_BITMAP, 1 << 14
    then_call page_fault
    ret
elsewhere:                              ; linear and guest-physical address differ
    use_ept
    call    use_guest_tables
    guest_page TRIAL, TRIAL + 0x5000 | 7
    ept_page TRIAL + 0x5000, 0
    then_call show_and_map
    ret
cr3_beyond:                             ; CR3 names a page that EPT does not map
    call    root_absent
    set     VMCS_GUEST_CR3, 0x60a000
    ept_page 0x60a000, 0
    then_call show_and_end
    ret
page_fault:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret

read:
    mov     eax, [abs TRIAL + 0x18]
    vmcall
write:
    mov     [abs TRIAL + 0x18], eax
    vmcall
fetch:
    mov     dword [abs TRIAL], 0xc1010f
    mov     eax, TRIAL
    jmp     rax
invlpg_then_read:
    invlpg  [abs TRIAL]
    mov     eax, [abs TRIAL + 0x18]
    vmcall

    align   8
cases:
    case    root_absent, read, "PML4 absent"
    case    pdpt_absent, read, "PDPT absent"
    case    directory_absent, read, "page directory absent"
    case    table_absent, read, "page table absent, a read"
    case    table_absent, write, "page table absent, a write"
    case    root_read, read, "PML4 may be read: the accessed flag"
    case    table_read, read, "page table may be read, a read"
    case    table_read, write, "page table may be read, a write"
    case    table_execute, read, "page table may be executed"
    case    table_read_execute, read, "page table may be read and executed"
    case    misconfigured, read, "page table misconfigured"
    case    all_absent, write, "everything absent, a write"
    case    flags_set, read, "flags are set, a read"
    case    flags_set, write, "flags are set, a write"
    case    guest_fault_first, read, "page fault before EPT violation"
    case    elsewhere, read, "addresses differ, a read"
    case    elsewhere, write, "addresses differ, a write"
    case    elsewhere, invlpg_then_read, "INVLPG makes no access"
    case    cr3_beyond, read, "CR3 outside EPT"
    end_of_cases
