bits 64
 nop
section a align=8
 db 1
section b
 db 2
section .bss
q: resq 1
section .data
 dq q
 db 7
section c align=32
 db 3
absolute 0x500
g1: resw 1
g2: resb 3
g3:
section .text
 mov eax, g3
 mov eax, [g2]
 mov al, byte [rel g2]
