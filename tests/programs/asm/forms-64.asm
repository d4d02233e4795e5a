; Every form of the integer and system instructions in 64-bit mode, with sample operands.
bits 64
org 0x1000
lab: db 0
lab2: db 0
  add al, r9b
  add al, ch
  add r9b, r9b
  add byte [rax+rcx*4+0x12345], r9b
  add byte [rax+rcx*4+0x12345], ch
  add byte [fs:0x10], r9b
  add byte [fs:0x10], ch
  add r10w, r10w
  add word [r13+8], r10w
  add word [lab], r10w
  add eax, eax
  add dword [fs:0x10], eax
  add dword [rax+rcx*4+0x12345], eax
  add rax, r12
  add rax, rsi
  add r12, r12
  add r12, rsi
  add qword [lab], r12
  add qword [lab], rsi
  add qword [r13+8], r12
  add qword [r13+8], rsi
  add al, al
  add al, byte [lab]
  add al, byte [r13+8]
  add r9b, al
  add r9b, byte [lab]
  add r9b, byte [r13+8]
  add r10w, ax
  add r10w, word [rax+rcx*4+0x12345]
  add r10w, word [fs:0x10]
  add eax, r11d
  add eax, dword [r13+8]
  add eax, dword [lab]
  add rax, rax
  add rax, qword [fs:0x10]
  add rax, qword [rax+rcx*4+0x12345]
  add r12, rax
  add r12, qword [fs:0x10]
  add r12, qword [rax+rcx*4+0x12345]
  add al, 5
  add al, 0x80
  add ax, 0x1234
  add ax, -129
  add eax, 0x1234
  add eax, -129
  add rax, 0x1234
  add rax, -129
  or al, r9b
  or al, ch
  or r9b, r9b
  or byte [rax+rcx*4+0x12345], r9b
  or byte [rax+rcx*4+0x12345], ch
  or byte [fs:0x10], r9b
  or byte [fs:0x10], ch
  or r10w, r10w
  or word [r13+8], r10w
  or word [lab], r10w
  or eax, eax
  or dword [fs:0x10], eax
  or dword [rax+rcx*4+0x12345], eax
  or rax, r12
  or rax, rsi
  or r12, r12
  or r12, rsi
  or qword [lab], r12
  or qword [lab], rsi
  or qword [r13+8], r12
  or qword [r13+8], rsi
  or al, al
  or al, byte [lab]
  or al, byte [r13+8]
  or r9b, al
  or r9b, byte [lab]
  or r9b, byte [r13+8]
  or r10w, ax
  or r10w, word [rax+rcx*4+0x12345]
  or r10w, word [fs:0x10]
  or eax, r11d
  or eax, dword [r13+8]
  or eax, dword [lab]
  or rax, rax
  or rax, qword [fs:0x10]
  or rax, qword [rax+rcx*4+0x12345]
  or r12, rax
  or r12, qword [fs:0x10]
  or r12, qword [rax+rcx*4+0x12345]
  or al, 5
  or al, 0x80
  or ax, 0x1234
  or ax, -129
  or eax, 0x1234
  or eax, -129
  or rax, 0x1234
  or rax, -129
  adc al, r9b
  adc al, ch
  adc r9b, r9b
  adc byte [rax+rcx*4+0x12345], r9b
  adc byte [rax+rcx*4+0x12345], ch
  adc byte [fs:0x10], r9b
  adc byte [fs:0x10], ch
  adc r10w, r10w
  adc word [r13+8], r10w
  adc word [lab], r10w
  adc eax, eax
  adc dword [fs:0x10], eax
  adc dword [rax+rcx*4+0x12345], eax
  adc rax, r12
  adc rax, rsi
  adc r12, r12
  adc r12, rsi
  adc qword [lab], r12
  adc qword [lab], rsi
  adc qword [r13+8], r12
  adc qword [r13+8], rsi
  adc al, al
  adc al, byte [lab]
  adc al, byte [r13+8]
  adc r9b, al
  adc r9b, byte [lab]
  adc r9b, byte [r13+8]
  adc r10w, ax
  adc r10w, word [rax+rcx*4+0x12345]
  adc r10w, word [fs:0x10]
  adc eax, r11d
  adc eax, dword [r13+8]
  adc eax, dword [lab]
  adc rax, rax
  adc rax, qword [fs:0x10]
  adc rax, qword [rax+rcx*4+0x12345]
  adc r12, rax
  adc r12, qword [fs:0x10]
  adc r12, qword [rax+rcx*4+0x12345]
  adc al, 5
  adc al, 0x80
  adc ax, 0x1234
  adc ax, -129
  adc eax, 0x1234
  adc eax, -129
  adc rax, 0x1234
  adc rax, -129
  sbb al, r9b
  sbb al, ch
  sbb r9b, r9b
  sbb byte [rax+rcx*4+0x12345], r9b
  sbb byte [rax+rcx*4+0x12345], ch
  sbb byte [fs:0x10], r9b
  sbb byte [fs:0x10], ch
  sbb r10w, r10w
  sbb word [r13+8], r10w
  sbb word [lab], r10w
  sbb eax, eax
  sbb dword [fs:0x10], eax
  sbb dword [rax+rcx*4+0x12345], eax
  sbb rax, r12
  sbb rax, rsi
  sbb r12, r12
  sbb r12, rsi
  sbb qword [lab], r12
  sbb qword [lab], rsi
  sbb qword [r13+8], r12
  sbb qword [r13+8], rsi
  sbb al, al
  sbb al, byte [lab]
  sbb al, byte [r13+8]
  sbb r9b, al
  sbb r9b, byte [lab]
  sbb r9b, byte [r13+8]
  sbb r10w, ax
  sbb r10w, word [rax+rcx*4+0x12345]
  sbb r10w, word [fs:0x10]
  sbb eax, r11d
  sbb eax, dword [r13+8]
  sbb eax, dword [lab]
  sbb rax, rax
  sbb rax, qword [fs:0x10]
  sbb rax, qword [rax+rcx*4+0x12345]
  sbb r12, rax
  sbb r12, qword [fs:0x10]
  sbb r12, qword [rax+rcx*4+0x12345]
  sbb al, 5
  sbb al, 0x80
  sbb ax, 0x1234
  sbb ax, -129
  sbb eax, 0x1234
  sbb eax, -129
  sbb rax, 0x1234
  sbb rax, -129
  and al, r9b
  and al, ch
  and r9b, r9b
  and byte [rax+rcx*4+0x12345], r9b
  and byte [rax+rcx*4+0x12345], ch
  and byte [fs:0x10], r9b
  and byte [fs:0x10], ch
  and r10w, r10w
  and word [r13+8], r10w
  and word [lab], r10w
  and eax, eax
  and dword [fs:0x10], eax
  and dword [rax+rcx*4+0x12345], eax
  and rax, r12
  and rax, rsi
  and r12, r12
  and r12, rsi
  and qword [lab], r12
  and qword [lab], rsi
  and qword [r13+8], r12
  and qword [r13+8], rsi
  and al, al
  and al, byte [lab]
  and al, byte [r13+8]
  and r9b, al
  and r9b, byte [lab]
  and r9b, byte [r13+8]
  and r10w, ax
  and r10w, word [rax+rcx*4+0x12345]
  and r10w, word [fs:0x10]
  and eax, r11d
  and eax, dword [r13+8]
  and eax, dword [lab]
  and rax, rax
  and rax, qword [fs:0x10]
  and rax, qword [rax+rcx*4+0x12345]
  and r12, rax
  and r12, qword [fs:0x10]
  and r12, qword [rax+rcx*4+0x12345]
  and al, 5
  and al, 0x80
  and ax, 0x1234
  and ax, -129
  and eax, 0x1234
  and eax, -129
  and rax, 0x1234
  and rax, -129
  sub al, r9b
  sub al, ch
  sub r9b, r9b
  sub byte [rax+rcx*4+0x12345], r9b
  sub byte [rax+rcx*4+0x12345], ch
  sub byte [fs:0x10], r9b
  sub byte [fs:0x10], ch
  sub r10w, r10w
  sub word [r13+8], r10w
  sub word [lab], r10w
  sub eax, eax
  sub dword [fs:0x10], eax
  sub dword [rax+rcx*4+0x12345], eax
  sub rax, r12
  sub rax, rsi
  sub r12, r12
  sub r12, rsi
  sub qword [lab], r12
  sub qword [lab], rsi
  sub qword [r13+8], r12
  sub qword [r13+8], rsi
  sub al, al
  sub al, byte [lab]
  sub al, byte [r13+8]
  sub r9b, al
  sub r9b, byte [lab]
  sub r9b, byte [r13+8]
  sub r10w, ax
  sub r10w, word [rax+rcx*4+0x12345]
  sub r10w, word [fs:0x10]
  sub eax, r11d
  sub eax, dword [r13+8]
  sub eax, dword [lab]
  sub rax, rax
  sub rax, qword [fs:0x10]
  sub rax, qword [rax+rcx*4+0x12345]
  sub r12, rax
  sub r12, qword [fs:0x10]
  sub r12, qword [rax+rcx*4+0x12345]
  sub al, 5
  sub al, 0x80
  sub ax, 0x1234
  sub ax, -129
  sub eax, 0x1234
  sub eax, -129
  sub rax, 0x1234
  sub rax, -129
  xor al, r9b
  xor al, ch
  xor r9b, r9b
  xor byte [rax+rcx*4+0x12345], r9b
  xor byte [rax+rcx*4+0x12345], ch
  xor byte [fs:0x10], r9b
  xor byte [fs:0x10], ch
  xor r10w, r10w
  xor word [r13+8], r10w
  xor word [lab], r10w
  xor eax, eax
  xor dword [fs:0x10], eax
  xor dword [rax+rcx*4+0x12345], eax
  xor rax, r12
  xor rax, rsi
  xor r12, r12
  xor r12, rsi
  xor qword [lab], r12
  xor qword [lab], rsi
  xor qword [r13+8], r12
  xor qword [r13+8], rsi
  xor al, al
  xor al, byte [lab]
  xor al, byte [r13+8]
  xor r9b, al
  xor r9b, byte [lab]
  xor r9b, byte [r13+8]
  xor r10w, ax
  xor r10w, word [rax+rcx*4+0x12345]
  xor r10w, word [fs:0x10]
  xor eax, r11d
  xor eax, dword [r13+8]
  xor eax, dword [lab]
  xor rax, rax
  xor rax, qword [fs:0x10]
  xor rax, qword [rax+rcx*4+0x12345]
  xor r12, rax
  xor r12, qword [fs:0x10]
  xor r12, qword [rax+rcx*4+0x12345]
  xor al, 5
  xor al, 0x80
  xor ax, 0x1234
  xor ax, -129
  xor eax, 0x1234
  xor eax, -129
  xor rax, 0x1234
  xor rax, -129
  cmp al, r9b
  cmp al, ch
  cmp r9b, r9b
  cmp byte [rax+rcx*4+0x12345], r9b
  cmp byte [rax+rcx*4+0x12345], ch
  cmp byte [fs:0x10], r9b
  cmp byte [fs:0x10], ch
  cmp r10w, r10w
  cmp word [r13+8], r10w
  cmp word [lab], r10w
  cmp eax, eax
  cmp dword [fs:0x10], eax
  cmp dword [rax+rcx*4+0x12345], eax
  cmp rax, r12
  cmp rax, rsi
  cmp r12, r12
  cmp r12, rsi
  cmp qword [lab], r12
  cmp qword [lab], rsi
  cmp qword [r13+8], r12
  cmp qword [r13+8], rsi
  cmp al, al
  cmp al, byte [lab]
  cmp al, byte [r13+8]
  cmp r9b, al
  cmp r9b, byte [lab]
  cmp r9b, byte [r13+8]
  cmp r10w, ax
  cmp r10w, word [rax+rcx*4+0x12345]
  cmp r10w, word [fs:0x10]
  cmp eax, r11d
  cmp eax, dword [r13+8]
  cmp eax, dword [lab]
  cmp rax, rax
  cmp rax, qword [fs:0x10]
  cmp rax, qword [rax+rcx*4+0x12345]
  cmp r12, rax
  cmp r12, qword [fs:0x10]
  cmp r12, qword [rax+rcx*4+0x12345]
  cmp al, 5
  cmp al, 0x80
  cmp ax, 0x1234
  cmp ax, -129
  cmp eax, 0x1234
  cmp eax, -129
  cmp rax, 0x1234
  cmp rax, -129
  push ax
  push rsi
  push rax
  pop ax
  pop rax
  pop r12
  movsxd rsi, r11d
  movsxd rsi, dword [r13+8]
  movsxd rsi, dword [lab]
  movsxd rax, r11d
  movsxd rax, dword [r13+8]
  movsxd rax, dword [lab]
  push 0x1234
  push -129
  imul r10w, ax, 0x1234
  imul r10w, ax, -129
  imul r10w, word [fs:0x10], 0x1234
  imul r10w, word [fs:0x10], -129
  imul r10w, word [rax+rcx*4+0x12345], 0x1234
  imul r10w, word [rax+rcx*4+0x12345], -129
  imul eax, r11d, 0x1234
  imul eax, r11d, -129
  imul eax, dword [lab], 0x1234
  imul eax, dword [lab], -129
  imul eax, dword [r13+8], 0x1234
  imul eax, dword [r13+8], -129
  imul rsi, r12, 0x1234
  imul rsi, r12, -129
  imul rsi, rsi, 0x1234
  imul rsi, rsi, -129
  imul rsi, qword [rax+rcx*4+0x12345], 0x1234
  imul rsi, qword [rax+rcx*4+0x12345], -129
  imul rsi, qword [fs:0x10], 0x1234
  imul rsi, qword [fs:0x10], -129
  imul rax, r12, 0x1234
  imul rax, r12, -129
  imul rax, rsi, 0x1234
  imul rax, rsi, -129
  imul rax, qword [rax+rcx*4+0x12345], 0x1234
  imul rax, qword [rax+rcx*4+0x12345], -129
  imul rax, qword [fs:0x10], 0x1234
  imul rax, qword [fs:0x10], -129
  push -128
  push 127
  imul ax, r10w, -128
  imul ax, r10w, 127
  imul ax, word [r13+8], -128
  imul ax, word [r13+8], 127
  imul ax, word [lab], -128
  imul ax, word [lab], 127
  imul r11d, eax, -128
  imul r11d, eax, 127
  imul r11d, dword [fs:0x10], -128
  imul r11d, dword [fs:0x10], 127
  imul r11d, dword [rax+rcx*4+0x12345], -128
  imul r11d, dword [rax+rcx*4+0x12345], 127
  imul rsi, r12, -128
  imul rsi, r12, 127
  imul rsi, rsi, -128
  imul rsi, rsi, 127
  imul rsi, qword [lab], -128
  imul rsi, qword [lab], 127
  imul rsi, qword [r13+8], -128
  imul rsi, qword [r13+8], 127
  imul rax, r12, -128
  imul rax, r12, 127
  imul rax, rsi, -128
  imul rax, rsi, 127
  imul rax, qword [lab], -128
  imul rax, qword [lab], 127
  imul rax, qword [r13+8], -128
  imul rax, qword [r13+8], 127
  insb
  rep insb
  insw
  rep insw
  insd
  rep insd
  outsb
  rep outsb
  outsw
  rep outsw
  outsd
  rep outsd
  jo lab
  jo near_end
  jno lab
  jno near_end
  jb lab
  jb near_end
  jae lab
  jae near_end
  je lab
  je near_end
  jne lab
  jne near_end
  jbe lab
  jbe near_end
  ja lab
  ja near_end
  js lab
  js near_end
  jns lab
  jns near_end
  jp lab
  jp near_end
  jnp lab
  jnp near_end
  jl lab
  jl near_end
  jge lab
  jge near_end
  jle lab
  jle near_end
  jg lab
  jg near_end
  add ch, 5
  add ch, 0x80
  add byte [r13+8], 5
  add byte [r13+8], 0x80
  add byte [lab], 5
  add byte [lab], 0x80
  or r9b, 5
  or r9b, 0x80
  or byte [lab], 5
  or byte [lab], 0x80
  or byte [r13+8], 5
  or byte [r13+8], 0x80
  adc r9b, 5
  adc r9b, 0x80
  adc ch, 5
  adc ch, 0x80
  adc byte [r13+8], 5
  adc byte [r13+8], 0x80
  adc byte [lab], 5
  adc byte [lab], 0x80
  sbb ch, 5
  sbb ch, 0x80
  sbb byte [lab], 5
  sbb byte [lab], 0x80
  sbb byte [r13+8], 5
  sbb byte [r13+8], 0x80
  and r9b, 5
  and r9b, 0x80
  and byte [r13+8], 5
  and byte [r13+8], 0x80
  and byte [lab], 5
  and byte [lab], 0x80
  sub r9b, 5
  sub r9b, 0x80
  sub ch, 5
  sub ch, 0x80
  sub byte [lab], 5
  sub byte [lab], 0x80
  sub byte [r13+8], 5
  sub byte [r13+8], 0x80
  xor ch, 5
  xor ch, 0x80
  xor byte [r13+8], 5
  xor byte [r13+8], 0x80
  xor byte [lab], 5
  xor byte [lab], 0x80
  cmp r9b, 5
  cmp r9b, 0x80
  cmp byte [lab], 5
  cmp byte [lab], 0x80
  cmp byte [r13+8], 5
  cmp byte [r13+8], 0x80
  add r10w, 0x1234
  add r10w, -129
  add word [r13+8], 0x1234
  add word [r13+8], -129
  add word [lab], 0x1234
  add word [lab], -129
  add r11d, 0x1234
  add r11d, -129
  add dword [lab], 0x1234
  add dword [lab], -129
  add dword [r13+8], 0x1234
  add dword [r13+8], -129
  add r12, 0x1234
  add r12, -129
  add qword [r13+8], 0x1234
  add qword [r13+8], -129
  add qword [lab], 0x1234
  add qword [lab], -129
  or r10w, 0x1234
  or r10w, -129
  or word [lab], 0x1234
  or word [lab], -129
  or word [r13+8], 0x1234
  or word [r13+8], -129
  or r11d, 0x1234
  or r11d, -129
  or dword [r13+8], 0x1234
  or dword [r13+8], -129
  or dword [lab], 0x1234
  or dword [lab], -129
  or r12, 0x1234
  or r12, -129
  or qword [lab], 0x1234
  or qword [lab], -129
  or qword [r13+8], 0x1234
  or qword [r13+8], -129
  adc r10w, 0x1234
  adc r10w, -129
  adc word [r13+8], 0x1234
  adc word [r13+8], -129
  adc word [lab], 0x1234
  adc word [lab], -129
  adc r11d, 0x1234
  adc r11d, -129
  adc dword [lab], 0x1234
  adc dword [lab], -129
  adc dword [r13+8], 0x1234
  adc dword [r13+8], -129
  adc r12, 0x1234
  adc r12, -129
  adc qword [r13+8], 0x1234
  adc qword [r13+8], -129
  adc qword [lab], 0x1234
  adc qword [lab], -129
  sbb r10w, 0x1234
  sbb r10w, -129
  sbb word [lab], 0x1234
  sbb word [lab], -129
  sbb word [r13+8], 0x1234
  sbb word [r13+8], -129
  sbb r11d, 0x1234
  sbb r11d, -129
  sbb dword [r13+8], 0x1234
  sbb dword [r13+8], -129
  sbb dword [lab], 0x1234
  sbb dword [lab], -129
  sbb r12, 0x1234
  sbb r12, -129
  sbb qword [lab], 0x1234
  sbb qword [lab], -129
  sbb qword [r13+8], 0x1234
  sbb qword [r13+8], -129
  and r10w, 0x1234
  and r10w, -129
  and word [r13+8], 0x1234
  and word [r13+8], -129
  and word [lab], 0x1234
  and word [lab], -129
  and r11d, 0x1234
  and r11d, -129
  and dword [lab], 0x1234
  and dword [lab], -129
  and dword [r13+8], 0x1234
  and dword [r13+8], -129
  and r12, 0x1234
  and r12, -129
  and qword [r13+8], 0x1234
  and qword [r13+8], -129
  and qword [lab], 0x1234
  and qword [lab], -129
  sub r10w, 0x1234
  sub r10w, -129
  sub word [lab], 0x1234
  sub word [lab], -129
  sub word [r13+8], 0x1234
  sub word [r13+8], -129
  sub r11d, 0x1234
  sub r11d, -129
  sub dword [r13+8], 0x1234
  sub dword [r13+8], -129
  sub dword [lab], 0x1234
  sub dword [lab], -129
  sub r12, 0x1234
  sub r12, -129
  sub qword [lab], 0x1234
  sub qword [lab], -129
  sub qword [r13+8], 0x1234
  sub qword [r13+8], -129
  xor r10w, 0x1234
  xor r10w, -129
  xor word [r13+8], 0x1234
  xor word [r13+8], -129
  xor word [lab], 0x1234
  xor word [lab], -129
  xor r11d, 0x1234
  xor r11d, -129
  xor dword [lab], 0x1234
  xor dword [lab], -129
  xor dword [r13+8], 0x1234
  xor dword [r13+8], -129
  xor r12, 0x1234
  xor r12, -129
  xor qword [r13+8], 0x1234
  xor qword [r13+8], -129
  xor qword [lab], 0x1234
  xor qword [lab], -129
  cmp r10w, 0x1234
  cmp r10w, -129
  cmp word [lab], 0x1234
  cmp word [lab], -129
  cmp word [r13+8], 0x1234
  cmp word [r13+8], -129
  cmp r11d, 0x1234
  cmp r11d, -129
  cmp dword [r13+8], 0x1234
  cmp dword [r13+8], -129
  cmp dword [lab], 0x1234
  cmp dword [lab], -129
  cmp r12, 0x1234
  cmp r12, -129
  cmp qword [lab], 0x1234
  cmp qword [lab], -129
  cmp qword [r13+8], 0x1234
  cmp qword [r13+8], -129
  add r10w, -128
  add r10w, 127
  add word [r13+8], -128
  add word [r13+8], 127
  add word [lab], -128
  add word [lab], 127
  add r11d, -128
  add r11d, 127
  add dword [lab], -128
  add dword [lab], 127
  add dword [r13+8], -128
  add dword [r13+8], 127
  add rax, -128
  add rax, 127
  add r12, -128
  add r12, 127
  add qword [r13+8], -128
  add qword [r13+8], 127
  add qword [lab], -128
  add qword [lab], 127
  or r10w, -128
  or r10w, 127
  or word [lab], -128
  or word [lab], 127
  or word [r13+8], -128
  or word [r13+8], 127
  or r11d, -128
  or r11d, 127
  or dword [r13+8], -128
  or dword [r13+8], 127
  or dword [lab], -128
  or dword [lab], 127
  or rax, -128
  or rax, 127
  or r12, -128
  or r12, 127
  or qword [lab], -128
  or qword [lab], 127
  or qword [r13+8], -128
  or qword [r13+8], 127
  adc r10w, -128
  adc r10w, 127
  adc word [r13+8], -128
  adc word [r13+8], 127
  adc word [lab], -128
  adc word [lab], 127
  adc r11d, -128
  adc r11d, 127
  adc dword [lab], -128
  adc dword [lab], 127
  adc dword [r13+8], -128
  adc dword [r13+8], 127
  adc rax, -128
  adc rax, 127
  adc r12, -128
  adc r12, 127
  adc qword [r13+8], -128
  adc qword [r13+8], 127
  adc qword [lab], -128
  adc qword [lab], 127
  sbb r10w, -128
  sbb r10w, 127
  sbb word [lab], -128
  sbb word [lab], 127
  sbb word [r13+8], -128
  sbb word [r13+8], 127
  sbb r11d, -128
  sbb r11d, 127
  sbb dword [r13+8], -128
  sbb dword [r13+8], 127
  sbb dword [lab], -128
  sbb dword [lab], 127
  sbb rax, -128
  sbb rax, 127
  sbb r12, -128
  sbb r12, 127
  sbb qword [lab], -128
  sbb qword [lab], 127
  sbb qword [r13+8], -128
  sbb qword [r13+8], 127
  and r10w, -128
  and r10w, 127
  and word [r13+8], -128
  and word [r13+8], 127
  and word [lab], -128
  and word [lab], 127
  and r11d, -128
  and r11d, 127
  and dword [lab], -128
  and dword [lab], 127
  and dword [r13+8], -128
  and dword [r13+8], 127
  and rax, -128
  and rax, 127
  and r12, -128
  and r12, 127
  and qword [r13+8], -128
  and qword [r13+8], 127
  and qword [lab], -128
  and qword [lab], 127
  sub r10w, -128
  sub r10w, 127
  sub word [lab], -128
  sub word [lab], 127
  sub word [r13+8], -128
  sub word [r13+8], 127
  sub r11d, -128
  sub r11d, 127
  sub dword [r13+8], -128
  sub dword [r13+8], 127
  sub dword [lab], -128
  sub dword [lab], 127
  sub rax, -128
  sub rax, 127
  sub r12, -128
  sub r12, 127
  sub qword [lab], -128
  sub qword [lab], 127
  sub qword [r13+8], -128
  sub qword [r13+8], 127
  xor r10w, -128
  xor r10w, 127
  xor word [r13+8], -128
  xor word [r13+8], 127
  xor word [lab], -128
  xor word [lab], 127
  xor r11d, -128
  xor r11d, 127
  xor dword [lab], -128
  xor dword [lab], 127
  xor dword [r13+8], -128
  xor dword [r13+8], 127
  xor rax, -128
  xor rax, 127
  xor r12, -128
  xor r12, 127
  xor qword [r13+8], -128
  xor qword [r13+8], 127
  xor qword [lab], -128
  xor qword [lab], 127
  cmp r10w, -128
  cmp r10w, 127
  cmp word [lab], -128
  cmp word [lab], 127
  cmp word [r13+8], -128
  cmp word [r13+8], 127
  cmp r11d, -128
  cmp r11d, 127
  cmp dword [r13+8], -128
  cmp dword [r13+8], 127
  cmp dword [lab], -128
  cmp dword [lab], 127
  cmp rax, -128
  cmp rax, 127
  cmp r12, -128
  cmp r12, 127
  cmp qword [lab], -128
  cmp qword [lab], 127
  cmp qword [r13+8], -128
  cmp qword [r13+8], 127
  test r9b, al
  test ch, ch
  test ch, al
  test byte [r13+8], al
  test byte [lab], ch
  test byte [lab], al
  test ax, ax
  test word [fs:0x10], ax
  test word [rax+rcx*4+0x12345], ax
  test r11d, r11d
  test dword [lab], r11d
  test dword [r13+8], r11d
  test r12, rsi
  test r12, rax
  test rsi, rsi
  test rsi, rax
  test qword [rax+rcx*4+0x12345], rsi
  test qword [rax+rcx*4+0x12345], rax
  test qword [fs:0x10], rsi
  test qword [fs:0x10], rax
  xchg r9b, al
  xchg ch, ch
  xchg ch, al
  xchg byte [r13+8], al
  xchg byte [lab], ch
  xchg byte [lab], al
  xchg ax, ax
  xchg word [fs:0x10], ax
  xchg word [rax+rcx*4+0x12345], ax
  xchg r11d, r11d
  xchg dword [lab], r11d
  xchg dword [r13+8], r11d
  xchg r12, rsi
  xchg r12, rax
  xchg rsi, rsi
  xchg rsi, rax
  xchg qword [rax+rcx*4+0x12345], rsi
  xchg qword [rax+rcx*4+0x12345], rax
  xchg qword [fs:0x10], rsi
  xchg qword [fs:0x10], rax
  mov r9b, al
  mov ch, ch
  mov ch, al
  mov byte [r13+8], al
  mov byte [lab], ch
  mov byte [lab], al
  mov ax, ax
  mov word [fs:0x10], ax
  mov word [rax+rcx*4+0x12345], ax
  mov r11d, r11d
  mov dword [lab], r11d
  mov dword [r13+8], r11d
  mov r12, rsi
  mov r12, rax
  mov rsi, rsi
  mov rsi, rax
  mov qword [rax+rcx*4+0x12345], rsi
  mov qword [rax+rcx*4+0x12345], rax
  mov qword [fs:0x10], rsi
  mov qword [fs:0x10], rax
  mov r9b, r9b
  mov r9b, byte [rax+rcx*4+0x12345]
  mov r9b, byte [fs:0x10]
  mov ch, byte [rax+rcx*4+0x12345]
  mov ch, byte [fs:0x10]
  mov ax, r10w
  mov ax, word [r13+8]
  mov ax, word [lab]
  mov r11d, eax
  mov r11d, dword [fs:0x10]
  mov r11d, dword [rax+rcx*4+0x12345]
  mov r12, r12
  mov r12, qword [lab]
  mov r12, qword [r13+8]
  mov rsi, r12
  mov rsi, qword [lab]
  mov rsi, qword [r13+8]
  mov r10w, ds
  mov r10w, fs
  mov word [r13+8], ds
  mov word [r13+8], fs
  mov word [lab], ds
  mov word [lab], fs
  mov r11d, ds
  mov r11d, fs
  mov rax, ds
  mov rax, fs
  mov r12, ds
  mov r12, fs
  lea r10w, [lab]
  lea r10w, [r13+8]
  lea r11d, [r13+8]
  lea r11d, [lab]
  lea rax, [lab]
  lea rax, [r13+8]
  lea r12, [lab]
  lea r12, [r13+8]
  mov ds, r10w
  mov ds, word [r13+8]
  mov ds, word [lab]
  mov fs, r10w
  mov fs, word [r13+8]
  mov fs, word [lab]
  mov ds, r11d
  mov fs, r11d
  mov ds, rax
  mov ds, r12
  mov fs, rax
  mov fs, r12
  pop r10w
  pop word [lab]
  pop word [r13+8]
  pop rsi
  pop qword [r13+8]
  pop qword [lab]
  nop
  xchg r10w, ax
  xchg eax, eax
  pause
  cbw
  cwde
  cdqe
  cwd
  cdq
  cqo
  pushf
  pushfq
  popf
  popfq
  sahf
  lahf
  mov al, [qword 0x123456789abc]
  mov ax, [qword 0x123456789abc]
  mov eax, [qword 0x123456789abc]
  mov rax, [qword 0x123456789abc]
  mov [qword 0x123456789abc], al
  mov [qword 0x123456789abc], ax
  mov [qword 0x123456789abc], eax
  mov [qword 0x123456789abc], rax
  movsb
  rep movsb
  movsw
  rep movsw
  movsd
  rep movsd
  movsq
  rep movsq
  cmpsb
  repne cmpsb
  cmpsw
  repne cmpsw
  cmpsd
  repne cmpsd
  cmpsq
  repne cmpsq
  test al, 5
  test al, 0x80
  test ax, 0x1234
  test ax, -129
  test eax, 0x1234
  test eax, -129
  test rax, 0x1234
  test rax, -129
  stosb
  rep stosb
  stosw
  rep stosw
  stosd
  rep stosd
  stosq
  rep stosq
  lodsb
  rep lodsb
  lodsw
  rep lodsw
  lodsd
  rep lodsd
  lodsq
  rep lodsq
  scasb
  repne scasb
  scasw
  repne scasw
  scasd
  repne scasd
  scasq
  repne scasq
  mov al, 5
  mov al, 0x80
  mov r9b, 5
  mov r9b, 0x80
  mov r10w, 0x1234
  mov r10w, -129
  mov eax, 0x1234
  mov eax, -129
  mov rax, 0x1234
  mov rax, -129
  mov r12, 0x1234
  mov r12, -129
  rol ch, 5
  rol ch, 0x80
  rol al, 5
  rol al, 0x80
  rol byte [rax+rcx*4+0x12345], 5
  rol byte [rax+rcx*4+0x12345], 0x80
  rol byte [fs:0x10], 5
  rol byte [fs:0x10], 0x80
  ror al, 5
  ror al, 0x80
  ror r9b, 5
  ror r9b, 0x80
  ror byte [fs:0x10], 5
  ror byte [fs:0x10], 0x80
  ror byte [rax+rcx*4+0x12345], 5
  ror byte [rax+rcx*4+0x12345], 0x80
  rcl r9b, 5
  rcl r9b, 0x80
  rcl ch, 5
  rcl ch, 0x80
  rcl byte [rax+rcx*4+0x12345], 5
  rcl byte [rax+rcx*4+0x12345], 0x80
  rcl byte [fs:0x10], 5
  rcl byte [fs:0x10], 0x80
  rcr ch, 5
  rcr ch, 0x80
  rcr al, 5
  rcr al, 0x80
  rcr byte [fs:0x10], 5
  rcr byte [fs:0x10], 0x80
  rcr byte [rax+rcx*4+0x12345], 5
  rcr byte [rax+rcx*4+0x12345], 0x80
  shl al, 5
  shl al, 0x80
  shl r9b, 5
  shl r9b, 0x80
  shl byte [rax+rcx*4+0x12345], 5
  shl byte [rax+rcx*4+0x12345], 0x80
  shl byte [fs:0x10], 5
  shl byte [fs:0x10], 0x80
  shr r9b, 5
  shr r9b, 0x80
  shr ch, 5
  shr ch, 0x80
  shr byte [fs:0x10], 5
  shr byte [fs:0x10], 0x80
  shr byte [rax+rcx*4+0x12345], 5
  shr byte [rax+rcx*4+0x12345], 0x80
  sal ch, 5
  sal ch, 0x80
  sal al, 5
  sal al, 0x80
  sal byte [rax+rcx*4+0x12345], 5
  sal byte [rax+rcx*4+0x12345], 0x80
  sal byte [fs:0x10], 5
  sal byte [fs:0x10], 0x80
  sar al, 5
  sar al, 0x80
  sar r9b, 5
  sar r9b, 0x80
  sar byte [fs:0x10], 5
  sar byte [fs:0x10], 0x80
  sar byte [rax+rcx*4+0x12345], 5
  sar byte [rax+rcx*4+0x12345], 0x80
  rol ax, 5
  rol ax, 0x80
  rol word [rax+rcx*4+0x12345], 5
  rol word [rax+rcx*4+0x12345], 0x80
  rol word [fs:0x10], 5
  rol word [fs:0x10], 0x80
  rol eax, 5
  rol eax, 0x80
  rol dword [fs:0x10], 5
  rol dword [fs:0x10], 0x80
  rol dword [rax+rcx*4+0x12345], 5
  rol dword [rax+rcx*4+0x12345], 0x80
  rol rax, 5
  rol rax, 0x80
  rol r12, 5
  rol r12, 0x80
  rol qword [rax+rcx*4+0x12345], 5
  rol qword [rax+rcx*4+0x12345], 0x80
  rol qword [fs:0x10], 5
  rol qword [fs:0x10], 0x80
  ror ax, 5
  ror ax, 0x80
  ror word [fs:0x10], 5
  ror word [fs:0x10], 0x80
  ror word [rax+rcx*4+0x12345], 5
  ror word [rax+rcx*4+0x12345], 0x80
  ror eax, 5
  ror eax, 0x80
  ror dword [rax+rcx*4+0x12345], 5
  ror dword [rax+rcx*4+0x12345], 0x80
  ror dword [fs:0x10], 5
  ror dword [fs:0x10], 0x80
  ror rax, 5
  ror rax, 0x80
  ror r12, 5
  ror r12, 0x80
  ror qword [fs:0x10], 5
  ror qword [fs:0x10], 0x80
  ror qword [rax+rcx*4+0x12345], 5
  ror qword [rax+rcx*4+0x12345], 0x80
  rcl ax, 5
  rcl ax, 0x80
  rcl word [rax+rcx*4+0x12345], 5
  rcl word [rax+rcx*4+0x12345], 0x80
  rcl word [fs:0x10], 5
  rcl word [fs:0x10], 0x80
  rcl eax, 5
  rcl eax, 0x80
  rcl dword [fs:0x10], 5
  rcl dword [fs:0x10], 0x80
  rcl dword [rax+rcx*4+0x12345], 5
  rcl dword [rax+rcx*4+0x12345], 0x80
  rcl rax, 5
  rcl rax, 0x80
  rcl r12, 5
  rcl r12, 0x80
  rcl qword [rax+rcx*4+0x12345], 5
  rcl qword [rax+rcx*4+0x12345], 0x80
  rcl qword [fs:0x10], 5
  rcl qword [fs:0x10], 0x80
  rcr ax, 5
  rcr ax, 0x80
  rcr word [fs:0x10], 5
  rcr word [fs:0x10], 0x80
  rcr word [rax+rcx*4+0x12345], 5
  rcr word [rax+rcx*4+0x12345], 0x80
  rcr eax, 5
  rcr eax, 0x80
  rcr dword [rax+rcx*4+0x12345], 5
  rcr dword [rax+rcx*4+0x12345], 0x80
  rcr dword [fs:0x10], 5
  rcr dword [fs:0x10], 0x80
  rcr rax, 5
  rcr rax, 0x80
  rcr r12, 5
  rcr r12, 0x80
  rcr qword [fs:0x10], 5
  rcr qword [fs:0x10], 0x80
  rcr qword [rax+rcx*4+0x12345], 5
  rcr qword [rax+rcx*4+0x12345], 0x80
  shl ax, 5
  shl ax, 0x80
  shl word [rax+rcx*4+0x12345], 5
  shl word [rax+rcx*4+0x12345], 0x80
  shl word [fs:0x10], 5
  shl word [fs:0x10], 0x80
  shl eax, 5
  shl eax, 0x80
  shl dword [fs:0x10], 5
  shl dword [fs:0x10], 0x80
  shl dword [rax+rcx*4+0x12345], 5
  shl dword [rax+rcx*4+0x12345], 0x80
  shl rax, 5
  shl rax, 0x80
  shl r12, 5
  shl r12, 0x80
  shl qword [rax+rcx*4+0x12345], 5
  shl qword [rax+rcx*4+0x12345], 0x80
  shl qword [fs:0x10], 5
  shl qword [fs:0x10], 0x80
  shr ax, 5
  shr ax, 0x80
  shr word [fs:0x10], 5
  shr word [fs:0x10], 0x80
  shr word [rax+rcx*4+0x12345], 5
  shr word [rax+rcx*4+0x12345], 0x80
  shr eax, 5
  shr eax, 0x80
  shr dword [rax+rcx*4+0x12345], 5
  shr dword [rax+rcx*4+0x12345], 0x80
  shr dword [fs:0x10], 5
  shr dword [fs:0x10], 0x80
  shr rax, 5
  shr rax, 0x80
  shr r12, 5
  shr r12, 0x80
  shr qword [fs:0x10], 5
  shr qword [fs:0x10], 0x80
  shr qword [rax+rcx*4+0x12345], 5
  shr qword [rax+rcx*4+0x12345], 0x80
  sal ax, 5
  sal ax, 0x80
  sal word [rax+rcx*4+0x12345], 5
  sal word [rax+rcx*4+0x12345], 0x80
  sal word [fs:0x10], 5
  sal word [fs:0x10], 0x80
  sal eax, 5
  sal eax, 0x80
  sal dword [fs:0x10], 5
  sal dword [fs:0x10], 0x80
  sal dword [rax+rcx*4+0x12345], 5
  sal dword [rax+rcx*4+0x12345], 0x80
  sal rax, 5
  sal rax, 0x80
  sal r12, 5
  sal r12, 0x80
  sal qword [rax+rcx*4+0x12345], 5
  sal qword [rax+rcx*4+0x12345], 0x80
  sal qword [fs:0x10], 5
  sal qword [fs:0x10], 0x80
  sar ax, 5
  sar ax, 0x80
  sar word [fs:0x10], 5
  sar word [fs:0x10], 0x80
  sar word [rax+rcx*4+0x12345], 5
  sar word [rax+rcx*4+0x12345], 0x80
  sar eax, 5
  sar eax, 0x80
  sar dword [rax+rcx*4+0x12345], 5
  sar dword [rax+rcx*4+0x12345], 0x80
  sar dword [fs:0x10], 5
  sar dword [fs:0x10], 0x80
  sar rax, 5
  sar rax, 0x80
  sar r12, 5
  sar r12, 0x80
  sar qword [fs:0x10], 5
  sar qword [fs:0x10], 0x80
  sar qword [rax+rcx*4+0x12345], 5
  sar qword [rax+rcx*4+0x12345], 0x80
  ret 0x1234
  ret -129
  ret
  mov ch, 5
  mov ch, 0x80
  mov byte [rax+rcx*4+0x12345], 5
  mov byte [rax+rcx*4+0x12345], 0x80
  mov byte [fs:0x10], 5
  mov byte [fs:0x10], 0x80
  mov ax, 0x1234
  mov ax, -129
  mov word [fs:0x10], 0x1234
  mov word [fs:0x10], -129
  mov word [rax+rcx*4+0x12345], 0x1234
  mov word [rax+rcx*4+0x12345], -129
  mov dword [rax+rcx*4+0x12345], 0x1234
  mov dword [rax+rcx*4+0x12345], -129
  mov dword [fs:0x10], 0x1234
  mov dword [fs:0x10], -129
  mov rsi, 0x1234
  mov rsi, -129
  mov qword [fs:0x10], 0x1234
  mov qword [fs:0x10], -129
  mov qword [rax+rcx*4+0x12345], 0x1234
  mov qword [rax+rcx*4+0x12345], -129
  enter 0x1234, 5
  enter 0x1234, 0x80
  enter -129, 5
  enter -129, 0x80
  leave
  retf 0x1234
  retf -129
  retf
  int3
  int 5
  int 0x80
  iret
  iretd
  iretq
  rol ch, 1
  rol al, 1
  rol byte [rax+rcx*4+0x12345], 1
  rol byte [fs:0x10], 1
  ror al, 1
  ror r9b, 1
  ror byte [fs:0x10], 1
  ror byte [rax+rcx*4+0x12345], 1
  rcl r9b, 1
  rcl ch, 1
  rcl byte [rax+rcx*4+0x12345], 1
  rcl byte [fs:0x10], 1
  rcr ch, 1
  rcr al, 1
  rcr byte [fs:0x10], 1
  rcr byte [rax+rcx*4+0x12345], 1
  shl al, 1
  shl r9b, 1
  shl byte [rax+rcx*4+0x12345], 1
  shl byte [fs:0x10], 1
  shr r9b, 1
  shr ch, 1
  shr byte [fs:0x10], 1
  shr byte [rax+rcx*4+0x12345], 1
  sal ch, 1
  sal al, 1
  sal byte [rax+rcx*4+0x12345], 1
  sal byte [fs:0x10], 1
  sar al, 1
  sar r9b, 1
  sar byte [fs:0x10], 1
  sar byte [rax+rcx*4+0x12345], 1
  rol ax, 1
  rol word [rax+rcx*4+0x12345], 1
  rol word [fs:0x10], 1
  rol eax, 1
  rol dword [fs:0x10], 1
  rol dword [rax+rcx*4+0x12345], 1
  rol rax, 1
  rol r12, 1
  rol qword [rax+rcx*4+0x12345], 1
  rol qword [fs:0x10], 1
  ror ax, 1
  ror word [fs:0x10], 1
  ror word [rax+rcx*4+0x12345], 1
  ror eax, 1
  ror dword [rax+rcx*4+0x12345], 1
  ror dword [fs:0x10], 1
  ror rax, 1
  ror r12, 1
  ror qword [fs:0x10], 1
  ror qword [rax+rcx*4+0x12345], 1
  rcl ax, 1
  rcl word [rax+rcx*4+0x12345], 1
  rcl word [fs:0x10], 1
  rcl eax, 1
  rcl dword [fs:0x10], 1
  rcl dword [rax+rcx*4+0x12345], 1
  rcl rax, 1
  rcl r12, 1
  rcl qword [rax+rcx*4+0x12345], 1
  rcl qword [fs:0x10], 1
  rcr ax, 1
  rcr word [fs:0x10], 1
  rcr word [rax+rcx*4+0x12345], 1
  rcr eax, 1
  rcr dword [rax+rcx*4+0x12345], 1
  rcr dword [fs:0x10], 1
  rcr rax, 1
  rcr r12, 1
  rcr qword [fs:0x10], 1
  rcr qword [rax+rcx*4+0x12345], 1
  shl ax, 1
  shl word [rax+rcx*4+0x12345], 1
  shl word [fs:0x10], 1
  shl eax, 1
  shl dword [fs:0x10], 1
  shl dword [rax+rcx*4+0x12345], 1
  shl rax, 1
  shl r12, 1
  shl qword [rax+rcx*4+0x12345], 1
  shl qword [fs:0x10], 1
  shr ax, 1
  shr word [fs:0x10], 1
  shr word [rax+rcx*4+0x12345], 1
  shr eax, 1
  shr dword [rax+rcx*4+0x12345], 1
  shr dword [fs:0x10], 1
  shr rax, 1
  shr r12, 1
  shr qword [fs:0x10], 1
  shr qword [rax+rcx*4+0x12345], 1
  sal ax, 1
  sal word [rax+rcx*4+0x12345], 1
  sal word [fs:0x10], 1
  sal eax, 1
  sal dword [fs:0x10], 1
  sal dword [rax+rcx*4+0x12345], 1
  sal rax, 1
  sal r12, 1
  sal qword [rax+rcx*4+0x12345], 1
  sal qword [fs:0x10], 1
  sar ax, 1
  sar word [fs:0x10], 1
  sar word [rax+rcx*4+0x12345], 1
  sar eax, 1
  sar dword [rax+rcx*4+0x12345], 1
  sar dword [fs:0x10], 1
  sar rax, 1
  sar r12, 1
  sar qword [fs:0x10], 1
  sar qword [rax+rcx*4+0x12345], 1
  rol r9b, cl
  rol ch, cl
  rol byte [rax+rcx*4+0x12345], cl
  rol byte [fs:0x10], cl
  ror ch, cl
  ror al, cl
  ror byte [fs:0x10], cl
  ror byte [rax+rcx*4+0x12345], cl
  rcl al, cl
  rcl r9b, cl
  rcl byte [rax+rcx*4+0x12345], cl
  rcl byte [fs:0x10], cl
  rcr r9b, cl
  rcr ch, cl
  rcr byte [fs:0x10], cl
  rcr byte [rax+rcx*4+0x12345], cl
  shl ch, cl
  shl al, cl
  shl byte [rax+rcx*4+0x12345], cl
  shl byte [fs:0x10], cl
  shr al, cl
  shr r9b, cl
  shr byte [fs:0x10], cl
  shr byte [rax+rcx*4+0x12345], cl
  sal r9b, cl
  sal ch, cl
  sal byte [rax+rcx*4+0x12345], cl
  sal byte [fs:0x10], cl
  sar ch, cl
  sar al, cl
  sar byte [fs:0x10], cl
  sar byte [rax+rcx*4+0x12345], cl
  rol ax, cl
  rol word [rax+rcx*4+0x12345], cl
  rol word [fs:0x10], cl
  rol eax, cl
  rol dword [fs:0x10], cl
  rol dword [rax+rcx*4+0x12345], cl
  rol rsi, cl
  rol rax, cl
  rol qword [rax+rcx*4+0x12345], cl
  rol qword [fs:0x10], cl
  ror ax, cl
  ror word [fs:0x10], cl
  ror word [rax+rcx*4+0x12345], cl
  ror eax, cl
  ror dword [rax+rcx*4+0x12345], cl
  ror dword [fs:0x10], cl
  ror rsi, cl
  ror rax, cl
  ror qword [fs:0x10], cl
  ror qword [rax+rcx*4+0x12345], cl
  rcl ax, cl
  rcl word [rax+rcx*4+0x12345], cl
  rcl word [fs:0x10], cl
  rcl eax, cl
  rcl dword [fs:0x10], cl
  rcl dword [rax+rcx*4+0x12345], cl
  rcl rsi, cl
  rcl rax, cl
  rcl qword [rax+rcx*4+0x12345], cl
  rcl qword [fs:0x10], cl
  rcr ax, cl
  rcr word [fs:0x10], cl
  rcr word [rax+rcx*4+0x12345], cl
  rcr eax, cl
  rcr dword [rax+rcx*4+0x12345], cl
  rcr dword [fs:0x10], cl
  rcr rsi, cl
  rcr rax, cl
  rcr qword [fs:0x10], cl
  rcr qword [rax+rcx*4+0x12345], cl
  shl ax, cl
  shl word [rax+rcx*4+0x12345], cl
  shl word [fs:0x10], cl
  shl eax, cl
  shl dword [fs:0x10], cl
  shl dword [rax+rcx*4+0x12345], cl
  shl rsi, cl
  shl rax, cl
  shl qword [rax+rcx*4+0x12345], cl
  shl qword [fs:0x10], cl
  shr ax, cl
  shr word [fs:0x10], cl
  shr word [rax+rcx*4+0x12345], cl
  shr eax, cl
  shr dword [rax+rcx*4+0x12345], cl
  shr dword [fs:0x10], cl
  shr rsi, cl
  shr rax, cl
  shr qword [fs:0x10], cl
  shr qword [rax+rcx*4+0x12345], cl
  sal ax, cl
  sal word [rax+rcx*4+0x12345], cl
  sal word [fs:0x10], cl
  sal eax, cl
  sal dword [fs:0x10], cl
  sal dword [rax+rcx*4+0x12345], cl
  sal rsi, cl
  sal rax, cl
  sal qword [rax+rcx*4+0x12345], cl
  sal qword [fs:0x10], cl
  sar ax, cl
  sar word [fs:0x10], cl
  sar word [rax+rcx*4+0x12345], cl
  sar eax, cl
  sar dword [rax+rcx*4+0x12345], cl
  sar dword [fs:0x10], cl
  sar rsi, cl
  sar rax, cl
  sar qword [fs:0x10], cl
  sar qword [rax+rcx*4+0x12345], cl
  xlatb
  rep xlatb
  in al, 5
  in al, 0x80
  in ax, 5
  in ax, 0x80
  in eax, 5
  in eax, 0x80
  out 5, al
  out 0x80, al
  out 5, ax
  out 0x80, ax
  out 5, eax
  out 0x80, eax
  call lab
  call near_end
  jmp lab
  jmp near_end
  in al, dx
  in ax, dx
  in eax, dx
  out dx, al
  out dx, ax
  out dx, eax
  int1
  hlt
  cmc
  test r9b, 5
  test r9b, 0x80
  test byte [rax+rcx*4+0x12345], 5
  test byte [rax+rcx*4+0x12345], 0x80
  test byte [fs:0x10], 5
  test byte [fs:0x10], 0x80
  test ch, 5
  test ch, 0x80
  not ch
  not al
  not byte [rax+rcx*4+0x12345]
  not byte [fs:0x10]
  neg al
  neg r9b
  neg byte [fs:0x10]
  neg byte [rax+rcx*4+0x12345]
  mul r9b
  mul ch
  mul byte [rax+rcx*4+0x12345]
  mul byte [fs:0x10]
  imul ch
  imul al
  imul byte [fs:0x10]
  imul byte [rax+rcx*4+0x12345]
  div al
  div r9b
  div byte [rax+rcx*4+0x12345]
  div byte [fs:0x10]
  idiv r9b
  idiv ch
  idiv byte [fs:0x10]
  idiv byte [rax+rcx*4+0x12345]
  test word [rax+rcx*4+0x12345], 0x1234
  test word [rax+rcx*4+0x12345], -129
  test word [fs:0x10], 0x1234
  test word [fs:0x10], -129
  test dword [fs:0x10], 0x1234
  test dword [fs:0x10], -129
  test dword [rax+rcx*4+0x12345], 0x1234
  test dword [rax+rcx*4+0x12345], -129
  test r12, 0x1234
  test r12, -129
  test rsi, 0x1234
  test rsi, -129
  test qword [rax+rcx*4+0x12345], 0x1234
  test qword [rax+rcx*4+0x12345], -129
  test qword [fs:0x10], 0x1234
  test qword [fs:0x10], -129
  not ax
  not word [rax+rcx*4+0x12345]
  not word [fs:0x10]
  not eax
  not dword [fs:0x10]
  not dword [rax+rcx*4+0x12345]
  not r12
  not rsi
  not qword [rax+rcx*4+0x12345]
  not qword [fs:0x10]
  neg ax
  neg word [fs:0x10]
  neg word [rax+rcx*4+0x12345]
  neg eax
  neg dword [rax+rcx*4+0x12345]
  neg dword [fs:0x10]
  neg r12
  neg rsi
  neg qword [fs:0x10]
  neg qword [rax+rcx*4+0x12345]
  mul ax
  mul word [rax+rcx*4+0x12345]
  mul word [fs:0x10]
  mul eax
  mul dword [fs:0x10]
  mul dword [rax+rcx*4+0x12345]
  mul r12
  mul rsi
  mul qword [rax+rcx*4+0x12345]
  mul qword [fs:0x10]
  imul ax
  imul word [fs:0x10]
  imul word [rax+rcx*4+0x12345]
  imul eax
  imul dword [rax+rcx*4+0x12345]
  imul dword [fs:0x10]
  imul r12
  imul rsi
  imul qword [fs:0x10]
  imul qword [rax+rcx*4+0x12345]
  div ax
  div word [rax+rcx*4+0x12345]
  div word [fs:0x10]
  div eax
  div dword [fs:0x10]
  div dword [rax+rcx*4+0x12345]
  div r12
  div rsi
  div qword [rax+rcx*4+0x12345]
  div qword [fs:0x10]
  idiv ax
  idiv word [fs:0x10]
  idiv word [rax+rcx*4+0x12345]
  idiv eax
  idiv dword [rax+rcx*4+0x12345]
  idiv dword [fs:0x10]
  idiv r12
  idiv rsi
  idiv qword [fs:0x10]
  idiv qword [rax+rcx*4+0x12345]
  clc
  stc
  cli
  sti
  cld
  std
  inc ch
  inc al
  inc byte [rax+rcx*4+0x12345]
  inc byte [fs:0x10]
  dec al
  dec r9b
  dec byte [fs:0x10]
  dec byte [rax+rcx*4+0x12345]
  inc ax
  inc word [rax+rcx*4+0x12345]
  inc word [fs:0x10]
  inc eax
  inc dword [fs:0x10]
  inc dword [rax+rcx*4+0x12345]
  inc rax
  inc r12
  inc qword [rax+rcx*4+0x12345]
  inc qword [fs:0x10]
  dec ax
  dec word [fs:0x10]
  dec word [rax+rcx*4+0x12345]
  dec eax
  dec dword [rax+rcx*4+0x12345]
  dec dword [fs:0x10]
  dec rax
  dec r12
  dec qword [fs:0x10]
  dec qword [rax+rcx*4+0x12345]
  call rsi
  call rax
  call qword [fs:0x10]
  call qword [rax+rcx*4+0x12345]
  call far word [r13+8]
  call far word [lab]
  call far dword [rax+rcx*4+0x12345]
  call far dword [fs:0x10]
  call far qword [lab]
  call far qword [r13+8]
  jmp r12
  jmp rsi
  jmp qword [lab]
  jmp qword [r13+8]
  jmp far word [fs:0x10]
  jmp far word [rax+rcx*4+0x12345]
  jmp far dword [r13+8]
  jmp far dword [lab]
  jmp far qword [rax+rcx*4+0x12345]
  jmp far qword [fs:0x10]
  push word [fs:0x10]
  push word [rax+rcx*4+0x12345]
  push r12
  push qword [rax+rcx*4+0x12345]
  push qword [fs:0x10]
  sldt ax
  sldt word [fs:0x10]
  sldt word [rax+rcx*4+0x12345]
  sldt eax
  sldt rax
  sldt r12
  str ax
  str word [rax+rcx*4+0x12345]
  str word [fs:0x10]
  str eax
  str rax
  str r12
  lldt ax
  lldt word [fs:0x10]
  lldt word [rax+rcx*4+0x12345]
  ltr ax
  ltr word [rax+rcx*4+0x12345]
  ltr word [fs:0x10]
  verr ax
  verr word [fs:0x10]
  verr word [rax+rcx*4+0x12345]
  verw ax
  verw word [rax+rcx*4+0x12345]
  verw word [fs:0x10]
  sgdt [lab]
  sgdt [r13+8]
  sidt [fs:0x10]
  sidt [rax+rcx*4+0x12345]
  lgdt [r13+8]
  lgdt [lab]
  lidt [rax+rcx*4+0x12345]
  lidt [fs:0x10]
  smsw ax
  smsw word [fs:0x10]
  smsw word [rax+rcx*4+0x12345]
  smsw eax
  smsw rsi
  smsw rax
  lmsw ax
  lmsw word [rax+rcx*4+0x12345]
  lmsw word [fs:0x10]
  invlpg [lab]
  invlpg [r13+8]
  vmcall
  vmlaunch
  vmresume
  vmxoff
  monitor
  mwait
  xgetbv
  xsetbv
  vmfunc
  swapgs
  rdtscp
  lar r10w, ax
  lar r10w, word [rax+rcx*4+0x12345]
  lar r10w, word [fs:0x10]
  lar eax, r11d
  lar eax, word [r13+8]
  lar eax, word [lab]
  lar rsi, r12
  lar rsi, rsi
  lar rsi, word [fs:0x10]
  lar rsi, word [rax+rcx*4+0x12345]
  lar rax, r12
  lar rax, rsi
  lar rax, word [fs:0x10]
  lar rax, word [rax+rcx*4+0x12345]
  lsl ax, r10w
  lsl ax, word [lab]
  lsl ax, word [r13+8]
  lsl r11d, eax
  lsl r11d, word [rax+rcx*4+0x12345]
  lsl r11d, word [fs:0x10]
  lsl rsi, r12
  lsl rsi, rsi
  lsl rsi, word [r13+8]
  lsl rsi, word [lab]
  lsl rax, r12
  lsl rax, rsi
  lsl rax, word [r13+8]
  lsl rax, word [lab]
  syscall
  clts
  sysret
  invd
  wbinvd
  ud2
  prefetchnta byte [rax+rcx*4+0x12345]
  prefetchnta byte [fs:0x10]
  nop ax
  nop word [fs:0x10]
  nop word [rax+rcx*4+0x12345]
  nop eax
  nop dword [rax+rcx*4+0x12345]
  nop dword [fs:0x10]
  nop rax
  nop r12
  nop qword [fs:0x10]
  nop qword [rax+rcx*4+0x12345]
  mov r12, cr0
  mov r12, cr8
  mov rsi, cr0
  mov rsi, cr8
  mov rax, dr7
  mov r12, dr7
  mov cr0, rsi
  mov cr0, rax
  mov cr8, rsi
  mov cr8, rax
  mov dr7, r12
  mov dr7, rsi
  wrmsr
  rdtsc
  rdmsr
  rdpmc
  sysenter
  sysexit
  getsec
  cmovo ax, r10w
  cmovo ax, word [lab]
  cmovo ax, word [r13+8]
  cmovo r11d, eax
  cmovo r11d, dword [rax+rcx*4+0x12345]
  cmovo r11d, dword [fs:0x10]
  cmovo rax, rsi
  cmovo rax, rax
  cmovo rax, qword [r13+8]
  cmovo rax, qword [lab]
  cmovo r12, rsi
  cmovo r12, rax
  cmovo r12, qword [r13+8]
  cmovo r12, qword [lab]
  cmovno r10w, ax
  cmovno r10w, word [fs:0x10]
  cmovno r10w, word [rax+rcx*4+0x12345]
  cmovno eax, r11d
  cmovno eax, dword [lab]
  cmovno eax, dword [r13+8]
  cmovno rax, rsi
  cmovno rax, rax
  cmovno rax, qword [rax+rcx*4+0x12345]
  cmovno rax, qword [fs:0x10]
  cmovno r12, rsi
  cmovno r12, rax
  cmovno r12, qword [rax+rcx*4+0x12345]
  cmovno r12, qword [fs:0x10]
  cmovb ax, r10w
  cmovb ax, word [r13+8]
  cmovb ax, word [lab]
  cmovb r11d, eax
  cmovb r11d, dword [fs:0x10]
  cmovb r11d, dword [rax+rcx*4+0x12345]
  cmovb rax, rsi
  cmovb rax, rax
  cmovb rax, qword [lab]
  cmovb rax, qword [r13+8]
  cmovb r12, rsi
  cmovb r12, rax
  cmovb r12, qword [lab]
  cmovb r12, qword [r13+8]
  cmovae r10w, ax
  cmovae r10w, word [rax+rcx*4+0x12345]
  cmovae r10w, word [fs:0x10]
  cmovae eax, r11d
  cmovae eax, dword [r13+8]
  cmovae eax, dword [lab]
  cmovae rax, rsi
  cmovae rax, rax
  cmovae rax, qword [fs:0x10]
  cmovae rax, qword [rax+rcx*4+0x12345]
  cmovae r12, rsi
  cmovae r12, rax
  cmovae r12, qword [fs:0x10]
  cmovae r12, qword [rax+rcx*4+0x12345]
  cmove ax, r10w
  cmove ax, word [lab]
  cmove ax, word [r13+8]
  cmove r11d, eax
  cmove r11d, dword [rax+rcx*4+0x12345]
  cmove r11d, dword [fs:0x10]
  cmove rax, rsi
  cmove rax, rax
  cmove rax, qword [r13+8]
  cmove rax, qword [lab]
  cmove r12, rsi
  cmove r12, rax
  cmove r12, qword [r13+8]
  cmove r12, qword [lab]
  cmovne r10w, ax
  cmovne r10w, word [fs:0x10]
  cmovne r10w, word [rax+rcx*4+0x12345]
  cmovne eax, r11d
  cmovne eax, dword [lab]
  cmovne eax, dword [r13+8]
  cmovne rax, rsi
  cmovne rax, rax
  cmovne rax, qword [rax+rcx*4+0x12345]
  cmovne rax, qword [fs:0x10]
  cmovne r12, rsi
  cmovne r12, rax
  cmovne r12, qword [rax+rcx*4+0x12345]
  cmovne r12, qword [fs:0x10]
  cmovbe ax, r10w
  cmovbe ax, word [r13+8]
  cmovbe ax, word [lab]
  cmovbe r11d, eax
  cmovbe r11d, dword [fs:0x10]
  cmovbe r11d, dword [rax+rcx*4+0x12345]
  cmovbe rax, rsi
  cmovbe rax, rax
  cmovbe rax, qword [lab]
  cmovbe rax, qword [r13+8]
  cmovbe r12, rsi
  cmovbe r12, rax
  cmovbe r12, qword [lab]
  cmovbe r12, qword [r13+8]
  cmova r10w, ax
  cmova r10w, word [rax+rcx*4+0x12345]
  cmova r10w, word [fs:0x10]
  cmova eax, r11d
  cmova eax, dword [r13+8]
  cmova eax, dword [lab]
  cmova rax, rsi
  cmova rax, rax
  cmova rax, qword [fs:0x10]
  cmova rax, qword [rax+rcx*4+0x12345]
  cmova r12, rsi
  cmova r12, rax
  cmova r12, qword [fs:0x10]
  cmova r12, qword [rax+rcx*4+0x12345]
  cmovs ax, r10w
  cmovs ax, word [lab]
  cmovs ax, word [r13+8]
  cmovs r11d, eax
  cmovs r11d, dword [rax+rcx*4+0x12345]
  cmovs r11d, dword [fs:0x10]
  cmovs rax, rsi
  cmovs rax, rax
  cmovs rax, qword [r13+8]
  cmovs rax, qword [lab]
  cmovs r12, rsi
  cmovs r12, rax
  cmovs r12, qword [r13+8]
  cmovs r12, qword [lab]
  cmovns r10w, ax
  cmovns r10w, word [fs:0x10]
  cmovns r10w, word [rax+rcx*4+0x12345]
  cmovns eax, r11d
  cmovns eax, dword [lab]
  cmovns eax, dword [r13+8]
  cmovns rax, rsi
  cmovns rax, rax
  cmovns rax, qword [rax+rcx*4+0x12345]
  cmovns rax, qword [fs:0x10]
  cmovns r12, rsi
  cmovns r12, rax
  cmovns r12, qword [rax+rcx*4+0x12345]
  cmovns r12, qword [fs:0x10]
  cmovp ax, r10w
  cmovp ax, word [r13+8]
  cmovp ax, word [lab]
  cmovp r11d, eax
  cmovp r11d, dword [fs:0x10]
  cmovp r11d, dword [rax+rcx*4+0x12345]
  cmovp rax, rsi
  cmovp rax, rax
  cmovp rax, qword [lab]
  cmovp rax, qword [r13+8]
  cmovp r12, rsi
  cmovp r12, rax
  cmovp r12, qword [lab]
  cmovp r12, qword [r13+8]
  cmovnp r10w, ax
  cmovnp r10w, word [rax+rcx*4+0x12345]
  cmovnp r10w, word [fs:0x10]
  cmovnp eax, r11d
  cmovnp eax, dword [r13+8]
  cmovnp eax, dword [lab]
  cmovnp rax, rsi
  cmovnp rax, rax
  cmovnp rax, qword [fs:0x10]
  cmovnp rax, qword [rax+rcx*4+0x12345]
  cmovnp r12, rsi
  cmovnp r12, rax
  cmovnp r12, qword [fs:0x10]
  cmovnp r12, qword [rax+rcx*4+0x12345]
  cmovl ax, r10w
  cmovl ax, word [lab]
  cmovl ax, word [r13+8]
  cmovl r11d, eax
  cmovl r11d, dword [rax+rcx*4+0x12345]
  cmovl r11d, dword [fs:0x10]
  cmovl rax, rsi
  cmovl rax, rax
  cmovl rax, qword [r13+8]
  cmovl rax, qword [lab]
  cmovl r12, rsi
  cmovl r12, rax
  cmovl r12, qword [r13+8]
  cmovl r12, qword [lab]
  cmovge r10w, ax
  cmovge r10w, word [fs:0x10]
  cmovge r10w, word [rax+rcx*4+0x12345]
  cmovge eax, r11d
  cmovge eax, dword [lab]
  cmovge eax, dword [r13+8]
  cmovge rax, rsi
  cmovge rax, rax
  cmovge rax, qword [rax+rcx*4+0x12345]
  cmovge rax, qword [fs:0x10]
  cmovge r12, rsi
  cmovge r12, rax
  cmovge r12, qword [rax+rcx*4+0x12345]
  cmovge r12, qword [fs:0x10]
  cmovle ax, r10w
  cmovle ax, word [r13+8]
  cmovle ax, word [lab]
  cmovle r11d, eax
  cmovle r11d, dword [fs:0x10]
  cmovle r11d, dword [rax+rcx*4+0x12345]
  cmovle rax, rsi
  cmovle rax, rax
  cmovle rax, qword [lab]
  cmovle rax, qword [r13+8]
  cmovle r12, rsi
  cmovle r12, rax
  cmovle r12, qword [lab]
  cmovle r12, qword [r13+8]
  cmovg r10w, ax
  cmovg r10w, word [rax+rcx*4+0x12345]
  cmovg r10w, word [fs:0x10]
  cmovg eax, r11d
  cmovg eax, dword [r13+8]
  cmovg eax, dword [lab]
  cmovg rax, rsi
  cmovg rax, rax
  cmovg rax, qword [fs:0x10]
  cmovg rax, qword [rax+rcx*4+0x12345]
  cmovg r12, rsi
  cmovg r12, rax
  cmovg r12, qword [fs:0x10]
  cmovg r12, qword [rax+rcx*4+0x12345]
  vmread rax, r12
  vmread rax, rsi
  vmread r12, r12
  vmread r12, rsi
  vmread qword [rax+rcx*4+0x12345], r12
  vmread qword [rax+rcx*4+0x12345], rsi
  vmread qword [fs:0x10], r12
  vmread qword [fs:0x10], rsi
  vmwrite rax, rsi
  vmwrite rax, rax
  vmwrite rax, qword [rax+rcx*4+0x12345]
  vmwrite rax, qword [fs:0x10]
  vmwrite r12, rsi
  vmwrite r12, rax
  vmwrite r12, qword [rax+rcx*4+0x12345]
  vmwrite r12, qword [fs:0x10]
  seto al
  seto r9b
  seto byte [fs:0x10]
  seto byte [rax+rcx*4+0x12345]
  setno r9b
  setno ch
  setno byte [rax+rcx*4+0x12345]
  setno byte [fs:0x10]
  setb ch
  setb al
  setb byte [fs:0x10]
  setb byte [rax+rcx*4+0x12345]
  setae al
  setae r9b
  setae byte [rax+rcx*4+0x12345]
  setae byte [fs:0x10]
  sete r9b
  sete ch
  sete byte [fs:0x10]
  sete byte [rax+rcx*4+0x12345]
  setne ch
  setne al
  setne byte [rax+rcx*4+0x12345]
  setne byte [fs:0x10]
  setbe al
  setbe r9b
  setbe byte [fs:0x10]
  setbe byte [rax+rcx*4+0x12345]
  seta r9b
  seta ch
  seta byte [rax+rcx*4+0x12345]
  seta byte [fs:0x10]
  sets ch
  sets al
  sets byte [fs:0x10]
  sets byte [rax+rcx*4+0x12345]
  setns al
  setns r9b
  setns byte [rax+rcx*4+0x12345]
  setns byte [fs:0x10]
  setp r9b
  setp ch
  setp byte [fs:0x10]
  setp byte [rax+rcx*4+0x12345]
  setnp ch
  setnp al
  setnp byte [rax+rcx*4+0x12345]
  setnp byte [fs:0x10]
  setl al
  setl r9b
  setl byte [fs:0x10]
  setl byte [rax+rcx*4+0x12345]
  setge r9b
  setge ch
  setge byte [rax+rcx*4+0x12345]
  setge byte [fs:0x10]
  setle ch
  setle al
  setle byte [fs:0x10]
  setle byte [rax+rcx*4+0x12345]
  setg al
  setg r9b
  setg byte [rax+rcx*4+0x12345]
  setg byte [fs:0x10]
  push fs
  pop fs
  cpuid
  bt ax, ax
  bt word [fs:0x10], ax
  bt word [rax+rcx*4+0x12345], ax
  bt r11d, r11d
  bt dword [lab], r11d
  bt dword [r13+8], r11d
  bt r12, rsi
  bt r12, rax
  bt rsi, rsi
  bt rsi, rax
  bt qword [rax+rcx*4+0x12345], rsi
  bt qword [rax+rcx*4+0x12345], rax
  bt qword [fs:0x10], rsi
  bt qword [fs:0x10], rax
  shld r10w, r10w, 5
  shld r10w, r10w, 0x80
  shld word [r13+8], r10w, 5
  shld word [r13+8], r10w, 0x80
  shld word [lab], r10w, 5
  shld word [lab], r10w, 0x80
  shld eax, eax, 5
  shld eax, eax, 0x80
  shld dword [fs:0x10], eax, 5
  shld dword [fs:0x10], eax, 0x80
  shld dword [rax+rcx*4+0x12345], eax, 5
  shld dword [rax+rcx*4+0x12345], eax, 0x80
  shld r12, rsi, 5
  shld r12, rsi, 0x80
  shld r12, rax, 5
  shld r12, rax, 0x80
  shld rsi, rsi, 5
  shld rsi, rsi, 0x80
  shld rsi, rax, 5
  shld rsi, rax, 0x80
  shld qword [lab], rsi, 5
  shld qword [lab], rsi, 0x80
  shld qword [lab], rax, 5
  shld qword [lab], rax, 0x80
  shld qword [r13+8], rsi, 5
  shld qword [r13+8], rsi, 0x80
  shld qword [r13+8], rax, 5
  shld qword [r13+8], rax, 0x80
  shld ax, ax, cl
  shld word [rax+rcx*4+0x12345], ax, cl
  shld word [fs:0x10], ax, cl
  shld r11d, r11d, cl
  shld dword [r13+8], r11d, cl
  shld dword [lab], r11d, cl
  shld r12, rsi, cl
  shld r12, rax, cl
  shld rsi, rsi, cl
  shld rsi, rax, cl
  shld qword [fs:0x10], rsi, cl
  shld qword [fs:0x10], rax, cl
  shld qword [rax+rcx*4+0x12345], rsi, cl
  shld qword [rax+rcx*4+0x12345], rax, cl
  push gs
  pop gs
  bts r10w, r10w
  bts word [lab], r10w
  bts word [r13+8], r10w
  bts eax, eax
  bts dword [rax+rcx*4+0x12345], eax
  bts dword [fs:0x10], eax
  bts r12, rsi
  bts r12, rax
  bts rsi, rsi
  bts rsi, rax
  bts qword [r13+8], rsi
  bts qword [r13+8], rax
  bts qword [lab], rsi
  bts qword [lab], rax
  shrd ax, ax, 5
  shrd ax, ax, 0x80
  shrd word [fs:0x10], ax, 5
  shrd word [fs:0x10], ax, 0x80
  shrd word [rax+rcx*4+0x12345], ax, 5
  shrd word [rax+rcx*4+0x12345], ax, 0x80
  shrd r11d, r11d, 5
  shrd r11d, r11d, 0x80
  shrd dword [lab], r11d, 5
  shrd dword [lab], r11d, 0x80
  shrd dword [r13+8], r11d, 5
  shrd dword [r13+8], r11d, 0x80
  shrd r12, rsi, 5
  shrd r12, rsi, 0x80
  shrd r12, rax, 5
  shrd r12, rax, 0x80
  shrd rsi, rsi, 5
  shrd rsi, rsi, 0x80
  shrd rsi, rax, 5
  shrd rsi, rax, 0x80
  shrd qword [rax+rcx*4+0x12345], rsi, 5
  shrd qword [rax+rcx*4+0x12345], rsi, 0x80
  shrd qword [rax+rcx*4+0x12345], rax, 5
  shrd qword [rax+rcx*4+0x12345], rax, 0x80
  shrd qword [fs:0x10], rsi, 5
  shrd qword [fs:0x10], rsi, 0x80
  shrd qword [fs:0x10], rax, 5
  shrd qword [fs:0x10], rax, 0x80
  shrd r10w, r10w, cl
  shrd word [r13+8], r10w, cl
  shrd word [lab], r10w, cl
  shrd eax, eax, cl
  shrd dword [fs:0x10], eax, cl
  shrd dword [rax+rcx*4+0x12345], eax, cl
  shrd r12, rsi, cl
  shrd r12, rax, cl
  shrd rsi, rsi, cl
  shrd rsi, rax, cl
  shrd qword [lab], rsi, cl
  shrd qword [lab], rax, cl
  shrd qword [r13+8], rsi, cl
  shrd qword [r13+8], rax, cl
  fxsave [r13+8]
  fxsave [lab]
  rdfsbase r11d
  rdfsbase rsi
  rdfsbase rax
  fxrstor [fs:0x10]
  fxrstor [rax+rcx*4+0x12345]
  wrgsbase eax
  wrgsbase rsi
  wrgsbase rax
  xsave [lab]
  xsave [r13+8]
  xrstor [fs:0x10]
  xrstor [rax+rcx*4+0x12345]
  tpause eax
  umwait eax
  lfence
  mfence
  sfence
  imul r10w, ax
  imul r10w, word [fs:0x10]
  imul r10w, word [rax+rcx*4+0x12345]
  imul eax, r11d
  imul eax, dword [lab]
  imul eax, dword [r13+8]
  imul rax, rsi
  imul rax, rax
  imul rax, qword [rax+rcx*4+0x12345]
  imul rax, qword [fs:0x10]
  imul r12, rsi
  imul r12, rax
  imul r12, qword [rax+rcx*4+0x12345]
  imul r12, qword [fs:0x10]
  cmpxchg al, r9b
  cmpxchg al, ch
  cmpxchg r9b, r9b
  cmpxchg byte [fs:0x10], r9b
  cmpxchg byte [fs:0x10], ch
  cmpxchg byte [rax+rcx*4+0x12345], r9b
  cmpxchg byte [rax+rcx*4+0x12345], ch
  cmpxchg r10w, r10w
  cmpxchg word [lab], r10w
  cmpxchg word [r13+8], r10w
  cmpxchg eax, eax
  cmpxchg dword [rax+rcx*4+0x12345], eax
  cmpxchg dword [fs:0x10], eax
  cmpxchg rax, r12
  cmpxchg rax, rsi
  cmpxchg r12, r12
  cmpxchg r12, rsi
  cmpxchg qword [r13+8], r12
  cmpxchg qword [r13+8], rsi
  cmpxchg qword [lab], r12
  cmpxchg qword [lab], rsi
  lss eax, [rax+rcx*4+0x12345]
  lss eax, [fs:0x10]
  lss rsi, [fs:0x10]
  lss rsi, [rax+rcx*4+0x12345]
  lss rax, [fs:0x10]
  lss rax, [rax+rcx*4+0x12345]
  btr ax, ax
  btr word [rax+rcx*4+0x12345], ax
  btr word [fs:0x10], ax
  btr r11d, r11d
  btr dword [r13+8], r11d
  btr dword [lab], r11d
  btr rax, r12
  btr rax, rsi
  btr r12, r12
  btr r12, rsi
  btr qword [fs:0x10], r12
  btr qword [fs:0x10], rsi
  btr qword [rax+rcx*4+0x12345], r12
  btr qword [rax+rcx*4+0x12345], rsi
  lfs r11d, [r13+8]
  lfs r11d, [lab]
  lfs rsi, [lab]
  lfs rsi, [r13+8]
  lfs rax, [lab]
  lfs rax, [r13+8]
  lgs r11d, [lab]
  lgs r11d, [r13+8]
  lgs rsi, [r13+8]
  lgs rsi, [lab]
  lgs rax, [r13+8]
  lgs rax, [lab]
  movzx r10w, al
  movzx r10w, byte [fs:0x10]
  movzx r10w, byte [rax+rcx*4+0x12345]
  movzx eax, ch
  movzx eax, al
  movzx eax, byte [lab]
  movzx eax, byte [r13+8]
  movzx rax, al
  movzx rax, byte [rax+rcx*4+0x12345]
  movzx rax, byte [fs:0x10]
  movzx r12, al
  movzx r12, byte [rax+rcx*4+0x12345]
  movzx r12, byte [fs:0x10]
  movzx r11d, ax
  movzx r11d, word [fs:0x10]
  movzx r11d, word [rax+rcx*4+0x12345]
  movzx rax, r10w
  movzx rax, word [lab]
  movzx rax, word [r13+8]
  movzx r12, r10w
  movzx r12, word [lab]
  movzx r12, word [r13+8]
  popcnt r10w, ax
  popcnt r10w, word [rax+rcx*4+0x12345]
  popcnt r10w, word [fs:0x10]
  popcnt eax, r11d
  popcnt eax, dword [r13+8]
  popcnt eax, dword [lab]
  popcnt rax, rsi
  popcnt rax, rax
  popcnt rax, qword [fs:0x10]
  popcnt rax, qword [rax+rcx*4+0x12345]
  popcnt r12, rsi
  popcnt r12, rax
  popcnt r12, qword [fs:0x10]
  popcnt r12, qword [rax+rcx*4+0x12345]
  bt ax, 5
  bt ax, 0x80
  bt word [rax+rcx*4+0x12345], 5
  bt word [rax+rcx*4+0x12345], 0x80
  bt word [fs:0x10], 5
  bt word [fs:0x10], 0x80
  bt eax, 5
  bt eax, 0x80
  bt dword [fs:0x10], 5
  bt dword [fs:0x10], 0x80
  bt dword [rax+rcx*4+0x12345], 5
  bt dword [rax+rcx*4+0x12345], 0x80
  bt rsi, 5
  bt rsi, 0x80
  bt rax, 5
  bt rax, 0x80
  bt qword [rax+rcx*4+0x12345], 5
  bt qword [rax+rcx*4+0x12345], 0x80
  bt qword [fs:0x10], 5
  bt qword [fs:0x10], 0x80
  bts ax, 5
  bts ax, 0x80
  bts word [fs:0x10], 5
  bts word [fs:0x10], 0x80
  bts word [rax+rcx*4+0x12345], 5
  bts word [rax+rcx*4+0x12345], 0x80
  bts eax, 5
  bts eax, 0x80
  bts dword [rax+rcx*4+0x12345], 5
  bts dword [rax+rcx*4+0x12345], 0x80
  bts dword [fs:0x10], 5
  bts dword [fs:0x10], 0x80
  bts rsi, 5
  bts rsi, 0x80
  bts rax, 5
  bts rax, 0x80
  bts qword [fs:0x10], 5
  bts qword [fs:0x10], 0x80
  bts qword [rax+rcx*4+0x12345], 5
  bts qword [rax+rcx*4+0x12345], 0x80
  btr ax, 5
  btr ax, 0x80
  btr word [rax+rcx*4+0x12345], 5
  btr word [rax+rcx*4+0x12345], 0x80
  btr word [fs:0x10], 5
  btr word [fs:0x10], 0x80
  btr eax, 5
  btr eax, 0x80
  btr dword [fs:0x10], 5
  btr dword [fs:0x10], 0x80
  btr dword [rax+rcx*4+0x12345], 5
  btr dword [rax+rcx*4+0x12345], 0x80
  btr rsi, 5
  btr rsi, 0x80
  btr rax, 5
  btr rax, 0x80
  btr qword [rax+rcx*4+0x12345], 5
  btr qword [rax+rcx*4+0x12345], 0x80
  btr qword [fs:0x10], 5
  btr qword [fs:0x10], 0x80
  btc ax, 5
  btc ax, 0x80
  btc word [fs:0x10], 5
  btc word [fs:0x10], 0x80
  btc word [rax+rcx*4+0x12345], 5
  btc word [rax+rcx*4+0x12345], 0x80
  btc eax, 5
  btc eax, 0x80
  btc dword [rax+rcx*4+0x12345], 5
  btc dword [rax+rcx*4+0x12345], 0x80
  btc dword [fs:0x10], 5
  btc dword [fs:0x10], 0x80
  btc rsi, 5
  btc rsi, 0x80
  btc rax, 5
  btc rax, 0x80
  btc qword [fs:0x10], 5
  btc qword [fs:0x10], 0x80
  btc qword [rax+rcx*4+0x12345], 5
  btc qword [rax+rcx*4+0x12345], 0x80
  btc ax, ax
  btc word [rax+rcx*4+0x12345], ax
  btc word [fs:0x10], ax
  btc r11d, r11d
  btc dword [r13+8], r11d
  btc dword [lab], r11d
  btc rax, r12
  btc rax, rsi
  btc r12, r12
  btc r12, rsi
  btc qword [fs:0x10], r12
  btc qword [fs:0x10], rsi
  btc qword [rax+rcx*4+0x12345], r12
  btc qword [rax+rcx*4+0x12345], rsi
  bsf r10w, ax
  bsf r10w, word [fs:0x10]
  bsf r10w, word [rax+rcx*4+0x12345]
  bsf eax, r11d
  bsf eax, dword [lab]
  bsf eax, dword [r13+8]
  bsf rax, rsi
  bsf rax, rax
  bsf rax, qword [rax+rcx*4+0x12345]
  bsf rax, qword [fs:0x10]
  bsf r12, rsi
  bsf r12, rax
  bsf r12, qword [rax+rcx*4+0x12345]
  bsf r12, qword [fs:0x10]
  bsr ax, r10w
  bsr ax, word [r13+8]
  bsr ax, word [lab]
  bsr r11d, eax
  bsr r11d, dword [fs:0x10]
  bsr r11d, dword [rax+rcx*4+0x12345]
  bsr rax, rsi
  bsr rax, rax
  bsr rax, qword [lab]
  bsr rax, qword [r13+8]
  bsr r12, rsi
  bsr r12, rax
  bsr r12, qword [lab]
  bsr r12, qword [r13+8]
  movsx r10w, al
  movsx r10w, byte [rax+rcx*4+0x12345]
  movsx r10w, byte [fs:0x10]
  movsx eax, ch
  movsx eax, al
  movsx eax, byte [r13+8]
  movsx eax, byte [lab]
  movsx rax, al
  movsx rax, byte [fs:0x10]
  movsx rax, byte [rax+rcx*4+0x12345]
  movsx r12, al
  movsx r12, byte [fs:0x10]
  movsx r12, byte [rax+rcx*4+0x12345]
  movsx r11d, ax
  movsx r11d, word [rax+rcx*4+0x12345]
  movsx r11d, word [fs:0x10]
  movsx rax, r10w
  movsx rax, word [r13+8]
  movsx rax, word [lab]
  movsx r12, r10w
  movsx r12, word [r13+8]
  movsx r12, word [lab]
  xadd al, r9b
  xadd al, ch
  xadd r9b, r9b
  xadd byte [lab], r9b
  xadd byte [lab], ch
  xadd byte [r13+8], r9b
  xadd ax, ax
  xadd word [rax+rcx*4+0x12345], ax
  xadd word [fs:0x10], ax
  xadd r11d, r11d
  xadd dword [r13+8], r11d
  xadd dword [lab], r11d
  xadd rax, r12
  xadd rax, rsi
  xadd r12, r12
  xadd r12, rsi
  xadd qword [fs:0x10], r12
  xadd qword [fs:0x10], rsi
  xadd qword [rax+rcx*4+0x12345], r12
  xadd qword [rax+rcx*4+0x12345], rsi
  movnti dword [rax+rcx*4+0x12345], eax
  movnti dword [fs:0x10], eax
  movnti qword [fs:0x10], rax
  movnti qword [fs:0x10], r12
  movnti qword [rax+rcx*4+0x12345], rax
  movnti qword [rax+rcx*4+0x12345], r12
  cmpxchg8b qword [rax+rcx*4+0x12345]
  cmpxchg8b qword [fs:0x10]
  cmpxchg16b [lab]
  cmpxchg16b [r13+8]
  xrstors [fs:0x10]
  xrstors [rax+rcx*4+0x12345]
  xsaves [r13+8]
  xsaves [lab]
  rdrand ax
  rdrand r11d
  rdrand rsi
  rdrand rax
  rdseed ax
  rdseed r11d
  rdseed r12
  rdseed rsi
  bswap eax
  bswap r12
  bswap rsi
  invept rax, [fs:0x10]
  invept rax, [rax+rcx*4+0x12345]
  invept r12, [fs:0x10]
  invept r12, [rax+rcx*4+0x12345]
  invvpid r12, [rax+rcx*4+0x12345]
  invvpid r12, [fs:0x10]
  invvpid rsi, [rax+rcx*4+0x12345]
  invvpid rsi, [fs:0x10]
  invpcid rsi, [fs:0x10]
  invpcid rsi, [rax+rcx*4+0x12345]
  invpcid rax, [fs:0x10]
  invpcid rax, [rax+rcx*4+0x12345]
  movbe ax, word [rax+rcx*4+0x12345]
  movbe ax, word [fs:0x10]
  movbe eax, dword [fs:0x10]
  movbe eax, dword [rax+rcx*4+0x12345]
  movbe rsi, qword [rax+rcx*4+0x12345]
  movbe rsi, qword [fs:0x10]
  movbe rax, qword [rax+rcx*4+0x12345]
  movbe rax, qword [fs:0x10]
  crc32 eax, ch
  crc32 eax, al
  crc32 eax, byte [r13+8]
  crc32 eax, byte [lab]
  crc32 rax, al
  crc32 rax, byte [fs:0x10]
  crc32 rax, byte [rax+rcx*4+0x12345]
  crc32 r12, al
  crc32 r12, byte [fs:0x10]
  crc32 r12, byte [rax+rcx*4+0x12345]
  movbe word [r13+8], r10w
  movbe word [lab], r10w
  movbe dword [lab], r11d
  movbe dword [r13+8], r11d
  movbe qword [r13+8], r12
  movbe qword [r13+8], rsi
  movbe qword [lab], r12
  movbe qword [lab], rsi
  crc32 eax, r10w
  crc32 eax, word [r13+8]
  crc32 eax, word [lab]
  crc32 r11d, eax
  crc32 r11d, dword [fs:0x10]
  crc32 r11d, dword [rax+rcx*4+0x12345]
  crc32 rax, rsi
  crc32 rax, rax
  crc32 rax, qword [lab]
  crc32 rax, qword [r13+8]
  crc32 r12, rsi
  crc32 r12, rax
  crc32 r12, qword [lab]
  crc32 r12, qword [r13+8]
  o64 sysret
  o64 retf
  retfq
  pushfw
  iretw
  jz lab
  jnz lab
  jc lab
  cmovz rax, rbx
  setnz al
  retn
  retn 8
  sal eax, 2
  monitor rax, ecx, edx
  mwait eax, ecx
  lock add [rbx], eax
  lock cmpxchg16b [rbx]
  rep ret
  a32 movsb
  es lodsb
  push byte 5
  push word 5
  push qword 5
  push strict dword 5
  mov rax, strict 5
  mov rax, dword 5
  mov eax, strict dword 5
  add eax, strict dword 5
  add rax, byte 5
  jmp near near_end
  jmp strict near near_end
  call near lab
  call qword [rax]
  jmp far [rax]
  xchg rax, rax
  xchg ax, cx
  test rcx, [rbx]
  lea rax, [rel lab]
  lea rax, [abs lab]
  mov al, [rbx+rax]
  mov al, [rax+rbx]
  mov al, [rax*2]
  mov al, [nosplit rax*2]
  mov al, [rax*3]
  mov al, [rsp+rax]
  mov al, [rax+rsp]
  mov al, [rbp]
  mov al, [r13]
  mov al, [r12]
  mov al, [byte rax]
  mov al, [dword rax]
  mov al, [dword rax+5]
  mov al, [rax*1+rbx]
  mov al, [rbx+rax+8+8]
  mov al, [rax*4]
  mov al, [rax+rax*8]
  mov al, [rax*9]
  mov al, [rax-128]
  mov al, [rax-129]
  mov al, [rax+127]
  mov al, [rax+lab2-lab]
  mov al, [eax+5]
at1: loopne at1
at2: loope at2
at3: loop at3
at4: jecxz at4
at5: jrcxz at5
at6: loopz at6
at7: loop at7, ecx
at8: jmp short at8
near_end:
  ret
