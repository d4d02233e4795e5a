; Preprocessor, data, expressions and labels.
; comment ending in backslash \
this would be swallowed
bits 64
org 0x7c00
default rel
%define A(x,y) ((x)+(y)*2)
%define B A(1,2)
%assign N 3
%assign N N+1
%xdefine OLD N
%assign N 10
  dd A(3,4), B, N, OLD
%macro greedy 1-*
  %rep %0
    db %1
    %rotate 1
  %endrep
%endmacro
greedy 1,2,3
greedy "abc"
%macro def 1-3 7, 8
  db %1, %2, %3
%endmacro
def 1
def 1,2
def 1,2,3
%macro rest 2+
  db %1
  db %2
%endmacro
rest 1, 2, 3, 4
%macro lab 1
%1_start:
  jmp %%x
  dw %1_start - %%x
%%x:
%1.end:
%endmacro
lab foo
lab bar
 dd foo_start, bar.end
%macro cond 1
  j%+1 short %%a
  j%-1 short %%a
%%a:
%endmacro
cond e
cond nae
%rep 5
 %assign N N+1
 db N
 %if N > 13
  %exitrep
 %endif
%endrep
%ifdef A
 db 'def'
%else
 db 'undef'
%endif
%ifidn abc, abc
 db 1
%elifidn a,b
 db 2
%else
 db 3
%endif
%ifnidni ABC, abc
 db 4
%else
 db 5
%endif
%if 1+1 == 2 && 3 < 4 || 0
 db 6
%elif 1
 db 7
%endif
global start
start: 
.a: jmp .b
 nop
.b: jmp start.a
other:
.a: jmp .a
 jmp start.b
x equ 5
y equ other - start
z equ $
 dd x, y, z
 db x, 'a', "bc", `d\n\x41\0`, 0x41, 41h, 0b101, 101b, 17o, 0o17, 1_000 & 0xff, $41
 dw 'ab', "abc", 1
 dd 'abcd', 1.5, -2.25
 dq 'abcdefgh', 1.0, 0x123456789abcdef0
 db 1+2*3, (1+2)*3, 7/2, -7//2, 7 % 3, -7 %% 3, ~1 & 0xff, !0, !5, 1<<3, 0x80>>3, 5^3, 5|2, 5&4
 db 3 > 2, 3 <= 2, 3 == 3, 3 != 3, 1 ? 2 : 3, 0 ? 2 : 3
 times 3 db 1, 2
 times 4-($-$$) % 4 db 0xcc
 times 2 jmp start
 times 3 dd $
 align 16
 align 8, db 0
 alignb 32
 resb 3
 resw 2
 db 3 dup (1, 2), 2 dup ?, 5
mystruc_inst:
struc pt
.x: resd 1
.y: resq 1
.z: resb 3
endstruc
 dd pt.x, pt.y, pt.z, pt_size
istruc pt
 at .x, dd 5
 at pt.y, dq 6
iend
 mov eax, [rbx+pt.y]
 mov al, [msg+x]
msg: db 'hi',0
msglen equ $-msg
 mov ecx, msglen
 mov ecx, later
later equ 300
 add ecx, later2
later2 equ 5
 push later2
 push later
 mov rax, later
 mov rbx, [rsp+later2]
 mov rbx, [rsp+later]
 dd __LINE__
 db __BITS__
%ifndef QQ
%define QQ 1
%endif
%strlen L 'hello'
 db L
%substr S 'hello' 2,3
 db S
%strcat T 'ab', "cd"
 db T
%defstr U a b c
 db U
%push ctx
%define %$v 5
%$lab: dd %$v, %$lab
%pop
%define cat3(a,b) a %+ b
cat3(ab,cd): dd abcd
%define stick(n) var %+ n
var1 equ 77
 db stick(1)
%idefine CiS 9
 db cis, CIS
%macro outer 1
 inner %1, 5
%endmacro
%macro inner 2
 mov %1, %2
%endmacro
outer eax
outer {dword [rbx+8]}
