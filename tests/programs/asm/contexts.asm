; The stack of contexts and the names that belong to them.
bits 32
%macro repeat 0
%push repeat
%$begin:
%endmacro
%macro until 1
 j%-1 %$begin
%pop repeat
%endmacro
 repeat
 nop
 repeat
 dec ecx
 until e
 until ne
%macro if 1
%push if
 j%-1 %$ifnot
%endmacro
%macro else 0
%ifctx if
%repl else
 jmp %$ifend
%$ifnot:
%else
%error "expected `if' before `else'"
%endif
%endmacro
%macro endif 0
%ifctx if
%$ifnot:
%pop
%elifctx else
%$ifend:
%pop
%else
%error "expected `if' or `else' before `endif'"
%endif
%endmacro
 cmp eax, ebx
 if ae
 cmp ebx, ecx
 if ae
 mov eax, ecx
 else
 mov eax, ebx
 endif
 else
 cmp eax, ecx
 if ae
 mov eax, ecx
 endif
 endif
%push first
%define %$x 5
%assign %$n 1
 db %$x, %$n
%push second
%define %$x 6
%assign %$n 2
%xdefine %$both %$x + %$$x
 db %$x, %$$x, %$both
%macro of_the_context 1
 db %$n, %1
%assign %$n %$n + 1
%endmacro
 of_the_context 9
 of_the_context 8
 db %$n, %$$n
%pop second
 db %$x, %$n
%$label: dd %$label
%rep 2
 db %$n
%assign %$n %$n + 1
%endrep
%macro save 1-*
%push save
%assign %$count %0
%rep %0
 push %1
%rotate 1
%endrep
%endmacro
%macro restore 1-*
%rep %0
%rotate -1
 pop %1
%endrep
 db %$count
%pop
%endmacro
 save eax, ebx, ecx
 nop
 restore eax, ebx, ecx
%pop
%push
%define %$anonymous 3
 db %$anonymous
%pop
%push c
%macro string_list 1-*
%rep %0
%strlen %$length %1
 db %$length, %1
%rotate 1
%endrep
%endmacro
 string_list "one", 'three'
%defstr %$name hello
 db %$name
%undef %$name
%ifndef %$name
 db 0x11
%endif
%pop c
