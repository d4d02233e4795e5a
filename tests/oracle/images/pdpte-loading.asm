; The four PDPTEs of a guest with PAE paging under EPT: checked and loaded by VM entry, saved by VM exits, loaded by MOV
; to CR3. SDM Vol. 3: "Checks on Guest Page-Directory-Pointer-Table Entries", "Loading Page-Directory-Pointer-Table Entries".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

TABLE_1     equ 0x604000            ; two page-directory-pointer tables, one behind the other
TABLE_2     equ 0x604020
WINDOW      equ 0x00800000

pae:
    use_ept
    call    use_guest_tables
    mov     edi, TABLE_1
    xor     eax, eax
    mov     ecx, 512
    rep stosq
    ept_entry TABLE_1, GUEST_PD | 1
    ept_entry TABLE_2, GUEST_PD | 1
    ept_entry TABLE_2 + 8, 0
    set     VMCS_GUEST_CR3, TABLE_1
    set     VMCS_GUEST_PDPTE_0, GUEST_PD | 1
    set     VMCS_GUEST_PDPTE_1, 0
    set     VMCS_GUEST_PDPTE_2, 0
    set     VMCS_GUEST_PDPTE_3, 0
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xc09b
    mov     rcx, cr4
    and     ecx, ~(1 << 17)
    set     VMCS_GUEST_CR4, rcx
    controls VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, 0
    then_call show_pdptes
    ret
show_pdptes:
    text    "   "
    show_field "cr3=", VMCS_GUEST_CR3
    show_field "pdptes=", VMCS_GUEST_PDPTE_0
    show_field "", VMCS_GUEST_PDPTE_1
    show_field "", VMCS_GUEST_PDPTE_2
    show_field "", VMCS_GUEST_PDPTE_3
    cmp     ebx, EXIT_REASON_EPT_VIOLATION
    je      .violation
    line
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
.violation:
    line
    jmp     show_and_map

; entry NAME, NUMBER, VALUE : a PDPTE of the VMCS
%macro entry 3
%1:
    call    pae
    set     VMCS_GUEST_PDPTE_%2, %3
    ret
%endmacro
    entry   bit_1, 0, GUEST_PD | 3
    entry   bit_2, 1, GUEST_PD | 5
    entry   bit_5, 2, GUEST_PD | 0x21
    entry   bit_8, 3, GUEST_PD | 0x101
    entry   cached, 3, GUEST_PD | 0x19
    entry   beyond, 3, 1 << 52 | GUEST_PD | 1
    entry   bit_63, 3, 1 << 63 | GUEST_PD | 1
    entry   not_present, 3, 0x7fffffe
    entry   fields_win, 1, GUEST_PD | 1

table_is_not_read:                      ; VM entry does not look at memory
    call    pae
    ept_entry TABLE_1, 0
    ret
bad_table:                              ; the table in memory has a reserved bit: MOV to CR3 raises #GP
    call    pae
    ept_entry TABLE_2 + 16, GUEST_PD | 3
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    ret
absent_table:                           ; EPT does not map the table
    call    pae
    ept_page TABLE_1, 0
    ret
exiting_cr3:
    call    pae
    secondary SECONDARY_ENABLE_EPT, PRIMARY_CR3_LOAD_EXITING
    ret

    bits    32
plain:
    cpuid
    vmcall
reads:                                  ; the second GiB is the first
    mov     eax, [WINDOW]
    cpuid
    mov     eax, [0x40000000 + WINDOW]
    cpuid
    vmcall
loads_cr3:
    mov     eax, TABLE_2
    mov     cr3, eax
    cpuid
    vmcall
changes_memory:                         ; a changed entry in memory counts at MOV to CR3 only
    mov     dword [TABLE_1 + 8], GUEST_PD | 1
    cpuid
    mov     eax, cr3
    mov     cr3, eax
    cpuid
    mov     eax, cr4
    mov     cr4, eax
    cpuid
    xor     eax, 0x80
    mov     dword [TABLE_1 + 16], GUEST_PD | 1
    mov     cr4, eax
    cpuid
    vmcall
    bits    64

    align   8
cases:
    case    pae, plain, "loaded and saved"
    case    table_is_not_read, plain, "memory does not count at VM entry"
    case    bit_1, plain, "bit 1"
    case    bit_2, plain, "bit 2"
    case    bit_5, plain, "bit 5"
    case    bit_8, plain, "bit 8"
    case    cached, plain, "PWT and PCD"
    case    beyond, plain, "address too wide"
    case    bit_63, plain, "bit 63"
    case    not_present, plain, "not present"
    case    fields_win, reads, "the fields translate"
    case    pae, loads_cr3, "MOV to CR3"
    case    bad_table, loads_cr3, "MOV to CR3 with a reserved bit"
    case    absent_table, loads_cr3, "MOV to CR3, the table is not mapped"
    case    exiting_cr3, loads_cr3, "MOV to CR3 exits"
    case    pae, changes_memory, "MOV to CR3 and CR4 read memory"
    end_of_cases
