; %rep, %exitrep, times.
%assign i 0
%rep 5
 db i
%assign i i + 1
%endrep
%rep 0
 db 0xff
%endrep
%rep 2
%rep 3
 db 7
%endrep
 db 8
%endrep
%assign a 1
%assign b 1
%rep 100
%if a > 200
%exitrep
%endif
 db a
%assign c a + b
%assign a b
%assign b c
%endrep
%assign i 0
%rep 4
label_%+i: db i
%assign i i + 1
%endrep
 dw label_0, label_1, label_3
%macro table 2
%assign %%k %1
%rep %2
 db %%k
%assign %%k %%k + 1
%endrep
%endmacro
 table 5, 3
 table 20, 2
%rep 3
%macro made 0
 db 9
%endmacro
%endrep
 made
%rep 2
%push loop
%$again: dw %$again
%pop
%endrep
%define count 3
%rep count * 2 - 1
 db count
%endrep
%rep 3
 %rep 10
  db 1
  %exitrep
 %endrep
 db 2
%endrep
%assign outer 0
%rep 3
 %assign inner 0
 %rep outer
  db outer * 16 + inner
  %assign inner inner + 1
 %endrep
 %assign outer outer + 1
%endrep
%rep 2, .nolist
 db 3
%endrep
; times
 times 3 db 1
 times 2 dw 1, 2
 times 0 db 0xff
x: times 4 db x - $
here: times 2 jmp here
 times 3 dw $
 times 2 times 3 db 5
lab: times 2 nop
 times 8 - ($ - lab) db 0xcc
 times count db count
 times 3 resb 1
 times 2 call x
 times 100 - ($ - $$) % 100 db 0
