; Operators, their precedence, number formats and character constants.
bits 64
a equ 10
  dq 1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 1 << 2 + 1, 7 & 3 | 8 ^ 1, ~0 >> 60, -8 >>> 1, -8 // 3, -8 %% 3, -8 / 3, -8 % 3
  dq 1 || 0 && 0, 1 ^^ 1, !5, !0, - - 5, 3 < 5, 5 <= 5, 6 <> 6, 6 != 7, 2 <=> 1, a > 5 ? 1 : 2
  dq 0x7fffffffffffffff + 1, 0xffffffffffffffff, -1, 1_000_000, 0x_ff, 0ffh, 0b1111_0000, 777o, 0q17, 11y, 0d12, 12d, $0f
  dq 'a', 'ab', "abcdefgh", `\x7f\n`, "'", '"', `\u263a`, `\e\0\101`
  db 'a' + 1, 'long string', 10, "x" , 0
  dw 'abc', "ab", 'a'
  dd 'abcde', 3.14159, -1.0e10, 2.5e-3
  dq 3.14159, 1e300, 0.1
  db -1, 255, -128, 0x80
  dw $ - $$, ($ - $$) % 16
  times ($$ - $) & 15 db 0x90
  db __LINE__, __BITS__, __NASM_MAJOR__
  dq label - $$, label2 - label, (label2 - label) * 8 + 1
label: times 7 db 1
label2:
  dd label, label + 4, label2 - 1
  mov rax, (label2 - label) << 4
  mov ecx, 1 << 31
  mov rdx, 1 << 31
  mov rdx, 1 << 32
  mov rdx, -(1 << 31)
  mov al, 'z'
  mov eax, 'abcd'
  add eax, -1 & 0xffffffff
  add rax, 0xffffffff
  add ax, 0xffff
  sub rsp, 128
  sub rsp, -128
  push -1
  push 128
  imul rbx, rcx, 0x80
  and dword [rbx + a * 2], ~0xff
  mov eax, [rbx + rcx * (2 + 2) + (label2 - label)]
