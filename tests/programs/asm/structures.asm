; struc, istruc, absolute, reservations.
bits 64
struc point
.x: resd 1
.y: resq 1
.z: resb 3
endstruc
 db point.x, point.y, point.z, point_size
struc shifted, 4
.a: resb 1
.b: resw 1
endstruc
 db shifted.a, shifted.b, shifted_size
struc below, -8
.old: resd 1
.new: resd 1
endstruc
 dw below.old, below.new, below_size
struc my_type
mt_long: resd 1
mt_word: resw 1
mt_byte: resb 1
mt_text: resb 32
endstruc
my_instance:
istruc my_type
at mt_long, dd 123456
at mt_word, dw 1024
at mt_byte, db 'x'
at mt_text, db 'hello, world', 13, 10, 0
iend
 db my_type_size
istruc point
at .x, dd 5
at point.y, dq 6
iend
istruc point
at point.y
 dd 1
 dd 2
at point.z, db 7
iend
istruc shifted
at shifted.a, db 1
at shifted.b, dw 2
iend
struc aligned
.a: resb 3
alignb 8
.b: resq 2
 .c resw 1
.d: reso 1
.e: resy 1
.f: resz 1
.g: rest 1
.end:
endstruc
 dw aligned.b, aligned.c, aligned.d, aligned.e, aligned.f, aligned.g, aligned.end, aligned_size
 mov eax, [rbx + point.y]
 mov al, [my_instance + mt_byte]
 lea rcx, [rdi + aligned_size * 2]
absolute 0x1A
buffer_head resw 1
buffer_tail: resw 1
buffer: resb 16
.end:
section .text
 dw buffer_head, buffer_tail, buffer, buffer.end - buffer
absolute my_instance
over_word: resw 1
over_rest: resb 5
section .text
 dw over_word - my_instance, over_rest - my_instance
[absolute 0x100]
bracketed: resb 3
here_absolute equ $
start_absolute equ $$
__SECT__
 dw bracketed, here_absolute, start_absolute
section .data
 db 0xd0
struc inside_data
.m: resd 1
endstruc
 db inside_data_size
section .text
 db 0xd1
[section .data]
 db 0xd2
struc inside_bracketed
.m: resd 2
endstruc
; endstruc goes back to what `section` said, not to what `[section]` said
 db 0xd3
 db 0xd4
section .bss
zeroed: resb 10
zero_words: resw 5
more_zero: resq x_count
section .text
x_count equ 3
 dw zero_words - zeroed, more_zero - zeroed
