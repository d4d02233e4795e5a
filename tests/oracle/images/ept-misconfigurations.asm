; EPT misconfigurations at every level. SDM Vol. 3: "EPT Misconfigurations".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

; entry NAME, ENTRY, VALUE
%macro entry 3
%1:
    use_ept
    ept_entry %2, %3
    then_call show_and_end
    ret
%endmacro
%define TRIAL_ENTRY EPT_PT + (TRIAL >> 12) * 8
%define TRIAL_TABLE EPT_PD + (TRIAL >> 21) * 8
%define LARGE_ENTRY EPT_PD + (LARGE >> 21) * 8
%define HUGE_ENTRY  EPT_PDPT + 8

    entry   write_only, TRIAL_ENTRY, TRIAL | EPT_WB | 2
    entry   write_execute, TRIAL_ENTRY, TRIAL | EPT_WB | 6
    entry   type_2, TRIAL_ENTRY, TRIAL | 2 << 3 | 7
    entry   type_3, TRIAL_ENTRY, TRIAL | 3 << 3 | 7
    entry   type_7, TRIAL_ENTRY, TRIAL | 7 << 3 | 7
    entry   type_0, TRIAL_ENTRY, TRIAL | 7
    entry   type_1, TRIAL_ENTRY, TRIAL | 1 << 3 | 7
    entry   type_4, TRIAL_ENTRY, TRIAL | 4 << 3 | 7
    entry   type_5, TRIAL_ENTRY, TRIAL | 5 << 3 | 7
    entry   ignore_pat, TRIAL_ENTRY, TRIAL | EPT_WB | 1 << 6 | 7
    entry   software_bits, TRIAL_ENTRY, TRIAL | EPT_WB | 0xe80 | 7
    entry   beyond_width, TRIAL_ENTRY, 1 << 51 | TRIAL | EPT_WB | 7
    entry   high_ignored, TRIAL_ENTRY, 1 << 59 | TRIAL | EPT_WB | 7
    entry   absent_reserved, TRIAL_ENTRY, 1 << 51 | TRIAL | 7 << 3
    entry   table_write_only, TRIAL_TABLE, EPT_PT + 0x4000 | 2
    entry   table_write_execute, TRIAL_TABLE, EPT_PT + 0x4000 | 6
    entry   table_bit_3, TRIAL_TABLE, EPT_PT + 0x4000 | 1 << 3 | 7
    entry   table_bit_6, TRIAL_TABLE, EPT_PT + 0x4000 | 1 << 6 | 7
    entry   table_beyond_width, TRIAL_TABLE, 1 << 51 | EPT_PT + 0x4000 | 7
    entry   large_bit_12, LARGE_ENTRY, LARGE | 1 << 12 | EPT_LEAF | EPT_WB | 7
    entry   large_bit_20, LARGE_ENTRY, LARGE | 1 << 20 | EPT_LEAF | EPT_WB | 7
    entry   large_type, LARGE_ENTRY, LARGE | EPT_LEAF | 2 << 3 | 7
    entry   large_rights, LARGE_ENTRY, LARGE | EPT_LEAF | EPT_WB | 2
    entry   huge_bit_12, HUGE_ENTRY, HUGE | 1 << 12 | EPT_LEAF | EPT_WB | 7
    entry   huge_bit_29, HUGE_ENTRY, HUGE | 1 << 29 | EPT_LEAF | EPT_WB | 7
    entry   huge_type, HUGE_ENTRY, HUGE | EPT_LEAF | 3 << 3 | 7
    entry   pdpte_bit_6, EPT_PDPT, EPT_PD | 1 << 6 | 7
    entry   pdpte_rights, EPT_PDPT, EPT_PD | 6
    entry   pml4e_bit_7, EPT_ROOT, EPT_PDPT | 1 << 7 | 7
    entry   pml4e_bit_3, EPT_ROOT, EPT_PDPT | 1 << 3 | 7
    entry   pml4e_rights, EPT_ROOT, EPT_PDPT | 2
    entry   pml4e_absent, EPT_ROOT, 0

lower_wins:                             ; the directory forbids, the page is misconfigured
    use_ept
    ept_entry TRIAL_TABLE, EPT_PT + 0x4000 | 5
    ept_page TRIAL, TRIAL | EPT_WB | 2
    then_call show_and_end
    ret
upper_wins:                             ; the directory is not present, the page is misconfigured
    use_ept
    ept_entry TRIAL_TABLE, EPT_PT + 0x4000
    ept_page TRIAL, TRIAL | EPT_WB | 2
    then_call show_and_end
    ret

read:
    mov     eax, [abs TRIAL + 0x124]
    vmcall
write:
    mov     [abs TRIAL + 0x124], eax
    vmcall
fetch:
    mov     dword [abs TRIAL], 0x90c1010f
    mov     eax, TRIAL
    jmp     rax
read_large:
    mov     eax, [abs LARGE + 0x124]
    vmcall
read_huge:
    mov     eax, HUGE + 0x120
    mov     eax, [rax]
    vmcall
plain:
    vmcall

    align   8
cases:
    case    write_only, read, "page: write"
    case    write_only, write, "page: write, a write"
    case    write_execute, read, "page: write and execute"
    case    write_execute, fetch, "page: write and execute, a fetch"
    case    type_2, read, "page: memory type 2"
    case    type_3, read, "page: memory type 3"
    case    type_7, read, "page: memory type 7"
    case    type_0, read, "page: memory type UC"
    case    type_1, read, "page: memory type WC"
    case    type_4, read, "page: memory type WT"
    case    type_5, read, "page: memory type WP"
    case    ignore_pat, read, "page: ignore PAT"
    case    software_bits, read, "page: bits that are ignored"
    case    beyond_width, read, "page: address too wide"
    case    high_ignored, read, "page: high bits that are ignored"
    case    absent_reserved, read, "page: not present, reserved bits"
    case    table_write_only, read, "directory: write"
    case    table_write_execute, read, "directory: write and execute"
    case    table_bit_3, read, "directory: bit 3"
    case    table_bit_6, read, "directory: bit 6"
    case    table_beyond_width, read, "directory: address too wide"
    case    large_bit_12, read_large, "2 MiB page: bit 12"
    case    large_bit_20, read_large, "2 MiB page: bit 20"
    case    large_type, read_large, "2 MiB page: memory type 2"
    case    large_rights, read_large, "2 MiB page: write"
    case    huge_bit_12, read_huge, "1 GiB page: bit 12"
    case    huge_bit_29, read_huge, "1 GiB page: bit 29"
    case    huge_type, read_huge, "1 GiB page: memory type 3"
    case    pdpte_bit_6, plain, "PDPTE: bit 6, first fetch"
    case    pdpte_rights, plain, "PDPTE: write and execute, first fetch"
    case    pml4e_bit_7, plain, "PML4E: bit 7, first fetch"
    case    pml4e_bit_3, plain, "PML4E: bit 3, first fetch"
    case    pml4e_rights, plain, "PML4E: write, first fetch"
    case    pml4e_absent, plain, "PML4E: absent, first fetch"
    case    lower_wins, write, "a directory that forbids above a misconfigured page"
    case    upper_wins, read, "an absent directory above a misconfigured page"
    end_of_cases
