; PAE paging: the PDPTE registers and when they are loaded, execute-disable, 2-MByte pages, reserved bits.
; SDM Vol. 3: "PAE Paging", "PDPTE Registers".
%include "../include/boot32.inc"

POINTERS        equ 0x400020        ; 32-byte aligned is enough
DIRECTORY0      equ 0x401000        ; 0-1 GiB
DIRECTORY3      equ 0x402000        ; 3-4 GiB
TABLE           equ 0x403000
FRAME           equ 0x500000        ; says 0x11111111
OTHER           equ 0x501000        ; says 0x22222222
PAGE            equ 0xc0205000      ; PDPTE 3, PDE 1, PTE 5
PDE             equ DIRECTORY3 + 8
PTE             equ TABLE + 8 * 5
NXE             equ 1 << 11

; fresh : PAE paging on; 0-8 MiB one to one by 2-MByte pages, PAGE by TABLE; EAX = IA32_EFER wanted (0 or NXE)
fresh:
    mov     ecx, 0x00000011
    mov     cr0, ecx
    mov     ecx, 0xc0000080
    xor     edx, edx
    wrmsr
    mov     ecx, 0x20                   ; PAE
    mov     cr4, ecx
    mov     edi, 0x400000
    xor     eax, eax
    mov     ecx, 0x4000 / 4
    rep stosd
    mov     dword [POINTERS], DIRECTORY0 | 1
    mov     dword [POINTERS + 24], DIRECTORY3 | 1
    mov     dword [DIRECTORY0], 0x87
    mov     dword [DIRECTORY0 + 8], 0x200087
    mov     dword [DIRECTORY0 + 16], 0x400087
    mov     dword [DIRECTORY0 + 24], 0x600087
    mov     dword [PDE], TABLE | 7
    mov     dword [PTE], FRAME | 7
    mov     dword [FRAME], 0x11111111
    mov     dword [OTHER], 0x22222222
    mov     ecx, POINTERS
    mov     cr3, ecx
    mov     eax, 0x80010011
    mov     cr0, eax
    ret
%macro begin 1                      ; IA32_EFER
    mov     eax, %1
    call    fresh
%endmacro
; reload : MOV to CR3 with the same value
%macro reload 0
    mov     ecx, POINTERS
    mov     cr3, ecx
%endmacro
; entries : shows the two entries of PAGE
entries:
    text    "   "
    show    "pde", [PDE]
    show    "pte", [PTE]
    show    "pdpte", [POINTERS + 24]
    line
    ret

works:
    begin   0
    mov     eax, [PAGE]
    show    "value", eax
    line
    call    entries
    mov     [PAGE + 8], eax
    call    entries
    ret
pdpte_absent:
    begin   0
    mov     eax, [0x40000000]
pdpte_in_register:
    begin   0
    mov     dword [POINTERS + 24], 0
    invlpg  [PAGE]
    mov     eax, [PAGE]
    show    "value", eax
    line
    goes_on_at .gone
    reload
    mov     [PAGE], eax
.gone:
    jmp     run_next
pdpte_writable_bit:
    begin   0
    or      dword [POINTERS + 24], 2
    goes_on_at .after
    reload
.after:
    mov     eax, [PAGE]                 ; the old registers are still there
    show    "value", eax
    line
    jmp     run_next
pdpte_page_size:
    begin   0
    or      dword [POINTERS + 24], 0x80
    reload
pdpte_high_bit:
    begin   NXE
    or      dword [POINTERS + 28], 0x80000000
    reload
pdpte_ignored_bits:
    begin   0
    or      dword [POINTERS + 24], 0xe18
    reload
    mov     eax, [PAGE]
    show    "value", eax
    line
    ret
pdpte_absent_reserved:
    begin   0
    mov     dword [POINTERS + 8], 0x1e6
    reload
    text    "    went on", 10
    ret
cr0_loads:
    begin   0
    or      dword [POINTERS + 24], 2
    mov     eax, cr0
    or      eax, 1 << 30                ; CD
    mov     cr0, eax
cr0_loads_not:
    begin   0
    or      dword [POINTERS + 24], 2
    mov     eax, cr0
    and     eax, ~(1 << 16)             ; WP
    mov     cr0, eax
    text    "    went on", 10
    ret
