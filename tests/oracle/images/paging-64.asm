; 4-level paging: pages of 4 KiB and 2 MiB, rights at every level, execute-disable, reserved bits, canonical addresses, SMEP,
; SMAP, WP. SDM Vol. 3: "4-Level Paging and 5-Level Paging", "Access Rights", "Page-Fault Exceptions".
%include "../include/boot.inc"
%include "../include/cases64.inc"

PDPT_OF     equ 0x360000                ; below PML4 entry 1: linear 0x80_0000_0000
DIRECTORY   equ 0x361000
TABLE       equ 0x362000
PAGE        equ 0x370000

%macro entry 3                          ; number in TABLE, low flags, high half
    mov     dword [abs TABLE + 8 * (%1)], PAGE | (%2)
    mov     dword [abs TABLE + 8 * (%1) + 4], %3
%endmacro
flush:
    mov     rax, cr3
    mov     cr3, rax
    mov     rbx, 0x8000000000
    ret

prepare:
    mov     rdi, PDPT_OF
    mov     ecx, 0x3000 / 8
    xor     eax, eax
    rep stosq
    mov     qword [abs PDPT_OF], DIRECTORY | 7
    mov     qword [abs DIRECTORY], TABLE | 7
    mov     qword [abs PAGE_TABLES + 8], PDPT_OF | 7
    mov     ecx, 0xc0000080
    rdmsr
    or      eax, 0x800
    wrmsr
    mov     rax, cr0
    or      eax, 0x10000
    mov     cr0, rax
    entry   0, 7, 0
    entry   1, 5, 0
    entry   2, 3, 0
    entry   3, 7, 0x80000000
    entry   4, 0, 0
    entry   5, 7, 0x00080000            ; above the physical-address width
    ret

%macro access 2+
%1:
    call    flush
    %2
    text    "    went on", 10
    ret
%endmacro
%macro user_access 2+
%1:
    call    flush
    to_ring3 .user
.user:
    %2
    int3
%endmacro
    access  read, mov eax, [rbx]
    access  read_only, mov [rbx + 0x1000], eax
    access  not_present, mov eax, [rbx + 0x4008]
    access  not_present_write, mov [rbx + 0x4008], eax
    access  reserved, mov eax, [rbx + 0x5000]
    access  no_directory, mov eax, [rbx + 0x40000000]
    access  no_table, mov eax, [rbx + 0x200000]
    access  across, mov rax, [rbx + 0x3ffc]
    user_access user_read, mov eax, [rbx]
    user_access user_read_only, mov [rbx + 0x1000], eax
    user_access user_supervisor, mov eax, [rbx + 0x2000]
    user_access user_reserved, mov eax, [rbx + 0x5000]
    user_access user_not_present, mov [rbx + 0x4000], eax

fetch_execute_disable:
    call    flush
    lea     rax, [rbx + 0x3000]
    call    rax
fetch_not_present:
    call    flush
    lea     rax, [rbx + 0x4000]
    call    rax
user_fetch:
    call    flush
    to_ring3 .user
.user:
    lea     rax, [rbx + 0x2000]
    jmp     rax
non_canonical:
    mov     rbx, 0x0000800000000000
    mov     eax, [rbx]
non_canonical_stack:
    mov     rbp, 0x0000800000000000
    mov     eax, [rbp]
non_canonical_across:
    mov     rbx, 0x00007ffffffffffd
    mov     eax, [rbx]
non_canonical_jump:
    mov     rbx, 0x0000800000000000
    jmp     rbx
non_canonical_return:
    mov     rbx, 0x0000800000000000
    push    rbx
    ret
wp_off:
    mov     rax, cr0
    and     eax, ~0x10000
    mov     cr0, rax
    call    flush
    mov     [rbx + 0x1000], eax
    mov     rax, cr0
    or      eax, 0x10000
    mov     cr0, rax
    text    "    went on", 10
    ret
%macro level_rights 3                   ; label, entry's address, flags of the entry
%1:
    mov     rax, %2
    mov     rdx, [rax]
    push    rdx
    mov     byte [rax], %3
    call    flush
    goes_on_at .end
    mov     [rbx], eax
    to_ring3 .user
.user:
    mov     eax, [rbx]
    int3
.end:
    mov     rax, %2
    or      byte [rax], 7
    call    flush
    jmp     run_next
%endmacro
    level_rights read_only_pml4e, PAGE_TABLES + 8, 5
    level_rights read_only_pdpte, PDPT_OF, 5
    level_rights read_only_pde, DIRECTORY, 5
    level_rights supervisor_pml4e, PAGE_TABLES + 8, 3
    level_rights supervisor_pde, DIRECTORY, 3
    level_rights absent_pdpte, PDPT_OF, 6
reserved_pml4e:
    or      byte [abs PAGE_TABLES + 8], 0x80
    call    flush
    goes_on_at .end
    mov     eax, [rbx]
