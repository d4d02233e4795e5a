; Real-address mode: from protected mode and back, interrupts through the vector table, faults, wrap-around, and limits that
; stay from protected mode. SDM Vol. 3: "8086 Emulation", "Switching Back to Real-Address Mode".
%include "../include/boot32.inc"

PLACE       equ 0x10000                 ; 16-bit code is copied there: segment 0x1000
SHARED      equ 0x800                   ; offset of the code that all cases share
IVT         equ 0x600                   ; the vector table, where IDTR points

; real ROUTINE : runs 16-bit code that was assembled at ROUTINE in real-address mode. Its interrupt or fault ends it: the
; handler shows the vector, what was pushed, and AX.
%macro real 1
    mov     esi, %1
    jmp     enter_real
%endmacro

enter_real:
    mov     edi, PLACE
    mov     ecx, 0x80
    rep movsd
    mov     esi, common
    mov     edi, PLACE + SHARED
    mov     ecx, (common_end - common + 3) / 4
    rep movsd
    mov     edi, IVT
    mov     eax, 0x10000000 + SHARED
    mov     ecx, 0x40
.vector:
    mov     [edi], eax
    add     edi, 4
    add     eax, 6
    loop    .vector
    lidt    [real_idt]
    describe FREE, 0x0000ffff, 0x00009b01          ; 16-bit code at 0x10000
    describe FREE + 8, 0x0000ffff, 0x00009301      ; and data
    mov     eax, FREE + 8
    mov     ds, eax
    mov     es, eax
    mov     fs, eax
    mov     gs, eax
    mov     ss, eax
    jmp     FREE:leave_protected - common + SHARED
    align   4
real_idt:
    dw      0x40 * 4 - 1
    dd      IVT

    bits    16
common:
%assign vector 0
%rep 64
    push    strict word vector          ; three bytes
    jmp     strict near real_handler    ; three bytes
%assign vector vector + 1
%endrep
leave_protected:
    mov     eax, cr0
    and     al, 0xfe
    mov     cr0, eax
    jmp     0x1000:.here - common + SHARED
.here:
    mov     ax, 0x1000
    mov     ds, ax
    mov     es, ax
    mov     ax, 0x2000
    mov     ss, ax
    mov     sp, 0x1000
    xor     ax, ax
    jmp     0x1000:0
real_handler:
    mov     [cs:saved_ax - common + SHARED], ax
    pop     word [cs:saved_vector - common + SHARED]
    pop     word [cs:saved_ip - common + SHARED]
    pop     word [cs:saved_cs - common + SHARED]
    pop     word [cs:saved_flags - common + SHARED]
    mov     [cs:saved_sp - common + SHARED], sp
    o32 lgdt [cs:real_gdt - common + SHARED]
    mov     eax, cr0
    or      al, 1
    mov     cr0, eax
    jmp     dword CODE:shown
    align   4
real_gdt:
    dw      FREE + 16 * 8 - 1
    dd      GDT
saved_vector:
    dw      0
saved_ip:
    dw      0
saved_cs:
    dw      0
saved_flags:
    dw      0
saved_sp:
    dw      0
saved_ax:
    dw      0
common_end:
    bits    32

%macro show_saved 2
    movzx   eax, word [PLACE + SHARED + %2 - common]
    show    %1, eax
%endmacro
shown:
    mov     eax, DATA
    mov     ds, eax
    mov     es, eax
    mov     ss, eax
    mov     esp, BOOT_STACK
    lidt    [idt_register]
    text    "   "
    show_saved "vector", saved_vector
    show_saved "ip", saved_ip
    show_saved "cs", saved_cs
    movzx   eax, word [PLACE + SHARED + saved_flags - common]
    and     eax, SHOWN_FLAGS
    show    "flags", eax
    show_saved "sp", saved_sp
    show_saved "ax", saved_ax
    line
    jmp     run_next

%macro code_16 1
%1:
    real    .code
    bits    16
.code:
%endmacro
%macro end_16 0
    bits    32
%endmacro

code_16 interrupt
    mov     ax, 0x1234
    sti
    int     0x21
end_16
code_16 divide
    mov     ax, 5
    xor     cx, cx
    div     cx
end_16
code_16 breakpoint
    int3
end_16
code_16 overflow
    mov     al, 0x7f
    add     al, 1
    into
end_16
code_16 undefined
    nop
    ud2
end_16
code_16 bound_range
    mov     ax, 20
    bound   ax, [cs:.limits - .code]
.limits:
    dw      0, 10
end_16
code_16 step
    push    word 0x102
    popf
    nop
    nop
end_16
code_16 word_at_ffff
    mov     bx, 0xffff
    mov     ax, [bx]
