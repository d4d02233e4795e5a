; 16-bit code reaches only low memory: this is made for
; LOW_CODE, and copied there by the program.
LOW_CODE    equ 0xf000
    section low start=0x102000 vstart=LOW_CODE
low_start:

; print : writes the text at RSI up to its zero byte. The
; same bytes serve all modes, with SI, ESI or RSI.
    bits    16
print:
    lodsb
    test    al, al
    jz      .done
    out     0xe9, al
    jmp     print
.done:
    ret

; ---- Protected mode, 16-bit: CS.D = 0
; Real-address mode keeps these limits of 64 KiB.
protected_16:
    data_segments DATA_16
    mov     sp, LOW_CODE
    mov     si, in_16
    call    print
    lidt    [vectors]
    mov     eax, cr0
    and     eax, ~CR0_PE
    mov     cr0, eax
    jmp     0:real            ; loads CS at last

; ---- Real-address mode: CR0.PE = 0, base = 16 * selector
real:
    data_segments 0
    mov     dword [4 * 0x40], on_interrupt
    int     0x40              ; a vector has four bytes here
    mov     eax, cr0
    or      eax, CR0_PE
    mov     cr0, eax
    jmp     dword CODE_32:back

on_interrupt:
    mov     si, in_real
    call    print
    iret

vectors:
    dw      256 * 4 - 1
    dd      0
in_16:
    db      "protected mode, 16-bit", 10, 0
in_real:
    db      "real-address mode", 10, 0
LOW_BYTES   equ $ - low_start
low_image   equ 0x102000
