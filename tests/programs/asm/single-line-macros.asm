; %define and all its relatives.
bits 64
%define x 5
%xdefine y x + 1
%define x 6
 db x, y
%define f(a, b) a + b
%define f(a) a * 2
%define e() 9
 db f(1, 2), f(3), f((1 + 2)), e(), f (4)
%define outer_macro(v) f(v, v) * 2
 db outer_macro(3), outer_macro(f(1))
%define alias_of_f f
 db alias_of_f(7)
%define name
 db 1 name, 2
%define self self
self equ 4
 db self
%define one two
%define two one
one equ 8
 db one
%define args(a, b) a - b
 db args({7}, 3), args((9), (4))
; parameters with signs
%define evaluated(=v) v + v
%assign three 3
 db evaluated(three * 2)
%define rest(first, more+) first, more
 db rest(1, 2, 3, 4)
%define quoted(&v) v
%define quoted_once(&&v) v
 db quoted(abc), quoted("q"), quoted_once("q"), quoted_once(abc)
%define both(=&v) v
 db both(1 + 2)
%define kept(!v) %str(v)
 db kept(a)
; pasting
%define paste(a, b) a %+ b
%define paste3(a, b, c) a %+ b %+ c
abcd equ 0x11
 db paste(ab, cd), paste3(a, bc, d), ab %+ cd, 0x %+ 1F
%define stick(n) var %+ n
var1 equ 0x22
var2 equ 0x33
 db stick(1), stick(2)
x_%+three equ 0x44
 db x_3
%define index 7
label_%[index]: db 1
 dw label_7
entry%[index]_end: db 2
 dw entry7_end
%define now %[three] + 1
%assign three 4
 db now, three
%define v%[three] 0x55
 db v4
%xdefine line_%[__LINE__] 1
; case
%idefine CaSe 3
 db case, CASE, cAsE
%ixdefine Frozen index + 1
%iassign Counter 9
 db FROZEN, counter
; undefining
%define gone 1
%undef gone
%undef never_there
%ifdef gone
 db 0xbad & 0xff
%endif
%define overloaded(a) a
%define overloaded(a, b) a + b
%undef overloaded
%ifndef overloaded
 db 0x66
%endif
; aliases
%defalias nick index
 db nick
%define nick 8
 db index
%undefalias nick
%ifndef nick
 db 0x77
%endif
; numbers
%assign i 0
%assign i i + 1
%assign j i * 10 - 3
%assign negative -j
 db i, j, 256 + negative
%assign big 1 << 40
 dq big
; strings
%strlen length 'hello'
%strlen escaped `\n\x41\u20ac`
%strlen joined 'ab' 
 db length, escaped, joined
%strcat cat "Alpha: ", '12" screen', `\n`
 db cat
%strcat quotes '"foo"', "'bar'", `\``
 db quotes
%substr s1 'xyzw' 1
%substr s2 'xyzw' 2, 2
%substr s3 'xyzw' 2, -1
%substr s4 'xyzw' 2, -2
%substr s5 'xyzw', 3, 1
%substr s6 'xyzw' 5, 2
%substr s7 'xyzw' 0, 2
%substr s8 'xyzw' -1, 2
%strcat all s1, '|', s2, '|', s3, '|', s4, '|', s5, '|', s6, '|', s7, '|', s8
 db all
%defstr text hello world + 1
%idefstr Other a  b
 db text, other
%define meaning 42
%defstr expanded meaning of it
 db expanded
%deftok tokens 'db 1, 2, meaning'
 tokens
%ideftok More '+ 1'
 db 2 more
; names of the assembler
 db __BITS__, __?BITS?__
 dw __LINE__
 db __FILE__
 db __NASM_MAJOR__, __NASM_MINOR__, __NASM_SUBMINOR__, __NASM_PATCHLEVEL__
 dd __NASM_VERSION_ID__
 db __NASM_VER__
%ifidn __OUTPUT_FORMAT__,bin
 db 0x88
%endif
 db __PASS__
%define recursive(n) n + recursive2(n)
%define recursive2(n) n * 2
 db recursive(3)
%clear
%ifndef x
 db 0x99
%endif
