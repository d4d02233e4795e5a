; Virtual-8086 mode: entry by IRET, what IOPL guards, interrupts and exceptions, the I/O permission bitmap, limits.
; SDM Vol. 3: "Virtual-8086 Mode".
%include "../include/boot32.inc"

PLACE   equ 0x10000                     ; the 8086 program is copied there: segment 0x1000, offset 0

; v86 ROUTINE, FLAGS : runs 16-bit code that was assembled at ROUTINE in virtual-8086 mode; 0x200 bytes are copied
%macro v86 2
    mov     esi, %1
    mov     edi, PLACE
    mov     ecx, 0x80
    rep movsd
    mov     dword [case_base], 0
    push    dword 0x1004                ; GS FS DS ES
    push    dword 0x1003
    push    dword 0x1002
    push    dword 0x1001
    push    dword 0x2000                ; SS, ESP
    push    dword 0xfff0
    push    dword 0x20002 | (%2)
    push    dword 0x1000
    push    dword 0
    iretd
%endmacro

; shows the frame that an interrupt from virtual-8086 mode pushes, and the data segments of the handler
frame:
    mov     ebp, esp
    mov     ecx, ds
    mov     edx, gs
    mov     eax, DATA
    mov     ds, eax
    text    "    handler"
    show    "ds", ecx
    show    "gs", edx
    mov     ecx, cs
    show    "cs", ecx
    show    "esp", ebp
    line
    text    "    pushed"
    show    "eip", [ss:ebp]
    show    "cs", [ss:ebp + 4]
    mov     eax, [ss:ebp + 8]
    and     eax, SHOWN_FLAGS
    show    "flags", eax
    show    "esp", [ss:ebp + 12]
    show    "ss", [ss:ebp + 16]
    show    "es", [ss:ebp + 20]
    show    "ds", [ss:ebp + 24]
    show    "fs", [ss:ebp + 28]
    show    "gs", [ss:ebp + 32]
    line
    jmp     run_next

int_iopl3:
    gate    0x22, CODE, frame, 0xee00
    v86     .code, 0x3200
    bits    16
.code:
    nop
    int     0x22
    bits    32
int_dpl0:
    gate    0x22, CODE, frame, 0x8e00
    v86     int_iopl3.code, 0x3200
int_iopl0:
    gate    0x22, CODE, frame, 0xee00
    v86     int_iopl3.code, 0x200
int3_iopl0:
    gate    3, CODE, frame, 0xee00
    v86     .code, 0x200
    bits    16
.code:
    int3
    bits    32
restore_int3:
    gate    3, CODE, exception_stubs + 24, 0x8e00
    ret
arithmetic:
    gate    0x22, CODE, .seen, 0xee00
    v86     .code, 0x3000
    bits    16
.code:
    mov     ax, 0xffff
    add     ax, 2
    push    ax
    mov     bx, 0x100
    mov     [bx], ax                    ; DS = 0x1002
    mov     cx, [0x110 + 0x10]          ; the same place, seen from ES
    mov     cx, [es:0x110]
    pop     dx
    mov     si, cs
    mov     di, ss
    int     0x22
    bits    32
.seen:
    movzx   eax, ax
    movzx   ecx, cx
    movzx   edx, dx
    movzx   esi, si
    movzx   edi, di
    mov     ebp, DATA
    mov     ds, ebp
    text    "   "
    show    "ax", eax
    show    "cx", ecx
    show    "dx", edx
    show    "cs", esi
    show    "ss", edi
    line
    jmp     run_next

%macro guarded 2+                        ; label, instruction; with IOPL 0
%1:
    v86     .code, 0
    bits    16
.code:
    nop
    %2
    bits    32
%endmacro
    guarded cli_iopl0, cli
    guarded sti_iopl0, sti
    guarded pushf_iopl0, pushf
    guarded popf_iopl0, popf
    guarded iret_iopl0, iret
    guarded hlt_v86, hlt
    guarded lgdt_v86, lgdt [0]
    guarded cr_v86, mov eax, cr0
    guarded lldt_v86, lldt ax
    guarded str_v86, str ax
    guarded lar_v86, lar ax, ax
    guarded arpl_v86, arpl ax, ax
    guarded in_denied, in al, 0x80
    guarded ud_v86, ud2

