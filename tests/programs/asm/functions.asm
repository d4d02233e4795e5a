; The functions of the preprocessor.
 db %eval(1 + 2 * 3), %abs(-5), %abs(5 - 9)
 db %cond(1, 2, 3), %cond(0, 2, 3), %cond(2 > 1, 'y', 'n')
 db %sel(1, 5, 6, 7), %sel(3, 5, 6, 7)
 db %count(a), %count(a, b, c), %count((1, 2), 3)
 db %num(255), %num(255, 4, 16), %num(10, -4, 2), %num(0), %num(36, 0, 36), %num(7, 3, 2), %num(1234, -3)
 db %str(abc def), %str(1 + 2), %str("a")
 db %strcat('a', "b", `\n`), %strcat('single')
 db %strlen('hello'), %strlen(%strcat('ab', 'cde'))
 db %substr('xyzw', 2), %substr('xyzw', 2, 2), %substr('xyzw', 1, -2)
 db %tok("1 + 2")
 %tok("db 7, 8")
 db %is(1 == 1), %isn(1 == 1), %is(0)
%define here 1
 db %isdef(here), %isndef(here), %isdef(there)
 db %isid(here2), %isnum(5), %isnum(-5), %isnum(x), %isstr('a'), %isstr(a)
 db %isempty(), %isempty(a), %istoken(a), %istoken(-1)
 db %isidn(a,a), %isidni(A,a), %isnidn(a,b)
%macro mac 2
%endmacro
 db %ismacro(mac), %ismacro(mac 2), %ismacro(mac 3), %isnmacro(other)
%push ctx
 db %isctx(ctx), %isctx(other)
%pop ctx
%define twice(v) %eval(v * 2)
 db twice(21), %eval(twice(1) + twice(2))
%assign n %strlen('four')
 db n
%if %isdef(here) && %strlen('ab') == 2
 db 0x11
%endif
%define padded(v) %num(v, 3, 10)
 db padded(7), padded(1000)
%macro each 1-*
%assign total 0
%rep %0
%assign total total + %eval(%1)
%rotate 1
%endrep
 db total
%endmacro
 each 1, 2 * 3, (4)
