; %macro with parameters of every kind, labels, rotation, conditions, recursion.
bits 64
%macro plain 0
 nop
%endmacro
 plain
%macro two 2
 mov %1, %2
%endmacro
 two eax, 5
 two eax, [rbx + 8]
 two {dword [rbx]}, 7
%macro defaults 1-3 7, 8
 db %0, %1, %2, %3
%endmacro
 defaults 1
 defaults 1, 2
 defaults 1, 2, 3
%macro empty_default 1-3 , 9
 db %0, %3
%ifempty %2
 db 0x20
%endif
%endmacro
 empty_default 1
%macro rest 2+
 db %1
 db %2
%endmacro
 rest 1, 2, 3, 4
 rest 5, "text", 0
%macro rest_only 1+
 db %1
%endmacro
 rest_only 1, 2, 3
 rest_only "a,b"
%macro some 1-3+ 5
 db %0, %1
 db %{1}
%endmacro
 some 1
 some 1, 2
 some 1, 2, 3, 4
%macro any 0-*
 db %0
%rep %0
 db %1
%rotate 1
%endrep
%endmacro
 any
 any 1
 any 1, 2, 3
 any "ab", 'c'
%macro backward 1-*
%rep %0
%rotate -1
 db %1
%endrep
%endmacro
 backward 1, 2, 3
%macro by_two 2-*
%rep %0 / 2
 db %1 + %2
%rotate 2
%endrep
%endmacro
 by_two 1, 2, 3, 4, 5, 6
; braces keep commas
%macro one 1
 db %1
%endmacro
 one {1, 2, 3}
 one {"a", 'b'}
; an empty parameter at the end is dropped
%macro counted 0-*
 db %0
%endmacro
 counted a,
 counted a, b,
 counted ,a
 counted {}
 counted a, {}
; ranges
%macro ranges 4
 db %{1:2}, %{3:4}, %{-1:-4}, %{2:-1}, %{4:1}
%endmacro
 ranges 1, 2, 3, 4
; parts of words
%macro words 2
%1_start:
 dw %1_start, %1_%2, %1%2
%1_%2: equ 5
%1%2: equ 6
.%1: db %1_%2
 dw %1%2, .%1
%endmacro
words_of_ab:
 words ab, cd
; labels of a use
%macro skip 1
 j%-1 short %%over
 %%inner: nop
 jmp %%inner
%%over:
%endmacro
 skip e
 skip nae
%macro label_before 0
%00: db 1
%endmacro
labelled label_before
second: label_before
 dw labelled, second
; conditions and their opposites
%macro conditions 1
 j%+1 short %%a
 j%-1 short %%a
 set%+1 al
 cmov%-1 eax, ebx
%%a:
%endmacro
 conditions e
 conditions nz
 conditions a
 conditions nge
 conditions po
 conditions c
 conditions ns
%macro counter_test 1
 j%+1 %%a
%%a:
%endmacro
 counter_test rcxz
 counter_test ecxz
; several macros of one name, by the number of parameters
%macro over 0
 db 0x30
%endmacro
%macro over 1
 db 0x31, %1
%endmacro
%macro over 2-*
 db 0x32, %0
%endmacro
 over
 over 5
 over 5, 6
 over 5, 6, 7
; a macro in place of an instruction, which is the instruction inside
%macro hlt 0
 cli
 hlt
%endmacro
 hlt
%macro push 2-*
%rep %0
 push %1
%rotate 1
%endrep
%endmacro
 push rax, rbx, rcx
 push rdx
; nesting
%macro outer 1
 inner %1, 5
%macro made_by_%1 0
 db 0x40
%endmacro
%endmacro
%macro inner 2
 mov %1, %2
%endmacro
 outer eax
 made_by_eax
 outer ecx
 made_by_ecx
; leaving
%macro leaving 1
 db 1
%if %1
%exitmacro
%endif
 db 2
%endmacro
 leaving 0
 leaving 1
; case, redefinition, removal
%imacro CaseLess 0
 db 0x50
%endmacro
 caseless
 CASELESS
%macro redefined 1
 db 1
%endmacro
%macro redefined 1
 db 2
%endmacro
 redefined 0
%unmacro redefined 1
%ifmacro redefined
 db 0xff
%endif
%unimacro CaseLess 0
; defining inside
%macro remember 1
%define remembered_%1 1
%xdefine list list, %1
%assign count count + 1
%endmacro
%assign count 0
%define list 0
 remember 3
 remember 4
 db list, count
%ifdef remembered_3
 db 0x60
%endif
; the parameters themselves
%macro stringify 1
%defstr text %1
%strlen size text
 db text, size
%endmacro
 stringify hello
%macro itself 0
%ifidn %?,itself
 db 0x61
%endif
%ifidn %??,itself
 db 0x62
%endif
%endmacro
 itself
%macro quiet 1.nolist
 db %1
%endmacro
 quiet 3
%macro pairs 1-*
%%start:
%rep %0
%ifidn %1,end
 dw 0xffff
%exitrep
%endif
 dw %1 - %%start
%rotate 1
%endrep
%endmacro
 pairs labelled, second, end, 9
