; PAE paging: the four PDPTEs, pages of 4 KiB and 2 MiB, execute-disable, reserved bits. SDM Vol. 3: "PAE Paging".
%include "../include/boot32.inc"

POINTERS    equ 0x360000                ; 32 bytes
DIRECTORY   equ 0x361000                ; four of them
TABLE       equ 0x365000
PAGE        equ 0x370000
LINEAR      equ 0x40000000              ; first page table of the second directory

%macro entry 3                          ; number in TABLE, low flags, high half
    mov     dword [TABLE + 8 * (%1)], PAGE | (%2)
    mov     dword [TABLE + 8 * (%1) + 4], %3
%endmacro
flush:
    mov     eax, cr3
    mov     cr3, eax
    ret

start_paging:
    mov     edi, POINTERS
    mov     ecx, 0x6000 / 4
    xor     eax, eax
    rep stosd
    xor     ecx, ecx
.pointer:
    mov     eax, ecx
    shl     eax, 12
    add     eax, DIRECTORY | 1
    mov     [POINTERS + 8 * ecx], eax
    inc     ecx
    cmp     ecx, 4
    jne     .pointer
    xor     ecx, ecx
.page:
    mov     eax, ecx
    shl     eax, 21
    or      eax, 0x87
    mov     [DIRECTORY + 8 * ecx], eax
    inc     ecx
    cmp     ecx, 512
    jne     .page
    mov     dword [DIRECTORY + 0x1000], TABLE | 7
    mov     eax, cr4
    or      eax, 0x20
    mov     cr4, eax
    mov     eax, POINTERS
    mov     cr3, eax
    mov     ecx, 0xc0000080
    rdmsr
    or      eax, 0x800
    wrmsr
    mov     eax, cr0
    or      eax, 0x80010000
    mov     cr0, eax
    jmp     .on
.on:
    entry   0, 7, 0
    entry   1, 5, 0
    entry   2, 3, 0
    entry   3, 7, 0x80000000
    entry   4, 0, 0
    entry   5, 7, 0x00100000
    text    "    paging is on", 10
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
    access  read, mov eax, [LINEAR]
    access  read_only, mov [LINEAR + 0x1000], eax
    access  not_present, mov [LINEAR + 0x4000], eax
    access  execute_disable, call LINEAR + 0x3000
    access  execute_disable_read, mov eax, [LINEAR + 0x3000]
    access  reserved, mov eax, [LINEAR + 0x5000]
    access  reserved_write, mov [LINEAR + 0x5000], eax
    access  no_directory_entry, mov eax, [0xc0000000]
    user_access user_supervisor, mov eax, [LINEAR + 0x2000]
    user_access user_execute_disable, jmp LINEAR + 0x3000
    user_access user_reserved, mov eax, [LINEAR + 0x5000]

execute:
    mov     byte [PAGE], 0xc3
    call    flush
    call    LINEAR
    text    "    went on", 10
    ret
pointer_absent:                         ; PDPTEs are read when CR3 is loaded, not at each walk
    and     dword [POINTERS + 8], ~1
    mov     eax, [LINEAR]
    text    "    before the load of CR3", 10
    call    flush
    goes_on_at .end
    mov     eax, [LINEAR]
.end:
    or      dword [POINTERS + 8], 1
    call    flush
    jmp     run_next
pointer_reserved:
    or      dword [POINTERS + 8], 2
    goes_on_at .end
    call    flush
.end:
    and     dword [POINTERS + 8], ~2
    call    flush
    jmp     run_next
pointer_reserved_absent:                ; of an entry that is not present nothing is checked
    mov     dword [POINTERS + 24], 0x1e6
    call    flush
    text    "    went on", 10
    mov     dword [POINTERS + 24], DIRECTORY + 0x3001
    call    flush
    ret
large_reserved:
    mov     dword [DIRECTORY + 0x1008], 0x2087
    goes_on_at .end
    mov     eax, [LINEAR + 0x200000]
.end:
    mov     dword [DIRECTORY + 0x1008], 0
    jmp     run_next
large_execute_disable:
    mov     dword [DIRECTORY + 0x1008], 0x200087
    mov     dword [DIRECTORY + 0x100c], 0x80000000
    call    flush
    mov     eax, [LINEAR + 0x200000 + 0x101000]
    call    LINEAR + 0x200000
nxe_off:
    mov     ecx, 0xc0000080
    rdmsr
    and     eax, ~0x800
    wrmsr
    call    flush
    goes_on_at .end
    mov     eax, [LINEAR + 0x3000]
.end:
    mov     ecx, 0xc0000080
    rdmsr
    or      eax, 0x800
    wrmsr
    jmp     run_next
flags:
    entry   0, 7, 0
    call    flush
    mov     [LINEAR], eax
    mov     eax, [TABLE]
    and     eax, 0xfff
    mov     ebx, [DIRECTORY + 0x1000]
    and     ebx, 0xfff
    mov     ecx, [POINTERS + 8]
    and     ecx, 0xfff
    text    "   "
    show    "page", eax
    show    "table", ebx
    show    "directory", ecx
    line
    ret
smap:
    mov     byte [DIRECTORY], 0x83      ; our own code and stack become supervisor pages
    mov     byte [DIRECTORY + 8], 0x83
    call    flush
    mov     eax, cr4
    or      eax, 1 << 21
    mov     cr4, eax
    stac
    mov     eax, [LINEAR]
    text    "    with AC", 10
    clac
    goes_on_at .end
    mov     eax, [LINEAR]
.end:
    mov     eax, cr4
    and     eax, ~(1 << 21)
    mov     cr4, eax
    jmp     run_next

    align   8
cases:
    case    start_paging, "turning paging on"
    case    read, "read"
    case    read_only, "write to a read-only page"
    case    not_present, "write to a page that is not present"
    case    execute, "fetch"
    case    execute_disable, "fetch from an execute-disable page"
    case    execute_disable_read, "read of an execute-disable page"
    case    reserved, "reserved bit"
    case    reserved_write, "reserved bit, write"
    case    no_directory_entry, "no page table"
    case    user_supervisor, "ring 3 reads a supervisor page"
    case    user_execute_disable, "ring 3 fetches from an execute-disable page"
    case    user_reserved, "reserved bit, ring 3"
    case    pointer_absent, "PDPTE that is not present"
    case    pointer_reserved, "reserved bit of a PDPTE"
    case    pointer_reserved_absent, "reserved bits of a PDPTE that is not present"
    case    large_reserved, "reserved bit of a 2-MiB page"
    case    large_execute_disable, "execute-disable 2-MiB page"
    case    nxe_off, "execute-disable bit without NXE"
    case    flags, "accessed and dirty"
    case    smap, "read of a user page with SMAP"
    end_of_cases
