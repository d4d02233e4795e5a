; align, alignb, sectalign, use smartalign.
bits 64
 db 1
align 4
 db 2
align 8, db 0xff
 db 3
align 16, int3
 db 4
 db 5
alignb 8
 db 6
alignb 16, db 7
 db 8
align 2
align 1
 db 9
align 8, nop
align 8
sectalign 32
sectalign off
 db 10
align 64
sectalign on
 db 11
section .data align=16
 db 12
align 8
 db 13
align 8, db 0
align 4, resb 1
section .bss
 resb 1
alignb 16
aligned: resb 1
section .text
 dw aligned - $$
%use smartalign
 db 14
align 16
 times 3 db 15
align 64
 db 16
alignmode p6
 db 17
align 16
 times 5 db 18
align 32
alignmode p6, 64
 db 19
align 64
alignmode k8
 times 7 db 20
align 16
alignmode k7, nojmp
 db 21
align 64
alignmode nop
 db 22
align 16
 db 23
align 16, db 0x55
bits 32
alignmode generic
 times 9 db 24
align 16
 times 12 db 25
align 16
alignmode k7
 times 11 db 26
align 32
alignmode p6, nojmp
 times 1 db 27
align 32
bits 16
alignmode generic, nojmp
 db 28
align 32
alignmode p6
 db 29
align 16
alignmode generic
 db 30
align 512
