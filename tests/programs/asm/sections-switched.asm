; Switching between sections, __SECT__, names of sections as values.
bits 64
section .text start=0x100
first: db 1
%defstr now __SECT__
 db now
[section .data]
 db 2
__SECT__
 db 3
%macro with_text 1
[section .strings]
%%text: db %1, 0
__SECT__
 dd %%text
%endmacro
 with_text "one"
 with_text "two"
segment .data align=8
data_two: dq data_two, first
%ifidn __SECT__,[segment .data align=8]
 db 4
%endif
section .text
 dq section..data.start, section..data.vstart, section..text.start
section high vstart=0x100000 align=16
high_start:
 jmp high_end
 dq high_start, $$, $ - $$
 lea rax, [rel high_start]
 mov rax, high_start
high_end:
section .text
 dq high_start, section.high.start, section.high.vstart
section after follows=.text align=32
 db 5
section virtual vfollows=high valign=64
virtual_start: dq virtual_start
section .strings
 db 6
section .bss align=16
b1: resb 5
section bss2 nobits
b2: resd 2
section .text
 call high_start
