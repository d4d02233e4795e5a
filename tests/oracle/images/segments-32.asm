; Segmentation in 32-bit protected mode: limits, expand-down segments, types, privilege of loads, LAR, LSL, VERR, VERW.
; SDM Vol. 3: "Limit Checking", "Type Checking", "Privilege Level Checking When Accessing Data Segments".
%include "../include/boot32.inc"

; low and high halves of a descriptor at SCRATCH (0x340000) with the given limit and access byte
%define BASE_LOW(limit) (limit)
%define BASE_HIGH(access, flags) (((flags) << 20) | ((access) << 8) | 0x34)

%macro scratch 3                        ; limit, access byte, flags (G D L AVL)
    describe FREE, BASE_LOW(%1), BASE_HIGH(%2, %3)
    mov     eax, FREE
%endmacro

%macro text_after 0
    mov     eax, DATA
    mov     ds, eax
    text    "    went on", 10
%endmacro

inside_limit:
    scratch 0xf, 0x93, 4
    mov     ds, eax
    mov     eax, [0xc]
    text_after
    ret
beyond_limit:
    scratch 0xf, 0x93, 4
    mov     ds, eax
    mov     eax, [0xd]
beyond_limit_byte:
    scratch 0xf, 0x93, 4
    mov     ds, eax
    mov     al, [0x10]
granular:
    scratch 0, 0x93, 0xc
    mov     ds, eax
    mov     eax, [0xffc]
    mov     eax, [0xffd]
expand_down_low:
    scratch 0xf, 0x97, 4
    mov     ds, eax
    mov     al, [0xf]
expand_down_high:
    scratch 0xf, 0x97, 4
    mov     ds, eax
    mov     al, [0x10]
    text_after
    ret
expand_down_16:
    scratch 0xf, 0x97, 0
    mov     ds, eax
    mov     al, [0xffff]
    mov     al, [0x10000]
expand_down_across:
    scratch 0xf, 0x97, 0
    mov     ds, eax
    mov     eax, [0xfffd]
read_only:
    scratch 0xfff, 0x91, 4
    mov     ds, eax
    mov     ebx, [0]
    mov     [0], ebx
code_as_data:
    scratch 0xfff, 0x9b, 4
    mov     ds, eax
    mov     ebx, [0]
    mov     [0], ebx
write_by_cs:
    mov     [cs:SCRATCH], eax
execute_only:
    scratch 0xfff, 0x99, 4
    mov     ds, eax
execute_only_run:                       ; code that cannot read itself
    describe FREE, 0x0000ffff, 0x00cf9900
    jmp     FREE:.here
.here:
    mov     eax, [cs:SCRATCH]
conforming_data:
    scratch 0xfff, 0x9f, 4
    or      eax, 3
    mov     ds, eax
    text_after
    ret
dpl_too_low:
    scratch 0xfff, 0x93, 4
    or      eax, 3
    mov     ds, eax
stack_rpl:
    scratch 0xfff, 0x93, 4
    or      eax, 3
    mov     ss, eax
stack_dpl:
    scratch 0xfff, 0xf3, 4
    mov     ss, eax
stack_code:
    mov     eax, CODE
    mov     ss, eax
user_loads:
    to_ring3 .user
.user:
    mov     eax, DATA
    mov     fs, eax
user_rpl:
    to_ring3 .user
.user:
    mov     eax, DATA3 & ~3
    mov     fs, eax
    mov     eax, fs
    jmp     show_ax
accessed:
    scratch 0xfff, 0x92, 4
    movzx   ebx, byte [GDT + FREE + 5]
    mov     fs, eax
    movzx   ecx, byte [GDT + FREE + 5]
    text    "   "
    show    "before", ebx
    show    "after", ecx
    line
    ret
inspect:
    scratch 0xf, 0x91, 4
    mov     ecx, FREE
    call    .all
    scratch 0xfffff, 0x99, 0xc
    call    .all
    mov     ecx, TSS
    call    .all
    mov     ecx, 0
    call    .all
    mov     ecx, 0x2f8
    jmp     .all
.all:
    text    "   "
    xor     eax, eax
    xor     edx, edx
    lar     eax, ecx
    setz    dl
    show    "lar", eax
    show    "zf", edx
    xor     eax, eax
    lsl     eax, ecx
    setz    dl
    show    "lsl", eax
    show    "zf", edx
    verr    cx
    setz    dl
    show    "verr", edx
    verw    cx
    setz    dl
    show    "verw", edx
    line
    ret
