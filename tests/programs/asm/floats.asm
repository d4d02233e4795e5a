; Floating-point constants of every width, rounded as NASM rounds them.
bits 64
 db 1.0, -0.5, 1.75, 240.0
 dw 1.0, -0.5, 65504.0, 6.1e-5, 5.9604645e-8, 0.1
 dd 1.0, -1.0, 0.1, 3.14159265, 1.e10, 1e-5, 1.17549435e-38, 1e-45, 1e39, 16777217.0
 dq 1.0, -2.25, 0.1, 3.141592653589793, 1e300, 1e-310, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0
 dt 1.0, -1.5, 0.1, 1e10, 1e4000, 3.3621031431120935e-4932, 1e-4940
 do 1.0, -0.1, 1e4000, 0.3333333333333333333333333333333333
 dd 0x1.8p3, 0x1p-2, 0x.8p1, 0xFp0, 0x1.fffffep127
 dq 0x1.fffffffffffffp1023, 0x1p-1074, 0x0.1p4, 0b1.1p1, 0o1.4p0
 dd 1_000.5, 1_0e1_0, 0.000_1
 dd __Infinity__, -__Infinity__, __NaN__, __QNaN__, __SNaN__, +__Infinity__
 dq __?Infinity?__, -__?Infinity?__, __?NaN?__, __?SNaN?__
 dt __Infinity__, __NaN__, -__SNaN__
 dw __Infinity__, __NaN__
 do __Infinity__, __QNaN__
; as numbers
 db __float8__(1.0)
 dw __float16__(0.1), __?float16?__(-1.5)
 dd __float32__(0.1), __float32__(-2.5), __?float32?__(+3.0)
 dq __float64__(3.14159), __float80m__(1.5), __float128l__(0.1), __float128h__(0.1)
 dw __float80e__(1.5), __float80e__(-1.5)
 mov eax, __float32__(1.5)
 mov rax, __float64__(-2.0)
 mov rax, __float64__(1e10) + 1
 cmp eax, __float32__(0.5)
%use fp
 dw float16(1.0)
 dd float32(1.5), Inf, -Inf, NaN
 dq float64(1.5), QNaN
%define PI 3.14159
 dd PI, -PI
 dq PI
%assign bits_of_one __float32__(1.0)
 dd bits_of_one
 db 7 / 2, 8 % 3
