; I/O instructions: unconditional exiting, and the two bitmaps. SDM Vol. 3: "I/O-Bitmap Addresses", "Exit Qualification for I/O Instructions".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

unconditional:
    mov     byte [report_information], 0
    primary PRIMARY_UNCONDITIONAL_IO_EXITING
    ret

bitmaps:
    primary PRIMARY_USE_IO_BITMAPS
    mov     ebx, IO_BITMAP_A
    bts     dword [rbx], 0x10
    bts     dword [rbx + 0x3f8 / 8], 0x3f8 % 8
    mov     ebx, IO_BITMAP_B
    bts     dword [rbx + 0x0123 / 8], 0x0123 % 8
    ret

strings_setup:
    primary PRIMARY_UNCONDITIONAL_IO_EXITING
    mov     byte [report_information], 1
    ret

plain:
    in      al, 0x20
    in      ax, 0x21
    in      eax, 0x22
    mov     dx, 0x3f8
    in      al, dx
    in      ax, dx
    in      eax, dx
    out     0x23, al
    out     0x24, ax
    out     0x25, eax
    out     dx, al
    out     dx, ax
    out     dx, eax
    vmcall

mapped:
    in      al, 0x0f                    ; bit clear
    in      ax, 0x0f                    ; its second byte is port 0x10
    in      al, 0x10
    in      al, 0x11
    mov     dx, 0x3f7
    in      ax, dx
    mov     dx, 0x8123
    in      al, dx
    mov     dx, 0x8124
    in      al, dx
    mov     dx, 0x8120
    in      eax, dx                     ; bytes 0x8120-0x8123
    mov     dx, 0xffff
    in      ax, dx                      ; beyond the last port: exits whatever the bitmap says
    vmcall

strings:
    mov     esi, SCRATCH
    mov     edi, SCRATCH + 0x100
    mov     ecx, 3
    mov     dx, 0x3f8
    insb
    outsb
    rep     insw
    rep     outsd
    fs outsb
    a32 insb
    vmcall

    align   8
cases:
    case    unconditional, plain, "unconditional I/O exiting"
    case    bitmaps, mapped, "I/O bitmaps"
    case    strings_setup, strings, "INS and OUTS"
    end_of_cases