cr0_turns_on:
    begin   0
    mov     eax, 0x11
    mov     cr0, eax
    or      dword [POINTERS + 24], 4
    mov     eax, 0x80000011
    goes_on_at .after
    mov     cr0, eax
.after:
    mov     eax, cr0
    show    "cr0", eax
    line
    jmp     run_next
cr4_loads:
    begin   0
    or      dword [POINTERS + 24], 2
    mov     eax, cr4
    or      eax, 1 << 7                 ; PGE
    mov     cr4, eax
cr4_loads_not:
    begin   0
    or      dword [POINTERS + 24], 2
    mov     eax, cr4
    or      eax, 1 << 2                 ; TSD
    mov     cr4, eax
    text    "    went on", 10
    ret
xd_fetch:
    begin   NXE
    mov     dword [PTE + 4], 0x80000000
    invlpg  [PAGE]
    mov     eax, PAGE
    call    eax
xd_directory:
    begin   NXE
    mov     dword [PDE + 4], 0x80000000
    reload
    to_ring3 .user
.user:
    mov     eax, PAGE
    call    eax
xd_read:
    begin   NXE
    mov     dword [PTE + 4], 0x80000000
    invlpg  [PAGE]
    mov     eax, [PAGE]
    show    "value", eax
    line
    ret
xd_reserved:
    begin   0
    mov     dword [PTE + 4], 0x80000000
    invlpg  [PAGE]
    mov     eax, [PAGE]
bit_62_reserved:
    begin   NXE
    mov     dword [PTE + 4], 0x40000000
    invlpg  [PAGE]
    mov     [PAGE], eax
bit_52_of_directory:
    begin   NXE
    mov     dword [PDE + 4], 0x00100000
    reload
    to_ring3 .user
.user:
    mov     eax, [PAGE]
fetch_absent:
    begin   0
    mov     dword [PTE], 0
    invlpg  [PAGE]
    mov     eax, PAGE
    call    eax
fetch_absent_nxe:
    begin   NXE
    mov     dword [PTE], 0
    invlpg  [PAGE]
    mov     eax, PAGE
    call    eax
large:
    begin   0
    mov     dword [PDE], 0x4000e7
    reload
    mov     eax, [0xc0300000]
    show    "value", eax
    line
    ret
large_reserved:
    begin   0
    mov     dword [PDE], 0x402087
    reload
    mov     eax, [PAGE]
read_only:
    begin   0
    mov     dword [PTE], FRAME | 5
    invlpg  [PAGE]
    mov     [PAGE], eax
supervisor:
    begin   0
    mov     dword [PTE], FRAME | 3
    invlpg  [PAGE]
    to_ring3 .user
.user:
    mov     [PAGE], eax
turned_off:
    mov     eax, 0x11
    mov     cr0, eax
    xor     eax, eax
    mov     cr4, eax
    ret

    align   4
cases:
    case    works, "accessed and dirty flags"
    case    pdpte_absent, "PDPTE not present"
    case    pdpte_in_register, "a PDPTE changed in memory"
    case    pdpte_writable_bit, "PDPTE with bit 1"
    case    pdpte_page_size, "PDPTE with bit 7"
    case    pdpte_high_bit, "PDPTE with bit 63"
    case    pdpte_ignored_bits, "PDPTE with bits 3, 4, 9, 10, 11"
    case    pdpte_absent_reserved, "reserved bits of a PDPTE that is not present"
    case    cr0_loads, "MOV to CR0 changes CD"
    case    cr0_loads_not, "MOV to CR0 changes WP"
    case    cr0_turns_on, "MOV to CR0 sets PG"
    case    cr4_loads, "MOV to CR4 changes PGE"
    case    cr4_loads_not, "MOV to CR4 changes TSD"
    case    xd_fetch, "fetch from an XD page"
    case    xd_directory, "fetch at ring 3 through an XD directory entry"
    case    xd_read, "read of an XD page"
    case    xd_reserved, "XD without NXE"
    case    bit_62_reserved, "bit 62"
    case    bit_52_of_directory, "bit 52 of a directory entry"
    case    fetch_absent, "fetch from an absent page"
    case    fetch_absent_nxe, "fetch from an absent page with NXE"
    case    large, "2-MByte page"
    case    large_reserved, "2-MByte page with bit 13"
    case    read_only, "read-only page"
    case    supervisor, "supervisor page at ring 3"
    case    turned_off, "paging off again"
    end_of_cases
