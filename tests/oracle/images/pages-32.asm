; 32-bit paging: rights and error codes, accessed and dirty flags, 4-MByte pages with PSE-36, what the TLB keeps.
; SDM Vol. 3: "32-Bit Paging", "Access Rights", "Page-Fault Exceptions", "Caching Translation Information".
%include "../include/boot32.inc"

DIRECTORY       equ 0x400000
TABLE           equ 0x401000
FRAME           equ 0x500000        ; says 0x11111111
OTHER           equ 0x501000        ; says 0x22222222
PAGE            equ 0xc00000        ; linear; its entry is the first of TABLE
PDE             equ DIRECTORY + 4 * (PAGE >> 22)
RWU             equ 7

; fresh : paging on, 0-8 MiB mapped one to one by large pages open to ring 3, PAGE by TABLE
fresh:
    mov     eax, 0x80000011             ; drops what the TLB holds, too
    mov     ecx, 0x00000011
    mov     cr0, ecx
    mov     ecx, 0x10                   ; PSE
    mov     cr4, ecx
    mov     edi, DIRECTORY
    push    eax
    xor     eax, eax
    mov     ecx, 0x2000 / 4
    rep stosd
    pop     eax
    mov     dword [DIRECTORY], 0x87
    mov     dword [DIRECTORY + 4], 0x400087
    mov     dword [PDE], TABLE | RWU
    mov     dword [TABLE], FRAME | RWU
    mov     dword [FRAME], 0x11111111
    mov     dword [OTHER], 0x22222222
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    mov     cr0, eax
    ret

; entries : shows the two entries of PAGE
entries:
    text    "   "
    show    "pde", [PDE]
    show    "pte", [TABLE]
    line
    ret

%macro wp_on 0
    mov     eax, cr0
    or      eax, 1 << 16
    mov     cr0, eax
%endmacro
; maps : the entry of PAGE
%macro maps 1
    mov     dword [TABLE], %1
    invlpg  [PAGE]
%endmacro

read_flags:
    call    fresh
    call    entries
    mov     eax, [PAGE]
    show    "value", eax
    line
    call    entries
    mov     dword [PAGE + 8], 5
    call    entries
    ret
absent_read:
    call    fresh
    maps    0
    mov     eax, [PAGE + 0x123]
absent_write:
    call    fresh
    maps    6
    mov     [PAGE + 0x456], eax
absent_table:
    call    fresh
    mov     dword [PDE], 6
    mov     cr3, ecx
    mov     eax, [PAGE]
absent_fetch:
    call    fresh
    maps    0
    mov     eax, PAGE
    jmp     eax
read_only_wp:
    call    fresh
    maps    FRAME | 5
    wp_on
    goes_on_at entries_next
    mov     [PAGE], eax
read_only_no_wp:
    call    fresh
    maps    FRAME | 5
    mov     dword [PAGE], 0x33333333
    call    entries
    ret
read_only_table_wp:
    call    fresh
    mov     dword [PDE], TABLE | 5
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    wp_on
    mov     [PAGE], eax
read_only_ring3:
    call    fresh
    maps    FRAME | 5
    to_ring3 .user
.user:
    mov     eax, [PAGE]
    mov     [PAGE], eax
supervisor_ring3:
    call    fresh
    maps    FRAME | 3
    to_ring3 .user
.user:
    mov     eax, [PAGE]
supervisor_table_ring3:
    call    fresh
    mov     dword [PDE], TABLE | 3
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    to_ring3 .user
.user:
    mov     [PAGE], eax
supervisor_fetch_ring3:
    call    fresh
    maps    FRAME | 3
    to_ring3 .user
.user:
    mov     eax, PAGE
    jmp     eax
crossing:
    call    fresh
    mov     [PAGE + 0xffe], eax
large:
    call    fresh
    mov     dword [PDE], 0x400087
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    mov     eax, [PAGE + 0x100000]
    show    "value", eax
    show    "pde", [PDE]
    mov     [PAGE + 0x101004], eax
    show    "pde", [PDE]
    line
    ret
large_reserved:
    call    fresh
    mov     dword [PDE], 0x600087
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    mov     eax, [PAGE]
large_reserved_write_ring3:
    call    fresh
    mov     dword [PDE], 0x600087
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    to_ring3 .user
.user:
    mov     [PAGE], eax
no_pse:
    call    fresh
    mov     dword [PDE], TABLE | 0x87   ; PS is ignored, the entry names a table
    mov     edi, 0x402000
    mov     eax, 7
