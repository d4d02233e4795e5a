; 32-bit paging: pages of 4 KiB and 4 MiB, rights, CR0.WP, error codes, accessed and dirty flags. SDM Vol. 3: "32-Bit Paging",
; "Access Rights", "Page-Fault Exceptions".
%include "../include/boot32.inc"

DIRECTORY   equ 0x360000
TABLE       equ 0x361000                ; linear 0x40000000 and up
PAGE        equ 0x370000                ; the page behind them
LINEAR      equ 0x40000000

%macro entry 2                          ; number in TABLE, flags
    mov     dword [TABLE + 4 * (%1)], PAGE | (%2)
%endmacro
%macro wp 1
    mov     eax, cr0
    and     eax, ~0x10000
    or      eax, (%1) << 16
    mov     cr0, eax
%endmacro
flush:
    mov     eax, cr3
    mov     cr3, eax
    ret

start_paging:                           ; identity by pages of 4 MiB; the table as LINEAR
    mov     edi, DIRECTORY
    xor     ecx, ecx
.page:
    mov     eax, ecx
    shl     eax, 22
    or      eax, 0x87
    mov     [edi + 4 * ecx], eax
    inc     ecx
    cmp     ecx, 256
    jne     .page
    mov     edi, TABLE
    mov     ecx, 1024
    xor     eax, eax
    rep stosd
    mov     dword [DIRECTORY + 4 * 256], TABLE | 7
    mov     eax, cr4
    or      eax, 0x10
    mov     cr4, eax
    mov     eax, DIRECTORY
    mov     cr3, eax
    mov     eax, cr0
    or      eax, 0x80010000
    mov     cr0, eax
    jmp     .on
.on:
    entry   0, 7
    entry   1, 5
    entry   2, 3
    entry   3, 1
    entry   4, 0
    entry   5, 0x27
    text    "    paging is on", 10
    ret

%macro access 2+                        ; label, instruction at ring 0
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

    access  read_present, mov eax, [LINEAR]
    access  write_writable, mov [LINEAR], eax
    access  read_only, mov [LINEAR + 0x1000], eax
    access  supervisor, mov [LINEAR + 0x2000], eax
    access  not_present, mov eax, [LINEAR + 0x4123]
    access  not_present_write, mov [LINEAR + 0x4ffc], eax
    access  no_table, mov eax, [0x50000000]
    access  across, mov eax, [LINEAR + 0x3ffe]
    access  across_write, mov [LINEAR + 0x0fff], eax
    access  fetch, call LINEAR + 0x4000
    user_access user_read, mov eax, [LINEAR]
    user_access user_write, mov [LINEAR], eax
    user_access user_write_read_only, mov [LINEAR + 0x1000], eax
    user_access user_supervisor, mov eax, [LINEAR + 0x2000]
    user_access user_supervisor_write, mov [LINEAR + 0x3000], eax
    user_access user_not_present, mov eax, [LINEAR + 0x4000]
    user_access user_fetch, jmp LINEAR + 0x2000

wp_off:
    wp      0
    call    flush
    mov     [LINEAR + 0x1000], eax
    wp      1
    text    "    went on", 10
    ret
directory_read_only:
    mov     dword [DIRECTORY + 4 * 256], TABLE | 5
    call    flush
    goes_on_at .end
    mov     [LINEAR], eax
.end:
    mov     dword [DIRECTORY + 4 * 256], TABLE | 7
    call    flush
    jmp     run_next
directory_supervisor:
    mov     dword [DIRECTORY + 4 * 256], TABLE | 3
    call    flush
    goes_on_at .end
    to_ring3 .user
.user:
    mov     eax, [LINEAR]
.end:
    mov     dword [DIRECTORY + 4 * 256], TABLE | 7
    call    flush
    jmp     run_next
large_reserved:                         ; bit 21 of a 4-MiB entry is reserved
    mov     dword [DIRECTORY + 4 * 300], 0x200087
    call    flush
    mov     eax, [300 << 22]
