; A loop of 27 instructions of ordinary system code: loads, stores, arithmetic of all widths, shifts, a multiplication,
; a call, the stack, taken and untaken branches. The data area is 64 KiB.
%include "lab.inc"

ITERATIONS equ 400000
DATA       equ 0x200000

start:
    mov     rbp, DATA
    mov     ecx, ITERATIONS
    xor     eax, eax
    mov     ebx, 12345
    xor     edx, edx
    mov     rsi, 0x9e3779b97f4a7c15

.loop:
    lea     rdi, [rbx + rbx * 4 + 7]        ; 1
    and     edi, 0xfff8
    mov     rax, [rbp + rdi]
    add     rax, rsi
    ror     rax, 13
    mov     [rbp + rdi], rax                ; 6
    imul    ebx, ebx, 1103515245
    add     ebx, 12345
    movzx   r8d, al
    shl     r8d, 3
    xor     r9, r9
    adc     r9, rax                         ; 12
    cmp     r8d, 1024
    jb      .small
    inc     rdx
.small:
    push    rdx                             ; 16
    call    mix
    pop     rdx                             ; 20
    test    eax, 0x10
    setnz   r10b
    movsx   r11, word [rbp + rdi]
    sub     r11, r10
    mov     [rbp + 0x10000], r11d
    dec     ecx                             ; 26
    jnz     .loop
    hlt

mix:
    xor     rdx, rax
    ret