adjust:
    mov     eax, 0x10
    mov     ebx, 3
    arpl    ax, bx
    setz    cl
    movzx   ecx, cl
    text    "   "
    show    "ax", eax
    show    "zf", ecx
    line
    mov     eax, 0x13
    mov     ebx, 1
    arpl    ax, bx
    setz    cl
    jmp     show_ax
far_pointer:
    mov     dword [SCRATCH], 0x12345678
    mov     word [SCRATCH + 4], DATA3
    lfs     ebx, [SCRATCH]
    mov     eax, fs
    text    "   "
    show    "ebx", ebx
    show    "fs", eax
    line
    mov     word [SCRATCH + 4], 0x1000
    les     ebx, [SCRATCH]
busy_tss:
    mov     eax, TSS
    ltr     ax
data_as_ldt:
    mov     eax, DATA
    lldt    ax
ldt:
    describe FREE, 0x40000010 - 1, 0x00008234      ; two descriptors at SCRATCH + 0x4000
    mov     eax, [GDT + DATA]
    mov     [0x344008], eax
    mov     eax, [GDT + DATA + 4]
    mov     [0x34400c], eax
    mov     eax, FREE
    lldt    ax
    mov     eax, 0xc
    mov     fs, eax
    mov     eax, fs
    mov     ebx, 0x14
    call    show_ax
    mov     fs, ebx
beyond_cs:
    describe FREE, 0x0000ffff, 0x00409b10          ; base 0x100000, limit 0xffff
    jmp     FREE:.here - 0x100000
.here:
    mov     eax, 0x20000
    jmp     eax
far_jump_data:
    jmp     DATA:0
far_jump_null:
    jmp     0:0
far_jump_rpl:
    jmp     (CODE | 3):.here
.here:
    ret
far_jump_not_present:
    describe FREE, 0x0000ffff, 0x00cf1b00
    jmp     FREE:0
far_jump_conforming:
    describe FREE, 0x0000ffff, 0x00cf9f00
    to_ring3 .user
.user:
    jmp     FREE:.here
.here:
    mov     eax, cs
    jmp     show_ax

show_ax:
    movzx   eax, ax
    text    "   "
    show    "ax", eax
    line
    mov     ecx, cs
    test    ecx, 3
    jnz     .leave
    ret
.leave:
    int3                                ; back to ring 0

    align   8
cases:
    case    inside_limit, "inside the limit"
    case    beyond_limit, "four bytes across the limit"
    case    beyond_limit_byte, "a byte behind the limit"
    case    granular, "limit in pages"
    case    expand_down_low, "expand-down: at the limit"
    case    expand_down_high, "expand-down: above the limit"
    case    expand_down_16, "expand-down of 16 bits: above 0xffff"
    case    expand_down_across, "expand-down of 16 bits: across 0xffff"
    case    read_only, "write to a read-only segment"
    case    code_as_data, "write to a code segment"
    case    write_by_cs, "write by a CS prefix"
    case    execute_only, "execute-only segment as data"
    case    execute_only_run, "read by CS from an execute-only segment"
    case    conforming_data, "conforming code segment as data"
    case    dpl_too_low, "RPL 3 for a segment of DPL 0"
    case    stack_rpl, "SS with the wrong RPL"
    case    stack_dpl, "SS with the wrong DPL"
    case    stack_code, "SS with a code segment"
    case    user_loads, "ring 3 loads a ring-0 segment"
    case    user_rpl, "ring 3 loads its segment with RPL 0"
    case    accessed, "accessed bit"
    case    inspect, "LAR, LSL, VERR, VERW"
    case    adjust, "ARPL"
    case    far_pointer, "LFS and LES"
    case    busy_tss, "LTR of a busy TSS"
    case    data_as_ldt, "LLDT of a data segment"
    case    ldt, "local descriptor table"
    case    beyond_cs, "jump beyond the limit of CS"
    case    far_jump_data, "far jump to a data segment"
    case    far_jump_null, "far jump to the null selector"
    case    far_jump_rpl, "far jump with RPL 3"
    case    far_jump_not_present, "far jump to a segment that is not present"
    case    far_jump_conforming, "far jump to conforming code from ring 3"
    end_of_cases
