; The %if family.
bits 64
%assign n 5
%define text hello
%define nothing
%if n == 5
 db 1
%else
 db 0
%endif
%if n > 5
 db 0
%elif n == 4
 db 0
%elif n == 5 && 1
 db 2
%else
 db 0
%endif
%ifn n == 4
 db 3
%elifn 0
 db 0
%endif
%if n < 3
%elifn n == 4
 db 4
%endif
%if 'a' == 0x61 && "ab" = 0x6261
 db 5
%endif
; definitions
%ifdef n
 db 6
%endif
%ifdef missing other n
 db 7
%endif
%ifndef missing
 db 8
%endif
%ifdef missing
 db 0
%elifdef nothing
 db 9
%endif
%ifndef n
 db 0
%elifndef missing
 db 10
%endif
%ifdef __LINE__
 db 11
%endif
; texts
%ifidn text,hello
 db 12
%endif
%ifidn "a b", 'a b'
 db 13
%endif
%ifidni TEXT,text
 db 0
%elifidni HELLO,text
 db 14
%endif
%ifnidn text,Hello
 db 15
%endif
%ifnidni text,Hello
 db 0
%else
 db 16
%endif
%ifidn a  +  b,a+b
 db 17
%endif
%ifidn a ,a
 db 0
%else
 db 18
%endif
%ifidn {a,b},{a,b}
 db 0
%else
 db 19
%endif
; kinds of words
%macro kind 1
%ifnum %1
 db 'n'
%elifstr %1
 db 's'
%elifid %1
 db 'i'
%else
 db '?'
%endif
%endmacro
 kind 5
 kind -5
 kind --5
 kind 0x10
 kind 12h
 kind 'abc'
 kind "x"
 kind name
 kind rax
 kind [rax]
 kind $name
 kind .local
 kind ..@special
 kind 1.5
 kind a.b
 kind a b
 kind text
 kind n
%ifnnum text
 db 20
%endif
%ifnstr n
 db 21
%endif
%ifnid 7
 db 22
%endif
; emptiness and tokens
%macro emptiness 0-1
%ifempty %1
 db 'e'
%elifnempty %1
 db 'f'
%endif
%iftoken %1
 db 't'
%elifntoken %1
 db 'm'
%endif
%endmacro
 emptiness
 emptiness 1
 emptiness -1
 emptiness 1 + 2
 emptiness word
 emptiness 'a string'
 emptiness nothing
; macros
%macro known 2-3
%endmacro
%macro more 1+
%endmacro
%ifmacro known
 db 23
%endif
%ifmacro known 1
 db 0
%elifmacro known 2
 db 24
%endif
%ifmacro known 3-5
 db 25
%endif
%ifnmacro known 4
 db 26
%endif
%ifmacro more 7
 db 27
%endif
%ifmacro known 0-*
 db 28
%endif
%ifnmacro unknown
 db 29
%endif
; contexts
%push outer
%push inner
%ifctx inner
 db 30
%endif
%ifctx outer
 db 0
%elifctx outer inner
 db 31
%endif
%ifnctx outer
 db 32
%endif
%ifdef %$mine
 db 0
%endif
%define %$mine 1
%ifdef %$mine
 db 33
%endif
%pop inner
%pop outer
%ifctx
 db 0
%endif
; nesting, and what is passed over
%if 1
%if 0
%if 1
 db 0
%else
 db 0
%endif
%else
 db 34
%endif
%else
%if 1
 db 0
%endif
%endif
%if 0
%macro never 1
 db %1
%endmacro
%rep 3
 db 0
%endrep
%error "passed over"
 this is not assembly '
%include "missing.inc"
%endif
%ifmacro never
 db 0
%endif
; places
start:
 db 35
%if $ - start == 1
 db 36
%endif
%if ($ - $$) & 1
 db 37
%else
 db 38
%endif
%ifdef later
 db 0
%endif
%define later 1
%macro has 1
%ifdef %1
 db 39
%else
 db 40
%endif
%endmacro
 has other_name
%xdefine other_name 1
%undef other_name
 has earlier
%if n \
  == 5
 db 41
%endif