.end:
    and     byte [abs PAGE_TABLES + 8], 0x7f
    call    flush
    jmp     run_next
large_page:
    mov     dword [abs DIRECTORY + 8], 0x200087
    call    flush
    mov     dword [abs 0x370000], 0x77
    mov     eax, [rbx + 0x200000 + 0x170000]
    text    "   "
    show    "read", rax
    line
    ret
large_reserved:
    mov     dword [abs DIRECTORY + 8], 0x202087
    call    flush
    mov     eax, [rbx + 0x200000]
giant_page:
    mov     qword [abs PDPT_OF + 8], 0x87
    call    flush
    mov     eax, [rbx + 0x40000000 + 0x370000]
    text    "   "
    show    "read", rax
    line
    ret
giant_reserved:
    mov     qword [abs PDPT_OF + 8], 0x200087
    call    flush
    mov     eax, [rbx + 0x40000000]
flags:
    entry   0, 7, 0
    call    flush
    mov     ecx, [abs TABLE]
    mov     eax, [rbx]
    mov     edx, [abs TABLE]
    mov     [rbx], eax
    mov     esi, [abs TABLE]
    and     ecx, 0xfff
    and     edx, 0xfff
    and     esi, 0xfff
    text    "   "
    show    "before", rcx
    show    "read", rdx
    show    "written", rsi
    line
    ret
stale:                                  ; a translation stays until it is invalidated
    entry   0, 7, 0
    call    flush
    mov     eax, [rbx]
    mov     dword [abs TABLE], 0
    mov     eax, [rbx]
    text    "    went on", 10
    goes_on_at .end
    invlpg  [rbx]
    mov     eax, [rbx]
.end:
    entry   0, 7, 0
    jmp     run_next
smep:
    and     byte [abs PAGE_TABLES], ~4  ; our own code becomes a supervisor page
    call    flush
    mov     rax, cr4
    or      eax, 1 << 20
    mov     cr4, rax
    call    flush
    goes_on_at .end
    call    rbx
.end:
    mov     rax, cr4
    and     eax, ~(1 << 20)
    mov     cr4, rax
    or      byte [abs PAGE_TABLES], 4
    call    flush
    jmp     run_next
smap:
    and     byte [abs PAGE_TABLES], ~4
    mov     rax, cr4
    or      eax, 1 << 21
    mov     cr4, rax
    call    flush
    goes_on_at .end
    stac
    mov     eax, [rbx]
    text    "    went on", 10
    clac
    mov     eax, [rbx]
.end:
    mov     rax, cr4
    and     eax, ~(1 << 21)
    mov     cr4, rax
    or      byte [abs PAGE_TABLES], 4
    call    flush
    jmp     run_next

    align   8
cases:
    case    prepare, "(tables)"
    case    read, "read"
    case    read_only, "write to a read-only page"
    case    not_present, "read of a page that is not present"
    case    not_present_write, "write to a page that is not present"
    case    reserved, "reserved bit of a page-table entry"
    case    no_directory, "no directory"
    case    no_table, "no page table"
    case    across, "read across two pages, the second not present"
    case    user_read, "ring 3 reads"
    case    user_read_only, "ring 3 writes to a read-only page"
    case    user_supervisor, "ring 3 reads a supervisor page"
    case    user_reserved, "reserved bit, ring 3"
    case    user_not_present, "ring 3 writes to a page that is not present"
    case    fetch_execute_disable, "fetch from an execute-disable page"
    case    fetch_not_present, "fetch from a page that is not present"
    case    user_fetch, "ring 3 fetches from a supervisor page"
    case    non_canonical, "address that is not canonical"
    case    non_canonical_stack, "stack address that is not canonical"
    case    non_canonical_across, "access that ends outside the canonical half"
    case    non_canonical_jump, "jump to an address that is not canonical"
    case    non_canonical_return, "return to an address that is not canonical"
    case    wp_off, "write to a read-only page without WP"
    case    read_only_pml4e, "read-only PML4E"
    case    read_only_pdpte, "read-only PDPTE"
    case    read_only_pde, "read-only PDE"
    case    supervisor_pml4e, "supervisor PML4E"
    case    supervisor_pde, "supervisor PDE"
    case    absent_pdpte, "PDPTE that is not present"
    case    reserved_pml4e, "reserved bit of a PML4E"
    case    large_page, "2-MiB page"
    case    large_reserved, "reserved bit of a 2-MiB page"
    case    giant_page, "1-GiB page"
    case    giant_reserved, "reserved bit of a 1-GiB page"
    case    flags, "accessed and dirty"
    case    stale, "translation that is no longer in memory"
    case    smep, "fetch from a user page with SMEP"
    case    smap, "read of a user page with SMAP"
    end_of_cases
