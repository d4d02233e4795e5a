; Labels, local labels, names that look like something else.
bits 64
org 0x200
alone:
with_code: nop
no_colon nop
spaced : nop
.local: db 1
.other db 2
 dw .local, .other, alone, spaced.local
global_two:
.local: db 3
 dw .local, global_two.local, spaced.local
..@special: db 4
.after_special: dw ..@special, global_two.after_special
$eax: db 5
 dw $eax, $mov
$mov: mov eax, $eax
 dw $
_under.score$dollar#hash@at~tilde?question: db 6
 dw _under.score$dollar#hash@at~tilde?question
ünïcode: dw ünïcode
x equ 5
y: equ x + 1
.z equ y * 2
 db x, y, .z
w equ $
v equ w - alone
 dw w, v
.local2: jmp .local2
 jmp .forward
 jz alone.x
.forward:
alone2:
.x:
 jmp .x
alone.x equ 0x210
same equ 5
same equ 5
 db same
CaseMatters: db 7
casematters: db 8
 dw CaseMatters, casematters
 mov rax, casematters
 lea rbx, [rel CaseMatters]
 mov ecx, casematters - CaseMatters
 db (casematters - CaseMatters) << 4
 times casematters - CaseMatters db 9
