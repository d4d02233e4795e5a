; Forms of instructions in every mode: addresses, sizes of immediates, reach of jumps, words that NASM spells otherwise.
 bits 64
 mov eax, [rbx+rcx*4+5]
 mov eax, [rcx*4]
 mov eax, [rcx*2]
 mov eax, [nosplit rcx*2]
 mov eax, [rcx*3]
 mov eax, [rcx*5+8]
 mov eax, [rcx*9-200]
 mov eax, [rsp]
 mov eax, [rbp]
 mov eax, [r12]
 mov eax, [r13]
 mov eax, [rsp+rax]
 mov eax, [rax+rsp]
 mov eax, [rbp+rbp]
 mov eax, [byte rax+5]
 mov eax, [dword rax+5]
 mov eax, [dword rax]
 mov eax, [byte rax]
 mov eax, [eax+ecx*8-1]
 mov eax, [0x1234]
 mov eax, [abs 0x1234]
 mov rax, [qword 0x123456789abcdef0]
 mov al, [qword 0x1122334455667788]
 mov [qword 0x1122334455667788], eax
 mov eax, [dword 0x12345678]
 a32 mov eax, [0x12345678]
 mov eax, [rel foo_0]
 mov eax, [fs:0x10]
 mov eax, [gs:rax*8]
foo_0: mov rax, foo_0
 lea rax, [foo_0]
 lea rax, [rel foo_0+5]
 lea eax, [rax+rbx*2-0x80]
 lea rax, [rax*1+rbx]
 lea rax, [rbx+rax*1]
 lea rax, [rax+rax*4]
 bits 64
 push 5
 push 127
 push 128
 push -128
 push -129
 push word 5
 push word 500
 push qword 5
 push dword 5
 push strict dword 5
 push strict byte 5
 push rax
 push r15
 push ax
 push qword [rax]
 push word [rax]
 push fs
 push gs
 pop fs
 pop qword [rbx]
 pop r9
 push foo_1
foo_1:
 bits 32
 push 5
 push word 5
 push dword 500
 push es
 push cs
 pop ds
 push eax
 pusha
 pushad
 pushaw
 popaw
 push dword [eax]
 push strict word 5
 push strict dword 5
 bits 16
 push 5
 push 500
 push dword 5
 push dword 0x12345678
 push eax
 pushad
 mov eax, [ebx+ecx*2]
 mov ax, [bx+si+5]
 mov ax, [bp]
 mov ax, [bp+di-200]
 mov ax, [si]
 mov ax, [0x1234]
 mov ax, [dword 0x1234]
 mov eax, cr0
 mov ds, ax
 mov ax, ds
 mov [0x10], ds
 lgdt [gdt_3]
 lidt [dword gdt_3]
 o32 lgdt [gdt_3]
 jmp 0x8:foo_3
 jmp dword 0x8:foo_3
 call far [bx]
 call dword far [bx]
foo_3: ret
 retf
 retf 4
 iret
 iretd
gdt_3:
 bits 64
 add al, 5
 add eax, 5
 add eax, 500
 add rax, 5
 add rax, 500
 add rax, -1
 add bx, 5
 add bx, 500
 add bx, 0xffff
 add ebx, 0xffffffff
 add rbx, 0xffffffffffffffff
 add byte [rax], 5
 add word [rax], 0xfff0
 add dword [rax], strict dword 5
 add eax, strict dword 5
 add ebx, strict byte 5
 add rbx, byte 5
 add ebx, byte -1
 sub rsp, 0x80
 sub rsp, -0x80
 and rax, 0x7fffffff
 cmp ax, 0xff80
 cmp ax, 0x80
 test eax, 5
 test al, 5
 test rbx, 5
 test [rax], ebx
 test ebx, [rax]
 imul eax, ebx
 imul eax, ebx, 5
 imul eax, 5
 imul eax, 500
 imul rax, [rbx], -1
 imul ax, bx, 0xffff
 imul rax, rbx, 0x1000
 bits 64
 mov rax, 5
 mov rax, -1
 mov rax, 0xffffffff
 mov rax, 0x100000000
 mov rax, 0x7fffffff
 mov rax, 0x80000000
 mov rax, -0x80000000
 mov rax, -0x80000001
 mov rax, qword 5
 mov rax, dword 5
 mov rax, strict qword 5
 mov rax, strict dword 5
 mov eax, 5
 mov eax, -1
 mov r8, 5
 mov r8d, 5
 mov qword [rax], 5
 mov qword [rax], -1
 mov dword [rax], 0xffffffff
 mov word [rax], 5
 mov byte [rax], 5
 mov rax, later_5
 mov eax, later_5
 mov rax, later2_5
 mov al, later2_5
later_5:
later2_5 equ 5
 bits 64
 jmp a_6
 jmp b_6
 jmp short a_6
 jmp near a_6
 jmp strict near a_6
 jmp strict short a_6
a_6:
 times 120 nop
b_6:
 jz a_6
 jz b_6
 jz near a_6
 jz short b_6
 call a_6
 call near a_6
 jrcxz b_6
 jecxz b_6
 loop b_6
 loope b_6
 loopne b_6, ecx
 jmp rax
 jmp [rax]
 jmp qword [rax]
 jmp near [rax]
 call rax
 call [rax]
 jmp far [rax]
 jmp far qword [rax]
 jmp far dword [rax]
 jmp far word [rax]
 call far [rax]
 o16 jmp a_6
 xbegin a_6
 bits 64
 xchg eax, ebx
 xchg ebx, eax
 xchg eax, eax
 xchg rax, rax
 xchg ax, ax
 xchg ax, bx
 xchg rax, r8
 xchg r8, rax
 xchg [rax], ebx
 xchg ebx, [rax]
 xchg cl, dl
 nop
 pause
 rep nop
 bits 64
 movzx eax, bl
 movzx eax, byte [rax]
 movzx eax, word [rax]
 movzx rax, bl
 movzx rax, word [rbx]
 movsx eax, bl
 movsx rax, ebx
 movsxd rax, ebx
 movsxd rax, [rbx]
 movsx rax, dword [rbx]
 movsx rax, word [rbx]
 movsx ax, bl
 movzx ax, [rbx]
 bits 64
 in al, 5
 in ax, 5
 in eax, dx
 out 5, al
 out dx, eax
 int 3
 int3
 int 0x80
 bits 64
 shl eax, 1
 shl eax, 5
 shl eax, cl
 shl byte [rax], 1
 shl qword [rax], cl
 rol ax, byte 1
 sar rax, strict byte 1
 shld eax, ebx, 5
 shld [rax], rbx, cl
 bt eax, 5
 bt [rax], ebx
 bt qword [rax], 5
 bts dword [rax], byte 5
 bits 64
 cmpxchg [rax], ebx
 lock cmpxchg [rax], ebx
 lock add [rax], ebx
 xadd [rax], bl
 cmpxchg8b [rax]
 cmpxchg16b [rax]
 rep movsb
 repne scasb
 rep stosq
 rep movsd
 lodsb
 a32 rep movsb
 movsq
 cmpsw
 insb
 outsd
 xlatb
 es lodsb
 fs movsb
 bits 64
 bswap eax
 bswap rax
 cbw
 cwde
 cdqe
 cwd
 cdq
 cqo
 lahf
 sahf
 leave
 leave
 enter 5,0
 enter 500,3
 ret
 ret 5
 retf
 retfq
 iretq
 iret
 iretd
 syscall
 sysret
 o64 sysret
 sysretq
 sysenter
 sysexit
 hlt
 cli
 sti
 clts
 invd
 wbinvd
 cpuid
 rdtsc
 rdtscp
 rdmsr
 wrmsr
 rdpmc
 ud2
 ud1 eax, ebx
 ud0 eax, ebx
 invlpg [rax]
 lgdt [rax]
 sgdt [rax]
 lldt ax
 ltr ax
 str eax
 str [rax]
 sldt rax
 smsw eax
 lmsw ax
 lar eax, bx
 lsl rax, [rbx]
 verr ax
 swapgs
 xsave [rax]
 xsave64 [rax]
 xsetbv
 xgetbv
 monitor
 mwait
 rdrand eax
 rdseed rax
 crc32 eax, bl
 crc32 rax, qword [rbx]
 popcnt eax, ebx
 lzcnt rax, [rbx]
 tzcnt ax, bx
 bsf eax, ebx
 movbe eax, [rbx]
 movbe [rbx], rax
 adcx eax, ebx
 mulx rax, rbx, rcx
 andn eax, ebx, ecx
 pext rax, rbx, [rcx]
 rorx eax, ebx, 5
 shlx eax, [rbx], ecx
 prefetchnta [rax]
 prefetchw [rax]
 clflush [rax]
 clflushopt [rax]
 clwb [rax]
 mfence
 lfence
 sfence
 invpcid rax, [rbx]
 invept rax, [rbx]
 invvpid rax, [rbx]
 vmxon [rax]
 vmclear [rax]
 vmptrld [rax]
 vmptrst [rax]
 vmread rax, rbx
 vmread [rax], rbx
 vmwrite rax, rbx
 vmwrite rax, [rbx]
 vmlaunch
 vmresume
 vmcall
 vmxoff
 vmfunc
 rdfsbase rax
 wrgsbase eax
 rdpid rax
 stac
 clac
 bits 64
 mov cr0, rax
 mov rax, cr8
 mov dr7, rax
 mov rax, dr0
 mov ds, ax
 mov ds, eax
 mov ax, ds
 mov eax, ds
 mov rax, ds
 mov [rax], ds
 mov ds, [rax]
 mov fs, rax
 bits 64
 movaps xmm0, xmm1
 movups xmm0, [rax]
 movd xmm0, eax
 movq xmm0, rax
 movq rax, xmm0
 movq xmm0, xmm1
 movq xmm0, [rax]
 movd [rax], xmm8
 movq [rax], xmm8
 pxor xmm0, xmm1
 cvtsi2sd xmm0, eax
 cvtsi2sd xmm0, rax
 cvtsi2sd xmm0, dword [rax]
 cvtsi2sd xmm0, qword [rax]
 cvtsi2sd xmm0, [rax]
 cvttsd2si eax, xmm0
 cvttsd2si rax, [rbx]
 vaddps ymm0, ymm1, ymm2
 vaddps ymm0, ymm1
 vaddpd xmm0, xmm8, [rax]
 vzeroupper
 vmovdqa ymm0, [rax]
 vpshufb xmm0, xmm1, xmm2
 vextracti128 xmm0, ymm1, 1
 vgatherdps xmm0, [rax+xmm1*4], xmm2
 vpgatherqq ymm0, [rax+ymm1*8], ymm2
 movmskps eax, xmm0
 pextrw eax, xmm0, 5
 pextrd eax, xmm0, 1
 pextrq rax, xmm0, 1
 pinsrb xmm0, eax, 5
 pinsrw xmm0, [rax], 1
 insertps xmm0, xmm1, 5
 roundsd xmm0, xmm1, 5
 aesenc xmm0, xmm1
 pclmulqdq xmm0, xmm1, 0
 sha256rnds2 xmm0, xmm1, xmm0
 sha256rnds2 xmm0, xmm1
 blendvps xmm0, xmm1, xmm0
 blendvps xmm0, xmm1
 maskmovdqu xmm0, xmm1
 movntdq [rax], xmm0
 ldmxcsr [rax]
 fxsave [rax]
 fxsave64 [rax]
 emms
 movq mm0, rax
 movd mm0, eax
 paddb mm0, mm1
 pshufw mm0, mm1, 5
 bits 64
 fld st1
 fld dword [rax]
 fld qword [rax]
 fld tword [rax]
 fild word [rax]
 fistp qword [rax]
 fadd st0, st1
 fadd st1, st0
 fadd st1
 fadd to st1
 fadd dword [rax]
 fadd
 faddp
 faddp st1
 faddp st1, st0
 fsub st0, st1
 fsubr st1, st0
 fsubp
 fmul
 fdivp st2
 fxch
 fxch st1
 fxch st0, st1
 fcom
 fcom st1
 fcomi st1
 fcomip st0, st1
 fucompp
 fstsw ax
 fnstsw [rax]
 fstcw [rax]
 fldcw [rax]
 finit
 fninit
 fsave [rax]
 fcmove st1
 fcmove st0, st2
 ffree st1
 fchs
 fld1
 fstp st0
 fst st1
 fst dword [rax]
 fbld [rax]
 fbstp tword [rax]
 fisttp dword [rax]
 bits 32
 jmp 8:foo_16
 call 8:foo_16
 jmp word 8:foo_16
 jmp far [eax]
 call far dword [eax]
 les eax, [ebx]
 lds ax, [ebx]
 lss eax, [ebx]
 bound eax, [ebx]
 aam
 aad 5
 aaa
 daa
 into
 salc
 arpl ax, bx
 mov eax, [bx+si]
 a16 mov eax, [bx]
 loop foo_16
 loop foo_16, cx
 jcxz foo_16
 jecxz foo_16
foo_16:
 mov cr0, eax
 sysenter
 inc eax
 inc ax
 inc al
 dec dword [eax]
 push fs
 lgs eax, [ebx]
 bits 64
 inc eax
 inc al
 inc qword [rax]
 dec r8w
 neg rax
 not byte [rbx]
 mul ecx
 div qword [rax]
 setz al
 setnz [rax]
 sete byte [rax]
 cmovz eax, ebx
 cmovnc rax, [rbx]
 seta r8b
 mov spl, 5
 mov ah, 5
 mov sil, al
 mov r8b, r9b
 mov al, [r8+r9*8+0x12345678]
 sub eax, [r12*8]
 sub eax, [r13+0]
 lea r15, [r15+r14]
 bits 64
 default bnd
bounded: jmp [rax]
 jmp far [rax]
 ret
 retf
 call [rax]
 iret
 loop bounded
 jrcxz bounded
 jmp near bounded
 jz bounded
 nobnd jmp near bounded
 call bounded
 default nobnd
 call bounded
 bnd call bounded
 bnd ret
