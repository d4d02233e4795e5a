org 0x7c00
bits 32
mov eax, data1
jmp code2
call ext
mov eax, [bssvar]
dd section.second.start, section.second.vstart
section .data
data1: dd data1, 1
align 16
 db 1
section .bss
bssvar: resd 4
bss2: resb 1
section second start=0x8000 vstart=0x100000
code2: mov ebx, code2
jmp data1
lea eax, [code2+4]
section third follows=second align=16
ext: ret
 dd ext
section .text
 mov ecx, bss2
 dd data1 - $$
section fourth vfollows=second
 dd $, $$
f1: dd f1