.map:
    mov     [edi], eax
    add     edi, 4
    add     eax, 0x1000
    cmp     eax, 0x800000
    jb      .map
    mov     dword [DIRECTORY], 0x402007 ; the rest by small pages
    mov     dword [DIRECTORY + 4], 0x403007
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    xor     ecx, ecx
    mov     cr4, ecx
    mov     eax, [PAGE]
    show    "value", eax
    line
    ret
stale:
    call    fresh
    mov     eax, [PAGE]
    mov     dword [TABLE], OTHER | RWU
    mov     eax, [PAGE]
    show    "before", eax
    invlpg  [PAGE + 0x800]
    mov     eax, [PAGE]
    show    "after", eax
    line
    ret
global:
    call    fresh
    mov     eax, cr4
    or      eax, 1 << 7                 ; PGE
    mov     cr4, eax
    maps    FRAME | RWU | 0x100
    mov     eax, [PAGE]
    mov     dword [TABLE], OTHER | RWU | 0x100
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    mov     eax, [PAGE]
    show    "after-cr3", eax
    mov     eax, cr4
    and     eax, ~(1 << 7)
    mov     cr4, eax
    mov     eax, [PAGE]
    show    "after-pge", eax
    line
    ret
not_global:
    call    fresh
    maps    FRAME | RWU | 0x100
    mov     eax, [PAGE]
    mov     dword [TABLE], OTHER | RWU
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    mov     eax, [PAGE]
    show    "after-cr3", eax
    line
    ret
more_rights:
    call    fresh
    maps    FRAME | 5
    wp_on
    mov     eax, [PAGE]
    mov     dword [TABLE], FRAME | RWU
    mov     dword [PAGE], 7
    text    "    went on", 10
    ret

; closes : the first 8 MiB become supervisor pages, as SMEP and SMAP need
closes:
    mov     dword [DIRECTORY], 0x83
    mov     dword [DIRECTORY + 4], 0x400083
    mov     ecx, DIRECTORY
    mov     cr3, ecx
    ret
smep:
    call    fresh
    call    closes
    mov     byte [FRAME], 0xc3
    mov     eax, cr4
    or      eax, 1 << 20
    mov     cr4, eax
    mov     eax, PAGE
    call    eax
smep_absent:
    call    fresh
    call    closes
    maps    0
    mov     eax, cr4
    or      eax, 1 << 20
    mov     cr4, eax
    mov     eax, PAGE
    call    eax
smap_read:
    call    fresh
    call    closes
    mov     eax, cr4
    or      eax, 1 << 21
    mov     cr4, eax
    mov     eax, [PAGE]
smap_write:
    call    fresh
    call    closes
    mov     eax, cr4
    or      eax, 1 << 21
    mov     cr4, eax
    clac
    mov     [PAGE], eax
smap_ac:
    call    fresh
    call    closes
    mov     eax, cr4
    or      eax, 1 << 21
    mov     cr4, eax
    stac
    mov     eax, [PAGE]
    clac
    show    "value", eax
    line
    ret
paging_without_protection:
    mov     eax, 0x80000010
    mov     cr0, eax

entries_next:
    call    entries
    jmp     run_next

turned_off:
    mov     eax, 0x11
    mov     cr0, eax
    mov     eax, [FRAME]
    show    "value", eax
    line
    ret

    align   4
cases:
    case    read_flags, "accessed and dirty flags"
    case    absent_read, "page not present, read"
    case    absent_write, "page not present, write"
    case    absent_table, "table not present"
    case    absent_fetch, "page not present, fetch"
    case    read_only_wp, "read-only page, ring 0, CR0.WP"
    case    read_only_no_wp, "read-only page, ring 0"
    case    read_only_table_wp, "read-only table, ring 0, CR0.WP"
    case    read_only_ring3, "read-only page, ring 3"
    case    supervisor_ring3, "supervisor page, ring 3, read"
    case    supervisor_table_ring3, "supervisor table, ring 3, write"
    case    supervisor_fetch_ring3, "supervisor page, ring 3, fetch"
    case    crossing, "write that crosses into a page that is not present"
    case    large, "4-MByte page"
    case    large_reserved, "4-MByte page with bit 21"
    case    large_reserved_write_ring3, "4-MByte page with bit 21, ring 3, write"
    case    no_pse, "PS without CR4.PSE"
    case    stale, "a translation stays until it is invalidated"
    case    global, "a global page over MOV to CR3"
    case    not_global, "G without CR4.PGE"
    case    more_rights, "more rights in memory than in the TLB"
    case    smep, "SMEP"
    case    smep_absent, "fetch from an absent page with SMEP"
    case    smap_read, "SMAP, read"
    case    smap_write, "SMAP, write"
    case    smap_ac, "SMAP with RFLAGS.AC"
    case    paging_without_protection, "CR0.PG without PE"
    case    turned_off, "paging off again"
    end_of_cases
