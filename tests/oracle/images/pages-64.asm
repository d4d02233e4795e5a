; 4-level paging: reserved bits, SMEP, SMAP, PCIDs, INVPCID, large pages.
; SDM Vol. 3: "4-Level Paging and 5-Level Paging", "Process-Context Identifiers (PCIDs)".
%include "../include/boot.inc"
%include "../include/cases64.inc"

TABLE           equ 0x400000
FRAME           equ 0x500000        ; says 0x11111111
OTHER           equ 0x501000        ; says 0x22222222
PAGE            equ 0xa00000
PDPTE           equ PAGE_TABLES + 0x1000
PDE             equ PAGE_TABLES + 0x2000 + 8 * (PAGE >> 21)
PTE             equ TABLE
INVPCID_OPERAND equ SCRATCH
PCIDE           equ 1 << 17

; fresh : CR0 with WP, CR4 with PAE and PGE, PAGE mapped by TABLE, nothing cached
fresh:
    mov     rax, cr4
    and     eax, ~(1 << 20 | 1 << 21)
    mov     cr4, rax
    mov     qword [abs PAGE_TABLES + 0x2000], 0x87
    mov     qword [abs PAGE_TABLES + 0x2008], 0x200087
    mov     rax, PAGE_TABLES
    mov     cr3, rax
    mov     eax, 1 << 5
    mov     cr4, rax
    mov     eax, 1 << 5 | 1 << 7
    mov     cr4, rax
    mov     eax, 0x80010031
    mov     cr0, rax
    mov     ecx, 0xc0000080
    rdmsr
    or      eax, 1 << 11                ; NXE
    wrmsr
    mov     qword [abs PDPTE + 8], PAGE_TABLES + 0x3000 + 7
    mov     qword [abs PDE], TABLE + 7
    mov     qword [abs PTE], FRAME + 7
    mov     qword [abs PTE + 8], OTHER + 0x107
    mov     dword [abs FRAME], 0x11111111
    mov     dword [abs OTHER], 0x22222222
    mov     rax, PAGE_TABLES
    mov     cr3, rax
    xor     eax, eax
    ret
; closes : the first 4 MiB become supervisor pages
closes:
    mov     qword [abs PAGE_TABLES + 0x2000], 0x83
    mov     qword [abs PAGE_TABLES + 0x2008], 0x200083
    mov     rax, cr3
    mov     cr3, rax
    ret
%macro cr4_set 1
    mov     rax, cr4
    or      rax, %1
    mov     cr4, rax
%endmacro
%macro maps 1
    mov     rax, %1
    mov     [abs PTE], rax
    invlpg  [abs PAGE]
%endmacro
; invpcid TYPE, PCID, ADDRESS
%macro does_invpcid 3
    mov     qword [abs INVPCID_OPERAND], %2
    mov     rax, %3
    mov     [abs INVPCID_OPERAND + 8], rax
    mov     eax, %1
    invpcid rax, [abs INVPCID_OPERAND]
%endmacro
; cr3_is VALUE
%macro cr3_is 1
    mov     rax, %1
    mov     cr3, rax
%endmacro
reserved_bit_51:
    call    fresh
    maps    FRAME + 7 + (1 << 51)
    mov     eax, [abs PAGE]
ignored_bits:
    call    fresh
    maps    FRAME + 7 + (0x7f << 52) + 0xe00
    mov     eax, [abs PAGE]
    show    "value", rax
    line
    ret
xd_reserved:
    call    fresh
    mov     ecx, 0xc0000080
    rdmsr
    and     eax, ~(1 << 11)
    wrmsr
    maps    FRAME + 7 + (1 << 63)
    mov     [abs PAGE], eax
xd_fetch:
    call    fresh
    maps    FRAME + 7 + (1 << 63)
    mov     eax, PAGE
    call    rax
pml4_page_size:
    call    fresh
    mov     rbx, 0x8000000000           ; PML4E 1
    mov     qword [abs PAGE_TABLES + 8], PAGE_TABLES + 0x1087
    mov     eax, [rbx]
large_1g:
    call    fresh
    mov     qword [abs PDPTE + 8], 0x87
    mov     rax, cr3
    mov     cr3, rax
    mov     ebx, 0x40000000 + FRAME
    mov     eax, [rbx]
    show    "value", rax
    mov     rax, [abs PDPTE + 8]
    show    "pdpte", rax
    line
    ret
large_1g_reserved:
    call    fresh
    mov     qword [abs PDPTE + 8], 0x2087
    mov     rax, cr3
    mov     cr3, rax
    mov     ebx, 0x40000000
    mov     [rbx], eax
large_2m_reserved:
    call    fresh
    mov     qword [abs PDE], 0x402087
    invlpg  [abs PAGE]
    mov     eax, [abs PAGE]
not_canonical:
    mov     rbx, 0x800000000000
    mov     eax, [rbx]
not_canonical_stack:
    mov     rbp, 0x800000000000
    mov     eax, [rbp]
crosses_out:
    mov     rbx, 0x7ffffffffffe
    mov     eax, [rbx]

smep:
    call    fresh
    call    closes
    mov     byte [abs FRAME], 0xc3
    cr4_set 1 << 20
    mov     eax, PAGE
    call    rax
