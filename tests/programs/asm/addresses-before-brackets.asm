; What stands before the brackets of an address is added to what stands in them.
        bits    64
        org     0x1000
start:
        mov     eax, table[rbx]
        mov     eax, table[rbx+rcx*2]
        mov     eax, table+4[rbx]
        mov     eax, 4[rbx]
        mov     eax, 0x1234[rbx+rcx*4]
        mov     eax, -4[rbp]
        mov     eax, fs:4[rbx]
        mov     eax, 4[fs:rbx]
        mov     eax, rcx[rbx]
        mov     eax, rbx[rcx*4]
        mov     rax, table[rel 4]
        mov     rax, table[5]
        add     dword table[rbx], 5
        inc     byte table[rdi]
        push    qword 8[rsp]
        call    table[rbx*8]
        jmp     [table+8]
        lea     rdi, table.second - table[rsi]
        cmp     word 2[table], 7
        default rel
        mov     eax, table[4]
        mov     table[0], eax
        default abs
        bits    32
        mov     eax, table[ebx]
        mov     al, 8[esp]
        bits    16
        mov     ax, 4[bx+si]
        mov     cl, table[di]
        bits    64
; A size before a register says nothing.
        mov     dword eax, 5
        mov     dword rax, 5
        mov     eax, byte ebx
        push    word rax
        jmp     far rax
        jmp     near rax
table:  dd      1
.second:
        dd      2
