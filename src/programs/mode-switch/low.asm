; What 16-bit code must reach. It is loaded behind the
; rest, made for LOW_CODE, and copied there by the program.
LOW_CODE    equ 0xf000

    section low start=0x102000 vstart=LOW_CODE
low_start:

; print : writes the text at RSI up to its zero byte. Its
; bytes mean the same in all sizes of code: how much of
; RSI counts and how much RET pops depends on the mode.
    bits    16
print:
    lodsb
    test    al, al
    jz      .done
    out     0xe9, al
    jmp     print
.done:
    ret

; ---- Protected mode, 16-bit: CS.D = 0 ------------------
; Real-address mode keeps the limits of the segments: they
; must be 64 KiB before it begins.
protected_16:
    mov     ax, DATA_16
    mov     ds, ax
    mov     es, ax
    mov     fs, ax
    mov     gs, ax
    mov     ss, ax
    mov     sp, LOW_STACK
    mov     si, in_protected_16
    call    print
    lidt    [vector_table]
    mov     eax, cr0
    and     eax, ~CR0_PE
    mov     cr0, eax          ; protection off; CS is not
    jmp     0:real            ; loaded before this jump

; ---- Real-address mode: CR0.PE = 0 ---------------------
; A selector is a paragraph now: the base is 16 times it.
real:
    xor     ax, ax
    mov     ds, ax
    mov     es, ax
    mov     fs, ax
    mov     gs, ax
    mov     ss, ax
    mov     sp, LOW_STACK
    mov     word [4 * 0x40], on_interrupt
    mov     word [4 * 0x40 + 2], 0
    mov     si, in_real
    int     0x40              ; four bytes per vector here
    mov     eax, cr0
    or      eax, CR0_PE
    mov     cr0, eax          ; and up again
    jmp     dword CODE_32:protected_again

on_interrupt:
    call    print
    iret

vector_table:
    dw      256 * 4 - 1       ; limit
    dd      0                 ; base
in_protected_16:
    db      "protected mode, 16-bit", 10, 0
in_real:
    db      "real-address mode, by interrupt 0x40", 10, 0
low_end:
LOW_BYTES   equ low_end - low_start
low_image   equ 0x102000