large_high:                             ; bits 20:13 are address bits 39:32 (PSE-36)
    mov     dword [DIRECTORY + 4 * 301], 0x400000 | 0x87
    call    flush
    mov     dword [LINEAR], 0x1357
    mov     dword [0x700000], 0x2468
    mov     eax, [(301 << 22) + 0x300000]
    text    "   "
    show    "read", eax
    line
    ret
flags:
    entry   0, 7
    call    flush
    mov     ecx, [TABLE]
    mov     eax, [LINEAR]
    mov     edx, [TABLE]
    mov     [LINEAR], eax
    mov     ebx, [TABLE]
    and     ecx, 0xfff
    and     edx, 0xfff
    and     ebx, 0xfff
    text    "   "
    show    "before", ecx
    show    "read", edx
    show    "written", ebx
    line
    mov     eax, [DIRECTORY + 4 * 256]
    and     eax, 0xfff
    text    "   "
    show    "directory", eax
    line
    ret
flags_of_a_fault:
    entry   1, 5
    call    flush
    goes_on_at .end
    mov     [LINEAR + 0x1000], eax
.end:
    mov     eax, [TABLE + 4]
    and     eax, 0xfff
    text    "   "
    show    "entry", eax
    line
    jmp     run_next
global:                                 ; a global page outlives a load of CR3 but not INVLPG
    mov     eax, cr4
    or      eax, 0x80
    mov     cr4, eax
    entry   6, 0x107
    mov     eax, [LINEAR + 0x6000]
    entry   6, 0
    call    flush
    mov     eax, [LINEAR + 0x6000]
    text    "    went on", 10
    invlpg  [LINEAR + 0x6000]
    goes_on_at .end
    mov     eax, [LINEAR + 0x6000]
.end:
    mov     eax, cr4
    and     eax, ~0x80
    mov     cr4, eax
    jmp     run_next
smep:
    mov     byte [PAGE], 0xc3
    mov     dword [DIRECTORY + 4 * 0], 0x83        ; our own code becomes a supervisor page
    call    flush
    mov     eax, cr4
    or      eax, 1 << 20
    mov     cr4, eax
    goes_on_at .end
    entry   0, 7
    call    flush
    call    LINEAR
.end:
    mov     eax, cr4
    and     eax, ~(1 << 20)
    mov     cr4, eax
    mov     dword [DIRECTORY + 4 * 0], 0x87
    call    flush
    jmp     run_next

    align   8
cases:
    case    start_paging, "turning paging on"
    case    read_present, "read"
    case    write_writable, "write"
    case    read_only, "write to a read-only page with WP"
    case    supervisor, "write to a supervisor page"
    case    not_present, "read of a page that is not present"
    case    not_present_write, "write to a page that is not present"
    case    no_table, "no page table"
    case    across, "read across two pages, the second not present"
    case    across_write, "write across two pages, the second read-only"
    case    fetch, "fetch from a page that is not present"
    case    user_read, "ring 3 reads"
    case    user_write, "ring 3 writes"
    case    user_write_read_only, "ring 3 writes to a read-only page"
    case    user_supervisor, "ring 3 reads a supervisor page"
    case    user_supervisor_write, "ring 3 writes to a read-only supervisor page"
    case    user_not_present, "ring 3 reads a page that is not present"
    case    user_fetch, "ring 3 fetches from a supervisor page"
    case    wp_off, "write to a read-only page without WP"
    case    directory_read_only, "read-only in the directory"
    case    directory_supervisor, "supervisor in the directory"
    case    large_reserved, "reserved bit of a 4-MiB page"
    case    large_high, "4-MiB page"
    case    flags, "accessed and dirty"
    case    flags_of_a_fault, "flags after a write that faults"
    case    global, "global page"
    case    smep, "fetch from a user page with SMEP"
    end_of_cases
