; Whole numbers in every notation, character constants, strings with and without escapes.
bits 64
 db 200, 0d200, 200d, 0t200, 200t
 db 0xC8, 0hC8, 0C8h, $0C8, 0xc_8, 0c8H
 db 0o310, 0q310, 310o, 310q
 db 0b1100_1000, 0y11001000, 11001000b, 1100_1000y
 dw 65_535, 0xFF_FF, -1, +7, - 5, ~0x0f & 0xff
 dd 4294967295, 0xFFFFFFFF, -2147483648, 0b1111_0000_1111_0000
 dq 18446744073709551615, 0x8000000000000000, -9223372036854775808
 dq 0b1, 1h, 0ffh, 7q, 1e3h, 0d0_9
; the last letter decides: 0b1 is binary, 0b1h hexadecimal, 0d9h too
 dw 0b1, 0b1h, 0d9h, 9d, 10b, 10h, 10o, 10y
; character constants: the first character in the lowest byte
 db 'a', "b", `c`
 dw 'ab', "cd", `e\n`
 dd 'abcd', 'xy', 'z'
 dq 'abcdefgh', 'eight', `\x01\x02\x03`
 mov al, 'A'
 mov ax, 'AB'
 mov eax, 'ABCD'
 mov rax, 'ABCDEFGH'
 cmp al, 'z' + 1
 cmp al, "'"
; strings are filled up to whole elements
 db 'hello, world', 13, 10, 0
 db "it's", 'say "so"', `back \` quote`
 dw 'odd', 'even'
 dd 'five5', 'eight888'
 dq 'nine nine'
 dt 'ten bytes!'
 do 'sixteen bytes!!!', 'x'
 dy 'thirty-two bytes or fewer'
 dz 'z'
; escapes between back quotes only
 db `\a\b\t\n\v\f\r\e\\\'\"\`\?`
 db `\0\7\12\101\377`, `\x0\x41\xff`
 db `\u00e9\u20ac\U0001F600`
 db 'no \n escape', "nor \x41 here"
 db 'é€', `é`
 dw __utf16__('é€'), __utf16le__("a"), __utf16be__("a"), __?utf16?__('q')
 dd __utf32__('é€'), __utf32le__("a"), __utf32be__("a")
 mov eax, __utf16__('ab')
; several items, sizes inside lists, elements left open
 db 1, 'two', 3, `four\n`, 5
 db 4 dup (1), 2 dup (3, 4), 2 dup 7, ?, 3 dup ?
 dw 3 dup ('ab'), 2 dup (1, 2 dup (5))
 dd 2 dup (word 1, 2), %(1, 2, 3)
 dw byte 5, word 6
 dq 2 dup byte (1, 2)
 times 3 db 1, 2
 times 2 dw 'ab'
