; I/O bitmaps: every bit of an access, the border of the bitmaps, accesses that wrap. SDM Vol. 3: "I/O-Bitmap Addresses",
; "Exit Qualification for I/O Instructions".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; ports NAME, PORT… : these bits of the bitmaps are 1
%macro ports 1-*
%1:
    call    clear_bitmaps
%rotate 1
%rep %0 - 1
    bts     dword [abs IO_BITMAP_A + (%1) / 32 * 4], (%1) & 31
%rotate 1
%endrep
    ret
%endmacro
clear_bitmaps:
    mov     edi, IO_BITMAP_A
    mov     ecx, 0x2000 / 8
    xor     eax, eax
    rep stosq
    primary PRIMARY_USE_IO_BITMAPS
    mov     byte [report_information], 1
    ret
    ports   nothing
    ports   port_80, 0x80
    ports   port_83, 0x83
    ports   last_of_a, 0x7fff
    ports   first_of_b, 0x8000
    ports   last, 0xffff
    ports   first, 0
    ports   several, 0x10, 0x12, 0x8010

unconditional_too:                      ; with bitmaps the unconditional control counts no longer
    call    nothing
    primary PRIMARY_USE_IO_BITMAPS | PRIMARY_UNCONDITIONAL_IO_EXITING
    ret
string_absent:                          ; the memory operand would fault: the exit comes first
    call    port_80
    set     VMCS_EXCEPTION_BITMAP, 1 << 14 | 1 << 13
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
ring_3:                                 ; IOPL 0 in ring 3: #GP comes first
    call    string_absent
    set     VMCS_GUEST_CS_SELECTOR, 0x2b
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa0fb
    set     VMCS_GUEST_SS_SELECTOR, 0x33
    set     VMCS_GUEST_SS_ACCESS_RIGHTS, 0xc0f3
    ret
ring_3_iopl:
    call    ring_3
    set     VMCS_GUEST_RFLAGS, 0x3002
    ret
addresses:                              ; the linear address of INS and OUTS
    call    port_80
    set     VMCS_GUEST_FS_BASE, 0x1000
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_VMCALL
    je      .end
    text    "   "
    show_field "linear=", VMCS_GUEST_LINEAR_ADDRESS
    line
.end:
    clc
    ret

bytes_to_dwords:
    in      al, 0x80
    in      ax, 0x7f
    in      eax, 0x7d
    in      eax, 0x7c
    out     0x80, eax
    mov     edx, 0x80
    in      eax, dx
    out     dx, al
    vmcall
around_83:
    mov     edx, 0x80
    in      al, dx
    in      ax, dx
    in      eax, dx
    mov     edx, 0x82
    out     dx, ax
    vmcall
border:
    mov     edx, 0x7fff
    in      al, dx
    in      ax, dx
    mov     edx, 0x7ffe
    in      al, dx
    in      ax, dx
    in      eax, dx
    mov     edx, 0x8000
    in      al, dx
    mov     edx, 0x8001
    in      al, dx
    vmcall
wraps:
    mov     edx, 0xffff
    in      al, dx
    in      ax, dx
    mov     edx, 0xfffd
    in      ax, dx
    in      eax, dx
    xor     edx, edx
    in      al, dx
    vmcall
some:
    mov     edx, 0x10
    out     dx, al
    inc     edx
    out     dx, al
    inc     edx
    out     dx, al
    mov     edx, 0x8010
    out     dx, al
    inc     edx
    out     dx, al
    mov     edx, 0x11
    out     dx, ax
    vmcall
strings:
    mov     edx, 0x80
    mov     esi, SCRATCH
    mov     edi, SCRATCH
    mov     ecx, 2
    outsb
    outsw
    fs outsd
    gs outsb
    a32 outsb
    rep outsb
    insb
    insw
    insd
    a32 insb
    rep insd
    std
    outsb
    rep outsw
    cld
    xor     ecx, ecx
    rep outsb
    vmcall
string_fault:
    mov     edx, 0x80
    mov     rsi, 1 << 39
    outsb
    mov     rsi, 1 << 62
    outsb
    vmcall
plain:
    mov     edx, 0x80
    in      al, dx
    out     0x81, al
    vmcall
user:
    mov     edx, 0x80
    in      al, dx
    vmcall

    align   8
cases:
    case    nothing, plain, "nothing"
    case    unconditional_too, plain, "unconditional I/O exiting with bitmaps"
    case    port_80, bytes_to_dwords, "port 0x80"
    case    port_83, around_83, "port 0x83"
    case    last_of_a, border, "port 0x7fff"
    case    first_of_b, border, "port 0x8000"
    case    last, wraps, "port 0xffff"
    case    first, wraps, "port 0"
    case    several, some, "several ports"
    case    addresses, strings, "strings"
    case    string_absent, string_fault, "strings whose memory is not there"
    case    ring_3, user, "ring 3, IOPL 0"
    case    ring_3_iopl, user, "ring 3, IOPL 3"
    end_of_cases