end_16
code_16 beyond_64k
    mov     ebx, 0x10000
    mov     al, [ebx]
end_16
code_16 protected_only
    lldt    ax
end_16
code_16 protected_only_arpl
    arpl    ax, ax
end_16
code_16 lock_wrong
    db      0xf0, 0x90
end_16
code_16 beyond_vectors
    int     0x41
end_16
code_16 return_and_flags
    pushf
    push    cs
    push    .next - .code
    iret
.next:
    mov     ax, 0x77
    int     0x22
end_16
code_16 far_calls
    call    0x0ff0:.far - .code + 0x100
    add     ax, 1
    int     0x22
.far:
    mov     ax, cs
    retf
end_16
code_16 far_pointer
    mov     word [0x300], 0x4321
    mov     word [0x302], 0x1010
    lds     bx, [0x300]
    mov     ax, ds
    add     ax, bx
    int     0x22
end_16
code_16 segments
    mov     word [0x200], 0xbeef
    mov     ax, 0x1010
    mov     es, ax
    mov     ax, [es:0x100]
    int     0x22
end_16
code_16 wide_operands
    mov     eax, 0x89abcdef
    push    eax
    mov     [0x200], eax
    pop     ebx
    cmp     ebx, [0x200]
    sete    al
    mov     ah, 0
    int     0x22
end_16
code_16 addressing
    mov     bx, 0x8000
    mov     si, 0x8200
    mov     word [0x200], 0x5a5a
    mov     ax, [bx + si]               ; the sum wraps at 64 KiB
    mov     bp, 0x0f00
    mov     word [bp + 0x10], 0xa5a5    ; in the stack segment
    xor     ax, [ss:0x0f10]
    int     0x22
end_16
code_16 strings
    cld
    mov     si, 0x400
    mov     di, 0x500
    mov     word [0x400], 0x1122
    mov     word [0x402], 0x3344
    mov     cx, 2
    rep movsw
    mov     ax, [0x502]
    add     ax, cx
    int     0x22
end_16
code_16 loops
    mov     cx, 5
    xor     ax, ax
.again:
    add     ax, cx
    loop    .again
    jcxz    .end
    mov     ax, 0
.end:
    int     0x22
end_16
code_16 machine_status
    smsw    ax
    and     ax, 0xf
    int     0x22
end_16
code_16 enter_leave
    push    bp
    enter   8, 0
    mov     ax, bp
    sub     ax, sp
    leave
    pop     bp
    int     0x22
end_16
code_16 big                             ; limits of 4 GiB stay after a visit to protected mode
    o32 lgdt [cs:real_gdt - common + SHARED]
    mov     eax, cr0
    or      al, 1
    mov     cr0, eax
    mov     bx, DATA
    mov     fs, bx
    and     al, 0xfe
    mov     cr0, eax
    mov     ebx, SCRATCH
    mov     dword [fs:ebx], 0x600df00d
    mov     ax, [fs:ebx + 2]
    int     0x22
end_16
code_16 big_after_load                  ; a load in real-address mode changes the base, not the limit
    o32 lgdt [cs:real_gdt - common + SHARED]
    mov     eax, cr0
    or      al, 1
    mov     cr0, eax
    mov     bx, DATA
    mov     fs, bx
    and     al, 0xfe
    mov     cr0, eax
    mov     bx, 0x10
    mov     fs, bx
    mov     ebx, SCRATCH - 0x100
    mov     ax, [fs:ebx]
    int     0x22
end_16

    align   8
cases:
    case    interrupt, "INT"
    case    divide, "DIV by zero"
    case    breakpoint, "INT3"
    case    overflow, "INTO"
    case    undefined, "UD2"
    case    bound_range, "BOUND"
    case    step, "single step"
    case    word_at_ffff, "word at 0xffff"
    case    beyond_64k, "offset 0x10000"
    case    protected_only, "LLDT"
    case    protected_only_arpl, "ARPL"
    case    lock_wrong, "LOCK with NOP"
    case    beyond_vectors, "INT beyond the limit of IDTR"
    case    return_and_flags, "IRET"
    case    far_calls, "far CALL and RETF"
    case    far_pointer, "LDS"
    case    segments, "the same byte by two segments"
    case    wide_operands, "32-bit operands"
    case    addressing, "16-bit addresses"
    case    strings, "REP MOVSW"
    case    loops, "LOOP and JCXZ"
    case    machine_status, "SMSW"
    case    enter_leave, "ENTER and LEAVE"
    case    big, "limit of 4 GiB"
    case    big_after_load, "limit of 4 GiB after a load"
    end_of_cases
