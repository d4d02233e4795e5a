; Every operator, its precedence and its signs.
bits 64
a equ 12
b equ 5
n equ -7
 dq a + b, a - b, a * b, a / b, a // b, a % b, a %% b
 dq n + b, n * b, n // b, n %% b, n / b, n % b, -a // b, -a %% b, a // -b, a %% -b
 dq a & b, a | b, a ^ b, ~a, !a, !0, -a, +a, - - a, ~~a, !!a
 dq a << 2, a >> 1, a <<< 2, n >> 60, n >>> 1, n >>> 63, 1 << 63, 1 << 64, 3 >> 65
 dq a && 0, a && b, 0 || 0, 0 || b, a ^^ b, a ^^ 0, 0 ^^ 0
 dq a < b, a <= b, a > b, a >= b, a = 12, a == 5, a != b, a <> 12, n < 0, -1 > 1
 dq a ? 1 : 2, 0 ? 1 : 2, a > b ? a : b, 1 ? 0 ? 3 : 4 : 5, 0 ? 1 : 1 ? 6 : 7
; precedence
 dq 1 + 2 * 3, (1 + 2) * 3, 2 * 3 + 4 * 5, 10 - 3 - 2, 100 / 10 / 2
 dq 1 | 2 ^ 3 & 4, (1 | 2) ^ 3, 1 << 2 + 3, (1 << 2) + 3, 7 & 3 == 3
 dq 1 + 1 == 2 && 3 < 4 || 0, 1 || 0 && 0, 1 ^^ 1 && 0, 0 || 1 ^^ 1
 dq -2 * -3, ~1 + 1, !1 + 1, -a & 0xff, 5 - -5, 5 - - -5
 dq 1 + 2 << 3 & 0xff | 1, 6 / 2 * 3, 7 // 2 * 2, 2 + 7 % 4, 1 << 1 << 1
 dq 0x7fffffffffffffff + 1, -1 * -1, 0xffffffff * 0xffffffff, 0 - 1
; logarithms
 dq __ilog2e__(64), __ilog2w__(1), __ilog2f__(100), __ilog2c__(100), __ilog2f__(0)
 dq __?ilog2e?__(8), __?ilog2c?__(9)
%use ifunc
 dq ilog2(16), ilog2e(32), ilog2w(2), ilog2f(33), ilog2c(33)
; places
start:
 dd $, $$, $ - $$, $ - start
 dq start, later - start, later - $, (later - start) * 2, later - start + 1
 dd ($ - $$) % 4, ($ - start) & 3
 times 4 - ($ - $$) % 4 db 0xcc
 times (later - middle) / 8 db 1
middle:
 dq 1, 2
later:
 db later - middle > 8 ? 1 : 2
 dw (later - middle) << 4
; values of symbols that are not defined yet
 db after, after + 1, after * 2
 mov eax, after
 add eax, after
after equ 9
chain1 equ chain2 + 1
chain2 equ chain3 + 1
chain3 equ 3
 db chain1, chain2, chain3
position equ $ - start
 dw position