flags_iopl3:
    gate    0x22, CODE, .seen, 0xee00
    v86     .code, 0x3000
    bits    16
.code:
    sti
    pushf
    pop     ax
    cli
    pushf
    pop     bx
    push    word 0x4202                 ; POPF may change IF, not IOPL
    popf
    pushf
    pop     cx
    int     0x22
    bits    32
.seen:
    movzx   eax, ax
    movzx   ebx, bx
    movzx   ecx, cx
    mov     ebp, DATA
    mov     ds, ebp
    and     eax, SHOWN_FLAGS
    and     ebx, SHOWN_FLAGS
    and     ecx, SHOWN_FLAGS
    text    "   "
    show    "sti", eax
    show    "cli", ebx
    show    "popf", ecx
    line
    jmp     run_next
limit:
    v86     .code, 0x3000
    bits    16
.code:
    mov     bx, 0xffff
    mov     ax, [bx]
    bits    32
limit_32:
    v86     .code, 0x3000
    bits    16
.code:
    mov     ebx, 0x10000
    mov     al, [ebx]
    bits    32
limit_stack:
    v86     .code, 0x3000
    bits    16
.code:
    mov     sp, 1
    push    ax
    bits    32
far_jump:
    gate    0x22, CODE, frame, 0xee00
    v86     .code, 0x3000
    bits    16
.code:
    jmp     0x0ff0:.next - .code + 0x100
.next:
    int     0x22
    bits    32
bitmap:                                 ; ports 0x60 and 0x62 are open, 0x61 and 0x63 are not
    mov     word [TSS_AREA + 0x66], 0x88
    mov     dword [TSS_AREA + 0x88], -1
    mov     dword [TSS_AREA + 0x88 + 4], -1
    mov     dword [TSS_AREA + 0x88 + 8], -1
    mov     dword [TSS_AREA + 0x88 + 12], ~5
    mov     dword [TSS_AREA + 0x88 + 16], -1
    mov     dword [GDT + TSS + 4], 0x00008930
    mov     dword [GDT + TSS], 0x30000000 | 0x9f
    mov     eax, TSS
    ltr     ax
    v86     .code, 0
    bits    16
.code:
    in      al, 0x60
    in      al, 0x62
    in      ax, 0x60
    bits    32
iret_to_v86_from_ring3:                 ; VM cannot be set at ring 3
    to_ring3 .user
.user:
    pushfd
    or      dword [esp], 0x20000
    push    dword CODE3
    push    dword .next
    iretd
.next:
    pushfd
    pop     eax
    and     eax, SHOWN_FLAGS
    text    "   "
    show    "flags", eax
    line
    int3

    align   8
cases:
    case    int_iopl3, "INT with IOPL 3"
    case    int_dpl0, "INT through a gate of DPL 0"
    case    int_iopl0, "INT with IOPL 0"
    case    int3_iopl0, "INT3 with IOPL 0"
    case    restore_int3, "(INT3 as before)"
    case    arithmetic, "8086 code"
    case    cli_iopl0, "CLI with IOPL 0"
    case    sti_iopl0, "STI with IOPL 0"
    case    pushf_iopl0, "PUSHF with IOPL 0"
    case    popf_iopl0, "POPF with IOPL 0"
    case    iret_iopl0, "IRET with IOPL 0"
    case    hlt_v86, "HLT"
    case    lgdt_v86, "LGDT"
    case    cr_v86, "MOV from CR0"
    case    lldt_v86, "LLDT"
    case    str_v86, "STR"
    case    lar_v86, "LAR"
    case    arpl_v86, "ARPL"
    case    in_denied, "IN without a bitmap"
    case    ud_v86, "UD2"
    case    flags_iopl3, "flags with IOPL 3"
    case    limit, "word at 0xffff"
    case    limit_32, "offset 0x10000"
    case    limit_stack, "PUSH with SP = 1"
    case    far_jump, "far jump"
    case    bitmap, "I/O permission bitmap"
    case    iret_to_v86_from_ring3, "IRET at ring 3 with VM in the image"
    end_of_cases
