; A macro that uses itself. NASM 2.16.01 loses the parameters of the macros that come after such a use.
%irmacro CountUp 2
%if %1 < %2
 db %1
 countup %1 + 1, %2
%else
 db 0xff
%endif
%endmacro
 CountUp 1, 4