smap_read:
    call    fresh
    call    closes
    cr4_set 1 << 21
    mov     eax, [abs PAGE]
smap_ac:
    call    fresh
    call    closes
    cr4_set 1 << 21
    stac
    mov     eax, [abs PAGE]
    show    "value", rax
    line
    clac
    mov     [abs PAGE], eax

pcid_tags:
    call    fresh
    cr4_set PCIDE
    cr3_is  PAGE_TABLES + 1
    mov     eax, [abs PAGE]
    mov     qword [abs PTE], OTHER + 7
    cr3_is  PAGE_TABLES + 2 + (1 << 63)
    mov     eax, [abs PAGE]
    show    "other-pcid", rax
    mov     qword [abs PTE], FRAME + 7
    cr3_is  PAGE_TABLES + 2 + (1 << 63)
    mov     eax, [abs PAGE]
    show    "kept", rax
    cr3_is  PAGE_TABLES + 2
    mov     eax, [abs PAGE]
    show    "flushed", rax
    mov     rax, cr3
    show    "cr3", rax
    line
    jmp     leave_pcid
pcid_global:
    call    fresh
    cr4_set PCIDE
    cr3_is  PAGE_TABLES + 1
    mov     eax, [abs PAGE + 0x1000]
    mov     qword [abs PTE + 8], FRAME + 0x107
    cr3_is  PAGE_TABLES + 2
    mov     eax, [abs PAGE + 0x1000]
    show    "global", rax
    does_invpcid 3, 0, 0
    mov     eax, [abs PAGE + 0x1000]
    show    "type-3", rax
    does_invpcid 2, 0, 0
    mov     eax, [abs PAGE + 0x1000]
    show    "type-2", rax
    line
    jmp     leave_pcid
pcid_low_bits:
    call    fresh
    cr3_is  PAGE_TABLES + 8
    cr4_set PCIDE
pcid_paging_off:
    call    fresh
    cr4_set PCIDE
    goes_on_at leave_pcid
    mov     eax, 0x31
    mov     cr0, rax
pcid_bit_63:
    call    fresh
    cr3_is  PAGE_TABLES + (1 << 63)
cr3_reserved:
    call    fresh
    cr3_is  PAGE_TABLES + (1 << 52)
leave_pcid:
    cr3_is  PAGE_TABLES
    mov     eax, 1 << 5
    mov     cr4, rax
    jmp     run_next

invpcid_type:
    call    fresh
    does_invpcid 4, 0, 0
invpcid_reserved:
    call    fresh
    does_invpcid 2, 0x1000, 0
invpcid_pcid:
    call    fresh
    does_invpcid 1, 1, 0
invpcid_pcid_all:
    call    fresh
    does_invpcid 2, 1, 0
    text    "    went on", 10
    ret
invpcid_address:
    call    fresh
    does_invpcid 0, 0, 1 << 63
invpcid_one:
    call    fresh
    mov     eax, [abs PAGE]
    mov     qword [abs PTE], OTHER + 7
    does_invpcid 0, 0, PAGE + 0x1000
    mov     eax, [abs PAGE]
    show    "another-page", rax
    does_invpcid 0, 0, PAGE
    mov     eax, [abs PAGE]
    show    "this-page", rax
    line
    ret
invpcid_ring3:
    call    fresh
    to_ring3 .user
.user:
    does_invpcid 2, 0, 0

leaves_pae:
    call    fresh
    xor     eax, eax
    mov     cr4, rax

    align   8
cases:
    case    reserved_bit_51, "bit 51"
    case    ignored_bits, "bits 58:52 and 11:9"
    case    xd_reserved, "XD without NXE"
    case    xd_fetch, "fetch from an XD page"
    case    pml4_page_size, "PS in a PML4E"
    case    large_1g, "1-GByte page"
    case    large_1g_reserved, "1-GByte page with bit 13"
    case    large_2m_reserved, "2-MByte page with bit 13"
    case    not_canonical, "an address that is not canonical"
    case    not_canonical_stack, "one by way of RBP"
    case    crosses_out, "an access that crosses out of the canonical addresses"
    case    smep, "SMEP"
    case    smap_read, "SMAP"
    case    smap_ac, "SMAP with RFLAGS.AC, then CLAC"
    case    pcid_tags, "translations of two PCIDs"
    case    pcid_global, "a global page and INVPCID"
    case    pcid_low_bits, "CR4.PCIDE with CR3 bit 3"
    case    pcid_paging_off, "CR0.PG cleared with CR4.PCIDE"
    case    pcid_bit_63, "CR3 bit 63 without PCIDs"
    case    cr3_reserved, "CR3 bit 52"
    case    invpcid_type, "INVPCID type 4"
    case    invpcid_reserved, "INVPCID descriptor with bit 12"
    case    invpcid_pcid, "INVPCID type 1 of a PCID without PCIDs"
    case    invpcid_pcid_all, "INVPCID type 2 with a PCID without PCIDs"
    case    invpcid_address, "INVPCID type 0 of an address that is not canonical"
    case    invpcid_one, "INVPCID type 0"
    case    invpcid_ring3, "INVPCID at ring 3"
    case    leaves_pae, "CR4.PAE cleared"
    end_of_cases
