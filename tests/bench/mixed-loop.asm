; The mixed loop of `npm run bench`: 28 instructions of ordinary 64- and 32-bit code with memory operands, calls and
; branches. It never ends; the bench runs a fixed number of instructions and checks the state digest.
bits 64
default rel
org 0x100000

start:
    mov rsp, stack_top
    mov rbx, table
    mov r8, 0x9e3779b97f4a7c15
    xor eax, eax
    xor ecx, ecx
    xor edx, edx
    mov rsi, 1
    mov rdi, 3
again:
    add rax, rsi
    mov [rbx], rax
    mov edx, [rbx + 4]
    lea rsi, [rsi + rdi * 2 + 7]
    xor eax, edx
    cmp rsi, rdi
    jb .below
    sub rdi, rcx
.below:
    push rax
    movzx r9d, byte [rbx + 1]
    shl r9d, 3
    imul r10, rsi, 31
    add r8, r10
    mov [rbx + 16], r8
    pop r11
    shr r11, 5
    and r11d, 0xff8
    mov r12, [rbx + r11]
    add [rbx + 8], r12
    call leaf
    test ecx, 0x10
    jz .even
    adc rdi, 0
.even:
    inc ecx
    movsx r13, word [rbx + 2]
    or rax, r13
    dec r14d
    jnz again
    jmp again

leaf:
    ror r12, 7
    ret

section .bss align=4096
table: resb 4096
    resb 8192
stack_top:
