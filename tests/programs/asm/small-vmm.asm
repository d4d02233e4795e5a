; Instructions and data that a small VMM is made of.
bits 64
default rel
org 0x100000
%define VAL 5
start:
  mov eax, 1
  mov rax, 5
  mov rax, -1
  mov rax, 0x123456789
  mov rax, start
  mov rax, [msg]
  lea rdi, [rel msg]
  lea rsi, [rax+rbx*4+8]
  add eax, VAL
  add eax, 0x1000
  add ax, 5
.loop: dec ecx
  jnz .loop
  jmp done
  call func
  push 5
  push 0x1000
  push rax
  pop r12
  mov cr0, rax
  mov rbx, cr4
  vmread rax, rbx
  vmxon [msg]
  vmptrld [rsp+8]
  rep movsb
  rep stosq
  times 200 nop
done:
  hlt
  jmp $
func:
  xor eax, eax
  ret
msg: db "hello", 0, 10
  dw 1,2
  dd msg
  dq msg, start-msg
align 16
  resb 3
%macro foo 2
  mov %1, %2
%%l: jmp %%l
%endmacro
 foo rax, 1
 foo rbx, [msg]
 iretq
 o64 sysret
 xchg rax, rbx
 xchg ebx, ecx
 xchg eax, eax
 test [rax], ecx
 test ecx, [rax]
 mov ds, ax
 mov ax, ds
 lldt ax
 ltr ax
 str ax
 in al, 0x60
 out dx, eax
 shl eax, 1
 shl eax, 5
 imul eax, 5
 imul eax, ebx, 1000
 lgdt [msg]
 invlpg [rax]
 invept rax, [rbx]
 movzx eax, byte [rbx]
 cmpxchg16b [rax]
 lock xadd [rbx], rcx
 int 3
 int3
 retf
 iret
 pushfq
 enter 16, 0
 leave
 loop start2
start2:
 mov [fs:0], rax
 mov rax, [gs:rbx]
 mov byte [rax], 5
 mov qword [rax], -1
 mov rax, [abs 0x1234]
 mov [0x1234], eax
