bits 64
section .text start=0x100000
 default rel
 mov rax, [v]
 mov rax, [abs v]
 lea rdi, [v]
 jmp v
 push v
 add rax, v
 mov eax, v
section .data vstart=0x200000 align=4096
v: dq v, 5
section x start=0x103000
 db 1,2,3
section y nobits
 resb 10
z: resb 1
section .text
 mov rax, z
