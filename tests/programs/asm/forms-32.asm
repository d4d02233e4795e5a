; Every form of the integer and system instructions in 32-bit mode, with sample operands.
bits 32
org 0x1000
lab: db 0
lab2: db 0
  add al, al
  add byte [eax+ecx*4+0x12345], al
  add byte [ebp+8], al
  add si, si
  add word [eax+ecx*4+0x12345], si
  add word [ebp+8], si
  add eax, eax
  add dword [eax+ecx*4+0x12345], eax
  add dword [ebp+8], eax
  add bl, al
  add bl, byte [lab]
  add bl, byte [eax+ecx*4+0x12345]
  add ax, si
  add ax, word [lab]
  add ax, word [eax+ecx*4+0x12345]
  add edi, eax
  add edi, dword [lab]
  add edi, dword [eax+ecx*4+0x12345]
  add al, 5
  add al, 0x80
  add ax, 0x1234
  add ax, -129
  add eax, 0x1234
  add eax, -129
  push es
  pop es
  or al, al
  or byte [eax+ecx*4+0x12345], al
  or byte [ebp+8], al
  or si, si
  or word [eax+ecx*4+0x12345], si
  or word [ebp+8], si
  or eax, eax
  or dword [eax+ecx*4+0x12345], eax
  or dword [ebp+8], eax
  or bl, al
  or bl, byte [lab]
  or bl, byte [eax+ecx*4+0x12345]
  or ax, si
  or ax, word [lab]
  or ax, word [eax+ecx*4+0x12345]
  or edi, eax
  or edi, dword [lab]
  or edi, dword [eax+ecx*4+0x12345]
  or al, 5
  or al, 0x80
  or ax, 0x1234
  or ax, -129
  or eax, 0x1234
  or eax, -129
  push cs
  adc al, al
  adc byte [eax+ecx*4+0x12345], al
  adc byte [ebp+8], al
  adc si, si
  adc word [eax+ecx*4+0x12345], si
  adc word [ebp+8], si
  adc eax, eax
  adc dword [eax+ecx*4+0x12345], eax
  adc dword [ebp+8], eax
  adc bl, al
  adc bl, byte [lab]
  adc bl, byte [eax+ecx*4+0x12345]
  adc ax, si
  adc ax, word [lab]
  adc ax, word [eax+ecx*4+0x12345]
  adc edi, eax
  adc edi, dword [lab]
  adc edi, dword [eax+ecx*4+0x12345]
  adc al, 5
  adc al, 0x80
  adc ax, 0x1234
  adc ax, -129
  adc eax, 0x1234
  adc eax, -129
  push ss
  pop ss
  sbb al, al
  sbb byte [eax+ecx*4+0x12345], al
  sbb byte [ebp+8], al
  sbb si, si
  sbb word [eax+ecx*4+0x12345], si
  sbb word [ebp+8], si
  sbb eax, eax
  sbb dword [eax+ecx*4+0x12345], eax
  sbb dword [ebp+8], eax
  sbb bl, al
  sbb bl, byte [lab]
  sbb bl, byte [eax+ecx*4+0x12345]
  sbb ax, si
  sbb ax, word [lab]
  sbb ax, word [eax+ecx*4+0x12345]
  sbb edi, eax
  sbb edi, dword [lab]
  sbb edi, dword [eax+ecx*4+0x12345]
  sbb al, 5
  sbb al, 0x80
  sbb ax, 0x1234
  sbb ax, -129
  sbb eax, 0x1234
  sbb eax, -129
  push ds
  pop ds
  and al, al
  and byte [eax+ecx*4+0x12345], al
  and byte [ebp+8], al
  and si, si
  and word [eax+ecx*4+0x12345], si
  and word [ebp+8], si
  and eax, eax
  and dword [eax+ecx*4+0x12345], eax
  and dword [ebp+8], eax
  and bl, al
  and bl, byte [lab]
  and bl, byte [eax+ecx*4+0x12345]
  and ax, si
  and ax, word [lab]
  and ax, word [eax+ecx*4+0x12345]
  and edi, eax
  and edi, dword [lab]
  and edi, dword [eax+ecx*4+0x12345]
  and al, 5
  and al, 0x80
  and ax, 0x1234
  and ax, -129
  and eax, 0x1234
  and eax, -129
  daa
  sub al, al
  sub byte [eax+ecx*4+0x12345], al
  sub byte [ebp+8], al
  sub si, si
  sub word [eax+ecx*4+0x12345], si
  sub word [ebp+8], si
  sub eax, eax
  sub dword [eax+ecx*4+0x12345], eax
  sub dword [ebp+8], eax
  sub bl, al
  sub bl, byte [lab]
  sub bl, byte [eax+ecx*4+0x12345]
  sub ax, si
  sub ax, word [lab]
  sub ax, word [eax+ecx*4+0x12345]
  sub edi, eax
  sub edi, dword [lab]
  sub edi, dword [eax+ecx*4+0x12345]
  sub al, 5
  sub al, 0x80
  sub ax, 0x1234
  sub ax, -129
  sub eax, 0x1234
  sub eax, -129
  das
  xor al, al
  xor byte [eax+ecx*4+0x12345], al
  xor byte [ebp+8], al
  xor si, si
  xor word [eax+ecx*4+0x12345], si
  xor word [ebp+8], si
  xor eax, eax
  xor dword [eax+ecx*4+0x12345], eax
  xor dword [ebp+8], eax
  xor bl, al
  xor bl, byte [lab]
  xor bl, byte [eax+ecx*4+0x12345]
  xor ax, si
  xor ax, word [lab]
  xor ax, word [eax+ecx*4+0x12345]
  xor edi, eax
  xor edi, dword [lab]
  xor edi, dword [eax+ecx*4+0x12345]
  xor al, 5
  xor al, 0x80
  xor ax, 0x1234
  xor ax, -129
  xor eax, 0x1234
  xor eax, -129
  aaa
  cmp al, al
  cmp byte [eax+ecx*4+0x12345], al
  cmp byte [ebp+8], al
  cmp si, si
  cmp word [eax+ecx*4+0x12345], si
  cmp word [ebp+8], si
  cmp eax, eax
  cmp dword [eax+ecx*4+0x12345], eax
  cmp dword [ebp+8], eax
  cmp bl, al
  cmp bl, byte [lab]
  cmp bl, byte [eax+ecx*4+0x12345]
  cmp ax, si
  cmp ax, word [lab]
  cmp ax, word [eax+ecx*4+0x12345]
  cmp edi, eax
  cmp edi, dword [lab]
  cmp edi, dword [eax+ecx*4+0x12345]
  cmp al, 5
  cmp al, 0x80
  cmp ax, 0x1234
  cmp ax, -129
  cmp eax, 0x1234
  cmp eax, -129
  aas
  inc ax
  inc edi
  dec ax
  dec edi
  push ax
  push edi
  pop ax
  pop edi
  pusha
  popa
  arpl ax, ax
  arpl word [eax+ecx*4+0x12345], ax
  arpl word [ebp+8], ax
  push 0x1234
  push -129
  imul ax, si, 0x1234
  imul ax, si, -129
  imul ax, word [lab], 0x1234
  imul ax, word [lab], -129
  imul ax, word [eax+ecx*4+0x12345], 0x1234
  imul ax, word [eax+ecx*4+0x12345], -129
  imul edi, eax, 0x1234
  imul edi, eax, -129
  imul edi, dword [lab], 0x1234
  imul edi, dword [lab], -129
  imul edi, dword [eax+ecx*4+0x12345], 0x1234
  imul edi, dword [eax+ecx*4+0x12345], -129
  push -128
  push 127
  imul ax, si, -128
  imul ax, si, 127
  imul ax, word [lab], -128
  imul ax, word [lab], 127
  imul ax, word [eax+ecx*4+0x12345], -128
  imul ax, word [eax+ecx*4+0x12345], 127
  imul edi, eax, -128
  imul edi, eax, 127
  imul edi, dword [lab], -128
  imul edi, dword [lab], 127
  imul edi, dword [eax+ecx*4+0x12345], -128
  imul edi, dword [eax+ecx*4+0x12345], 127
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
  add byte [eax+ecx*4+0x12345], 5
  add byte [eax+ecx*4+0x12345], 0x80
  add byte [ebp+8], 5
  add byte [ebp+8], 0x80
  or byte [ebp+8], 5
  or byte [ebp+8], 0x80
  or byte [lab], 5
  or byte [lab], 0x80
  adc byte [lab], 5
  adc byte [lab], 0x80
  adc byte [eax+ecx*4+0x12345], 5
  adc byte [eax+ecx*4+0x12345], 0x80
  sbb byte [eax+ecx*4+0x12345], 5
  sbb byte [eax+ecx*4+0x12345], 0x80
  sbb byte [ebp+8], 5
  sbb byte [ebp+8], 0x80
  and byte [ebp+8], 5
  and byte [ebp+8], 0x80
  and byte [lab], 5
  and byte [lab], 0x80
  sub byte [lab], 5
  sub byte [lab], 0x80
  sub byte [eax+ecx*4+0x12345], 5
  sub byte [eax+ecx*4+0x12345], 0x80
  xor byte [eax+ecx*4+0x12345], 5
  xor byte [eax+ecx*4+0x12345], 0x80
  xor byte [ebp+8], 5
  xor byte [ebp+8], 0x80
  cmp byte [ebp+8], 5
  cmp byte [ebp+8], 0x80
  cmp byte [lab], 5
  cmp byte [lab], 0x80
  add word [lab], 0x1234
  add word [lab], -129
  add word [eax+ecx*4+0x12345], 0x1234
  add word [eax+ecx*4+0x12345], -129
  add dword [eax+ecx*4+0x12345], 0x1234
  add dword [eax+ecx*4+0x12345], -129
  add dword [ebp+8], 0x1234
  add dword [ebp+8], -129
  or word [ebp+8], 0x1234
  or word [ebp+8], -129
  or word [lab], 0x1234
  or word [lab], -129
  or dword [lab], 0x1234
  or dword [lab], -129
  or dword [eax+ecx*4+0x12345], 0x1234
  or dword [eax+ecx*4+0x12345], -129
  adc word [eax+ecx*4+0x12345], 0x1234
  adc word [eax+ecx*4+0x12345], -129
  adc word [ebp+8], 0x1234
  adc word [ebp+8], -129
  adc dword [ebp+8], 0x1234
  adc dword [ebp+8], -129
  adc dword [lab], 0x1234
  adc dword [lab], -129
  sbb word [lab], 0x1234
  sbb word [lab], -129
  sbb word [eax+ecx*4+0x12345], 0x1234
  sbb word [eax+ecx*4+0x12345], -129
  sbb dword [eax+ecx*4+0x12345], 0x1234
  sbb dword [eax+ecx*4+0x12345], -129
  sbb dword [ebp+8], 0x1234
  sbb dword [ebp+8], -129
  and word [ebp+8], 0x1234
  and word [ebp+8], -129
  and word [lab], 0x1234
  and word [lab], -129
  and dword [lab], 0x1234
  and dword [lab], -129
  and dword [eax+ecx*4+0x12345], 0x1234
  and dword [eax+ecx*4+0x12345], -129
  sub word [eax+ecx*4+0x12345], 0x1234
  sub word [eax+ecx*4+0x12345], -129
  sub word [ebp+8], 0x1234
  sub word [ebp+8], -129
  sub dword [ebp+8], 0x1234
  sub dword [ebp+8], -129
  sub dword [lab], 0x1234
  sub dword [lab], -129
  xor word [lab], 0x1234
  xor word [lab], -129
  xor word [eax+ecx*4+0x12345], 0x1234
  xor word [eax+ecx*4+0x12345], -129
  xor dword [eax+ecx*4+0x12345], 0x1234
  xor dword [eax+ecx*4+0x12345], -129
  xor dword [ebp+8], 0x1234
  xor dword [ebp+8], -129
  cmp word [ebp+8], 0x1234
  cmp word [ebp+8], -129
  cmp word [lab], 0x1234
  cmp word [lab], -129
  cmp dword [lab], 0x1234
  cmp dword [lab], -129
  cmp dword [eax+ecx*4+0x12345], 0x1234
  cmp dword [eax+ecx*4+0x12345], -129
  add ax, -128
  add ax, 127
  add word [lab], -128
  add word [lab], 127
  add word [eax+ecx*4+0x12345], -128
  add word [eax+ecx*4+0x12345], 127
  add eax, -128
  add eax, 127
  add dword [eax+ecx*4+0x12345], -128
  add dword [eax+ecx*4+0x12345], 127
  add dword [ebp+8], -128
  add dword [ebp+8], 127
  or ax, -128
  or ax, 127
  or word [ebp+8], -128
  or word [ebp+8], 127
  or word [lab], -128
  or word [lab], 127
  or eax, -128
  or eax, 127
  or dword [lab], -128
  or dword [lab], 127
  or dword [eax+ecx*4+0x12345], -128
  or dword [eax+ecx*4+0x12345], 127
  adc ax, -128
  adc ax, 127
  adc word [eax+ecx*4+0x12345], -128
  adc word [eax+ecx*4+0x12345], 127
  adc word [ebp+8], -128
  adc word [ebp+8], 127
  adc eax, -128
  adc eax, 127
  adc dword [ebp+8], -128
  adc dword [ebp+8], 127
  adc dword [lab], -128
  adc dword [lab], 127
  sbb ax, -128
  sbb ax, 127
  sbb word [lab], -128
  sbb word [lab], 127
  sbb word [eax+ecx*4+0x12345], -128
  sbb word [eax+ecx*4+0x12345], 127
  sbb eax, -128
  sbb eax, 127
  sbb dword [eax+ecx*4+0x12345], -128
  sbb dword [eax+ecx*4+0x12345], 127
  sbb dword [ebp+8], -128
  sbb dword [ebp+8], 127
  and ax, -128
  and ax, 127
  and word [ebp+8], -128
  and word [ebp+8], 127
  and word [lab], -128
  and word [lab], 127
  and eax, -128
  and eax, 127
  and dword [lab], -128
  and dword [lab], 127
  and dword [eax+ecx*4+0x12345], -128
  and dword [eax+ecx*4+0x12345], 127
  sub ax, -128
  sub ax, 127
  sub word [eax+ecx*4+0x12345], -128
  sub word [eax+ecx*4+0x12345], 127
  sub word [ebp+8], -128
  sub word [ebp+8], 127
  sub eax, -128
  sub eax, 127
  sub dword [ebp+8], -128
  sub dword [ebp+8], 127
  sub dword [lab], -128
  sub dword [lab], 127
  xor ax, -128
  xor ax, 127
  xor word [lab], -128
  xor word [lab], 127
  xor word [eax+ecx*4+0x12345], -128
  xor word [eax+ecx*4+0x12345], 127
  xor eax, -128
  xor eax, 127
  xor dword [eax+ecx*4+0x12345], -128
  xor dword [eax+ecx*4+0x12345], 127
  xor dword [ebp+8], -128
  xor dword [ebp+8], 127
  cmp ax, -128
  cmp ax, 127
  cmp word [ebp+8], -128
  cmp word [ebp+8], 127
  cmp word [lab], -128
  cmp word [lab], 127
  cmp eax, -128
  cmp eax, 127
  cmp dword [lab], -128
  cmp dword [lab], 127
  cmp dword [eax+ecx*4+0x12345], -128
  cmp dword [eax+ecx*4+0x12345], 127
  test al, al
  test byte [eax+ecx*4+0x12345], al
  test byte [ebp+8], al
  test si, si
  test word [eax+ecx*4+0x12345], si
  test word [ebp+8], si
  test eax, eax
  test dword [eax+ecx*4+0x12345], eax
  test dword [ebp+8], eax
  xchg bl, bl
  xchg byte [eax+ecx*4+0x12345], bl
  xchg byte [ebp+8], bl
  xchg ax, ax
  xchg word [eax+ecx*4+0x12345], ax
  xchg word [ebp+8], ax
  xchg edi, edi
  xchg dword [eax+ecx*4+0x12345], edi
  xchg dword [ebp+8], edi
  mov al, al
  mov byte [eax+ecx*4+0x12345], al
  mov byte [ebp+8], al
  mov si, si
  mov word [eax+ecx*4+0x12345], si
  mov word [ebp+8], si
  mov eax, eax
  mov dword [eax+ecx*4+0x12345], eax
  mov dword [ebp+8], eax
  mov bl, al
  mov bl, byte [lab]
  mov bl, byte [eax+ecx*4+0x12345]
  mov ax, si
  mov ax, word [lab]
  mov ax, word [eax+ecx*4+0x12345]
  mov edi, eax
  mov edi, dword [lab]
  mov edi, dword [eax+ecx*4+0x12345]
  mov ax, ds
  mov ax, fs
  mov word [eax+ecx*4+0x12345], ds
  mov word [eax+ecx*4+0x12345], fs
  mov word [ebp+8], ds
  mov word [ebp+8], fs
  mov eax, ds
  mov eax, fs
  mov word [lab], ds
  mov word [lab], fs
  lea ax, [lab]
  lea ax, [eax+ecx*4+0x12345]
  lea eax, [eax+ecx*4+0x12345]
  lea eax, [ebp+8]
  mov ds, ax
  mov ds, word [ebp+8]
  mov ds, word [lab]
  mov fs, ax
  mov fs, word [ebp+8]
  mov fs, word [lab]
  mov ds, eax
  mov ds, word [eax+ecx*4+0x12345]
  mov fs, eax
  mov fs, word [eax+ecx*4+0x12345]
  pop word [eax+ecx*4+0x12345]
  pop word [ebp+8]
  pop eax
  pop dword [ebp+8]
  pop dword [lab]
  nop
  xchg edi, eax
  pause
  cbw
  cwde
  cwd
  cdq
  call 8:lab
  pushf
  pushfd
  popf
  popfd
  sahf
  lahf
  mov al, [lab]
  mov ax, [lab]
  mov eax, [lab]
  mov [lab], al
  mov [lab], ax
  mov [lab], eax
  movsb
  rep movsb
  movsw
  rep movsw
  movsd
  rep movsd
  cmpsb
  repne cmpsb
  cmpsw
  repne cmpsw
  cmpsd
  repne cmpsd
  test al, 5
  test al, 0x80
  test ax, 0x1234
  test ax, -129
  test eax, 0x1234
  test eax, -129
  stosb
  rep stosb
  stosw
  rep stosw
  stosd
  rep stosd
  lodsb
  rep lodsb
  lodsw
  rep lodsw
  lodsd
  rep lodsd
  scasb
  repne scasb
  scasw
  repne scasw
  scasd
  repne scasd
  mov al, 5
  mov al, 0x80
  mov si, 0x1234
  mov si, -129
  mov eax, 0x1234
  mov eax, -129
  rol bl, 5
  rol bl, 0x80
  rol byte [eax+ecx*4+0x12345], 5
  rol byte [eax+ecx*4+0x12345], 0x80
  rol byte [ebp+8], 5
  rol byte [ebp+8], 0x80
  ror bl, 5
  ror bl, 0x80
  ror byte [ebp+8], 5
  ror byte [ebp+8], 0x80
  ror byte [lab], 5
  ror byte [lab], 0x80
  rcl bl, 5
  rcl bl, 0x80
  rcl byte [lab], 5
  rcl byte [lab], 0x80
  rcl byte [eax+ecx*4+0x12345], 5
  rcl byte [eax+ecx*4+0x12345], 0x80
  rcr bl, 5
  rcr bl, 0x80
  rcr byte [eax+ecx*4+0x12345], 5
  rcr byte [eax+ecx*4+0x12345], 0x80
  rcr byte [ebp+8], 5
  rcr byte [ebp+8], 0x80
  shl bl, 5
  shl bl, 0x80
  shl byte [ebp+8], 5
  shl byte [ebp+8], 0x80
  shl byte [lab], 5
  shl byte [lab], 0x80
  shr bl, 5
  shr bl, 0x80
  shr byte [lab], 5
  shr byte [lab], 0x80
  shr byte [eax+ecx*4+0x12345], 5
  shr byte [eax+ecx*4+0x12345], 0x80
  sal bl, 5
  sal bl, 0x80
  sal byte [eax+ecx*4+0x12345], 5
  sal byte [eax+ecx*4+0x12345], 0x80
  sal byte [ebp+8], 5
  sal byte [ebp+8], 0x80
  sar bl, 5
  sar bl, 0x80
  sar byte [ebp+8], 5
  sar byte [ebp+8], 0x80
  sar byte [lab], 5
  sar byte [lab], 0x80
  rol si, 5
  rol si, 0x80
  rol word [lab], 5
  rol word [lab], 0x80
  rol word [eax+ecx*4+0x12345], 5
  rol word [eax+ecx*4+0x12345], 0x80
  rol edi, 5
  rol edi, 0x80
  rol dword [eax+ecx*4+0x12345], 5
  rol dword [eax+ecx*4+0x12345], 0x80
  rol dword [ebp+8], 5
  rol dword [ebp+8], 0x80
  ror si, 5
  ror si, 0x80
  ror word [ebp+8], 5
  ror word [ebp+8], 0x80
  ror word [lab], 5
  ror word [lab], 0x80
  ror edi, 5
  ror edi, 0x80
  ror dword [lab], 5
  ror dword [lab], 0x80
  ror dword [eax+ecx*4+0x12345], 5
  ror dword [eax+ecx*4+0x12345], 0x80
  rcl si, 5
  rcl si, 0x80
  rcl word [eax+ecx*4+0x12345], 5
  rcl word [eax+ecx*4+0x12345], 0x80
  rcl word [ebp+8], 5
  rcl word [ebp+8], 0x80
  rcl edi, 5
  rcl edi, 0x80
  rcl dword [ebp+8], 5
  rcl dword [ebp+8], 0x80
  rcl dword [lab], 5
  rcl dword [lab], 0x80
  rcr si, 5
  rcr si, 0x80
  rcr word [lab], 5
  rcr word [lab], 0x80
  rcr word [eax+ecx*4+0x12345], 5
  rcr word [eax+ecx*4+0x12345], 0x80
  rcr edi, 5
  rcr edi, 0x80
  rcr dword [eax+ecx*4+0x12345], 5
  rcr dword [eax+ecx*4+0x12345], 0x80
  rcr dword [ebp+8], 5
  rcr dword [ebp+8], 0x80
  shl si, 5
  shl si, 0x80
  shl word [ebp+8], 5
  shl word [ebp+8], 0x80
  shl word [lab], 5
  shl word [lab], 0x80
  shl edi, 5
  shl edi, 0x80
  shl dword [lab], 5
  shl dword [lab], 0x80
  shl dword [eax+ecx*4+0x12345], 5
  shl dword [eax+ecx*4+0x12345], 0x80
  shr si, 5
  shr si, 0x80
  shr word [eax+ecx*4+0x12345], 5
  shr word [eax+ecx*4+0x12345], 0x80
  shr word [ebp+8], 5
  shr word [ebp+8], 0x80
  shr edi, 5
  shr edi, 0x80
  shr dword [ebp+8], 5
  shr dword [ebp+8], 0x80
  shr dword [lab], 5
  shr dword [lab], 0x80
  sal si, 5
  sal si, 0x80
  sal word [lab], 5
  sal word [lab], 0x80
  sal word [eax+ecx*4+0x12345], 5
  sal word [eax+ecx*4+0x12345], 0x80
  sal edi, 5
  sal edi, 0x80
  sal dword [eax+ecx*4+0x12345], 5
  sal dword [eax+ecx*4+0x12345], 0x80
  sal dword [ebp+8], 5
  sal dword [ebp+8], 0x80
  sar si, 5
  sar si, 0x80
  sar word [ebp+8], 5
  sar word [ebp+8], 0x80
  sar word [lab], 5
  sar word [lab], 0x80
  sar edi, 5
  sar edi, 0x80
  sar dword [lab], 5
  sar dword [lab], 0x80
  sar dword [eax+ecx*4+0x12345], 5
  sar dword [eax+ecx*4+0x12345], 0x80
  ret 0x1234
  ret -129
  ret
  les edi, [ebp+8]
  les edi, [lab]
  lds edi, [eax+ecx*4+0x12345]
  lds edi, [ebp+8]
  mov bl, 5
  mov bl, 0x80
  mov byte [ebp+8], 5
  mov byte [ebp+8], 0x80
  mov byte [lab], 5
  mov byte [lab], 0x80
  mov word [lab], 0x1234
  mov word [lab], -129
  mov word [eax+ecx*4+0x12345], 0x1234
  mov word [eax+ecx*4+0x12345], -129
  mov edi, 0x1234
  mov edi, -129
  mov dword [eax+ecx*4+0x12345], 0x1234
  mov dword [eax+ecx*4+0x12345], -129
  mov dword [ebp+8], 0x1234
  mov dword [ebp+8], -129
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
  into
  iret
  iretd
  rol bl, 1
  rol byte [ebp+8], 1
  rol byte [lab], 1
  ror bl, 1
  ror byte [lab], 1
  ror byte [eax+ecx*4+0x12345], 1
  rcl bl, 1
  rcl byte [eax+ecx*4+0x12345], 1
  rcl byte [ebp+8], 1
  rcr bl, 1
  rcr byte [ebp+8], 1
  rcr byte [lab], 1
  shl bl, 1
  shl byte [lab], 1
  shl byte [eax+ecx*4+0x12345], 1
  shr bl, 1
  shr byte [eax+ecx*4+0x12345], 1
  shr byte [ebp+8], 1
  sal bl, 1
  sal byte [ebp+8], 1
  sal byte [lab], 1
  sar bl, 1
  sar byte [lab], 1
  sar byte [eax+ecx*4+0x12345], 1
  rol si, 1
  rol word [eax+ecx*4+0x12345], 1
  rol word [ebp+8], 1
  rol edi, 1
  rol dword [ebp+8], 1
  rol dword [lab], 1
  ror si, 1
  ror word [lab], 1
  ror word [eax+ecx*4+0x12345], 1
  ror edi, 1
  ror dword [eax+ecx*4+0x12345], 1
  ror dword [ebp+8], 1
  rcl si, 1
  rcl word [ebp+8], 1
  rcl word [lab], 1
  rcl edi, 1
  rcl dword [lab], 1
  rcl dword [eax+ecx*4+0x12345], 1
  rcr si, 1
  rcr word [eax+ecx*4+0x12345], 1
  rcr word [ebp+8], 1
  rcr edi, 1
  rcr dword [ebp+8], 1
  rcr dword [lab], 1
  shl si, 1
  shl word [lab], 1
  shl word [eax+ecx*4+0x12345], 1
  shl edi, 1
  shl dword [eax+ecx*4+0x12345], 1
  shl dword [ebp+8], 1
  shr si, 1
  shr word [ebp+8], 1
  shr word [lab], 1
  shr edi, 1
  shr dword [lab], 1
  shr dword [eax+ecx*4+0x12345], 1
  sal si, 1
  sal word [eax+ecx*4+0x12345], 1
  sal word [ebp+8], 1
  sal edi, 1
  sal dword [ebp+8], 1
  sal dword [lab], 1
  sar si, 1
  sar word [lab], 1
  sar word [eax+ecx*4+0x12345], 1
  sar edi, 1
  sar dword [eax+ecx*4+0x12345], 1
  sar dword [ebp+8], 1
  rol bl, cl
  rol byte [ebp+8], cl
  rol byte [lab], cl
  ror bl, cl
  ror byte [lab], cl
  ror byte [eax+ecx*4+0x12345], cl
  rcl bl, cl
  rcl byte [eax+ecx*4+0x12345], cl
  rcl byte [ebp+8], cl
  rcr bl, cl
  rcr byte [ebp+8], cl
  rcr byte [lab], cl
  shl bl, cl
  shl byte [lab], cl
  shl byte [eax+ecx*4+0x12345], cl
  shr bl, cl
  shr byte [eax+ecx*4+0x12345], cl
  shr byte [ebp+8], cl
  sal bl, cl
  sal byte [ebp+8], cl
  sal byte [lab], cl
  sar bl, cl
  sar byte [lab], cl
  sar byte [eax+ecx*4+0x12345], cl
  rol si, cl
  rol word [eax+ecx*4+0x12345], cl
  rol word [ebp+8], cl
  rol edi, cl
  rol dword [ebp+8], cl
  rol dword [lab], cl
  ror si, cl
  ror word [lab], cl
  ror word [eax+ecx*4+0x12345], cl
  ror edi, cl
  ror dword [eax+ecx*4+0x12345], cl
  ror dword [ebp+8], cl
  rcl si, cl
  rcl word [ebp+8], cl
  rcl word [lab], cl
  rcl edi, cl
  rcl dword [lab], cl
  rcl dword [eax+ecx*4+0x12345], cl
  rcr si, cl
  rcr word [eax+ecx*4+0x12345], cl
  rcr word [ebp+8], cl
  rcr edi, cl
  rcr dword [ebp+8], cl
  rcr dword [lab], cl
  shl si, cl
  shl word [lab], cl
  shl word [eax+ecx*4+0x12345], cl
  shl edi, cl
  shl dword [eax+ecx*4+0x12345], cl
  shl dword [ebp+8], cl
  shr si, cl
  shr word [ebp+8], cl
  shr word [lab], cl
  shr edi, cl
  shr dword [lab], cl
  shr dword [eax+ecx*4+0x12345], cl
  sal si, cl
  sal word [eax+ecx*4+0x12345], cl
  sal word [ebp+8], cl
  sal edi, cl
  sal dword [ebp+8], cl
  sal dword [lab], cl
  sar si, cl
  sar word [lab], cl
  sar word [eax+ecx*4+0x12345], cl
  sar edi, cl
  sar dword [eax+ecx*4+0x12345], cl
  sar dword [ebp+8], cl
  aam 5
  aam 0x80
  aad 5
  aad 0x80
  salc
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
  jmp 8:lab
  in al, dx
  in ax, dx
  in eax, dx
  out dx, al
  out dx, ax
  out dx, eax
  int1
  hlt
  cmc
  test bl, 5
  test bl, 0x80
  test byte [ebp+8], 5
  test byte [ebp+8], 0x80
  test byte [lab], 5
  test byte [lab], 0x80
  test byte [eax+ecx*4+0x12345], 5
  test byte [eax+ecx*4+0x12345], 0x80
  not bl
  not byte [eax+ecx*4+0x12345]
  not byte [ebp+8]
  neg bl
  neg byte [ebp+8]
  neg byte [lab]
  mul bl
  mul byte [lab]
  mul byte [eax+ecx*4+0x12345]
  imul bl
  imul byte [eax+ecx*4+0x12345]
  imul byte [ebp+8]
  div bl
  div byte [ebp+8]
  div byte [lab]
  idiv bl
  idiv byte [lab]
  idiv byte [eax+ecx*4+0x12345]
  test si, 0x1234
  test si, -129
  test word [eax+ecx*4+0x12345], 0x1234
  test word [eax+ecx*4+0x12345], -129
  test word [ebp+8], 0x1234
  test word [ebp+8], -129
  test edi, 0x1234
  test edi, -129
  test dword [ebp+8], 0x1234
  test dword [ebp+8], -129
  test dword [lab], 0x1234
  test dword [lab], -129
  test word [lab], 0x1234
  test word [lab], -129
  test dword [eax+ecx*4+0x12345], 0x1234
  test dword [eax+ecx*4+0x12345], -129
  not si
  not word [ebp+8]
  not word [lab]
  not edi
  not dword [lab]
  not dword [eax+ecx*4+0x12345]
  neg si
  neg word [eax+ecx*4+0x12345]
  neg word [ebp+8]
  neg edi
  neg dword [ebp+8]
  neg dword [lab]
  mul si
  mul word [lab]
  mul word [eax+ecx*4+0x12345]
  mul edi
  mul dword [eax+ecx*4+0x12345]
  mul dword [ebp+8]
  imul si
  imul word [ebp+8]
  imul word [lab]
  imul edi
  imul dword [lab]
  imul dword [eax+ecx*4+0x12345]
  div si
  div word [eax+ecx*4+0x12345]
  div word [ebp+8]
  div edi
  div dword [ebp+8]
  div dword [lab]
  idiv si
  idiv word [lab]
  idiv word [eax+ecx*4+0x12345]
  idiv edi
  idiv dword [eax+ecx*4+0x12345]
  idiv dword [ebp+8]
  clc
  stc
  cli
  sti
  cld
  std
  inc bl
  inc byte [ebp+8]
  inc byte [lab]
  dec bl
  dec byte [lab]
  dec byte [eax+ecx*4+0x12345]
  inc si
  inc word [eax+ecx*4+0x12345]
  inc word [ebp+8]
  inc dword [ebp+8]
  inc dword [lab]
  dec si
  dec word [lab]
  dec word [eax+ecx*4+0x12345]
  dec dword [eax+ecx*4+0x12345]
  dec dword [ebp+8]
  call si
  call word [ebp+8]
  call word [lab]
  call edi
  call dword [lab]
  call dword [eax+ecx*4+0x12345]
  call far word [ebp+8]
  call far word [lab]
  call far dword [eax+ecx*4+0x12345]
  call far dword [ebp+8]
  jmp si
  jmp word [ebp+8]
  jmp word [lab]
  jmp edi
  jmp dword [lab]
  jmp dword [eax+ecx*4+0x12345]
  jmp far word [ebp+8]
  jmp far word [lab]
  jmp far dword [eax+ecx*4+0x12345]
  jmp far dword [ebp+8]
  push si
  push word [ebp+8]
  push word [lab]
  push dword [lab]
  push dword [eax+ecx*4+0x12345]
  sldt si
  sldt word [eax+ecx*4+0x12345]
  sldt word [ebp+8]
  sldt edi
  sldt word [lab]
  str si
  str word [lab]
  str word [eax+ecx*4+0x12345]
  str edi
  str word [ebp+8]
  lldt si
  lldt word [ebp+8]
  lldt word [lab]
  lldt word [eax+ecx*4+0x12345]
  ltr si
  ltr word [eax+ecx*4+0x12345]
  ltr word [ebp+8]
  ltr word [lab]
  verr si
  verr word [lab]
  verr word [eax+ecx*4+0x12345]
  verr word [ebp+8]
  verw si
  verw word [ebp+8]
  verw word [lab]
  verw word [eax+ecx*4+0x12345]
  sgdt [ebp+8]
  sgdt [lab]
  sgdt [eax+ecx*4+0x12345]
  sidt [lab]
  sidt [eax+ecx*4+0x12345]
  sidt [ebp+8]
  lgdt [eax+ecx*4+0x12345]
  lgdt [ebp+8]
  lgdt [lab]
  lidt [ebp+8]
  lidt [lab]
  lidt [eax+ecx*4+0x12345]
  smsw si
  smsw word [ebp+8]
  smsw word [lab]
  smsw edi
  smsw word [eax+ecx*4+0x12345]
  lmsw si
  lmsw word [eax+ecx*4+0x12345]
  lmsw word [ebp+8]
  lmsw word [lab]
  invlpg [eax+ecx*4+0x12345]
  invlpg [ebp+8]
  vmcall
  vmlaunch
  vmresume
  vmxoff
  monitor
  mwait
  xgetbv
  xsetbv
  vmfunc
  rdtscp
  lar ax, si
  lar ax, word [eax+ecx*4+0x12345]
  lar ax, word [ebp+8]
  lar edi, eax
  lar edi, word [eax+ecx*4+0x12345]
  lar edi, word [ebp+8]
  lsl ax, si
  lsl ax, word [eax+ecx*4+0x12345]
  lsl ax, word [ebp+8]
  lsl edi, eax
  lsl edi, word [eax+ecx*4+0x12345]
  lsl edi, word [ebp+8]
  syscall
  clts
  sysret
  invd
  wbinvd
  ud2
  prefetchnta byte [lab]
  prefetchnta byte [eax+ecx*4+0x12345]
  nop si
  nop word [eax+ecx*4+0x12345]
  nop word [ebp+8]
  nop edi
  nop dword [ebp+8]
  nop dword [lab]
  mov edi, cr0
  mov edi, cr4
  mov eax, dr7
  mov cr0, edi
  mov cr4, edi
  mov dr7, eax
  wrmsr
  rdtsc
  rdmsr
  rdpmc
  sysenter
  sysexit
  getsec
  cmovo si, ax
  cmovo si, word [ebp+8]
  cmovo si, word [lab]
  cmovo eax, edi
  cmovo eax, dword [ebp+8]
  cmovo eax, dword [lab]
  cmovno si, ax
  cmovno si, word [ebp+8]
  cmovno si, word [lab]
  cmovno eax, edi
  cmovno eax, dword [ebp+8]
  cmovno eax, dword [lab]
  cmovb si, ax
  cmovb si, word [ebp+8]
  cmovb si, word [lab]
  cmovb eax, edi
  cmovb eax, dword [ebp+8]
  cmovb eax, dword [lab]
  cmovae si, ax
  cmovae si, word [ebp+8]
  cmovae si, word [lab]
  cmovae eax, edi
  cmovae eax, dword [ebp+8]
  cmovae eax, dword [lab]
  cmove si, ax
  cmove si, word [ebp+8]
  cmove si, word [lab]
  cmove eax, edi
  cmove eax, dword [ebp+8]
  cmove eax, dword [lab]
  cmovne si, ax
  cmovne si, word [ebp+8]
  cmovne si, word [lab]
  cmovne eax, edi
  cmovne eax, dword [ebp+8]
  cmovne eax, dword [lab]
  cmovbe si, ax
  cmovbe si, word [ebp+8]
  cmovbe si, word [lab]
  cmovbe eax, edi
  cmovbe eax, dword [ebp+8]
  cmovbe eax, dword [lab]
  cmova si, ax
  cmova si, word [ebp+8]
  cmova si, word [lab]
  cmova eax, edi
  cmova eax, dword [ebp+8]
  cmova eax, dword [lab]
  cmovs si, ax
  cmovs si, word [ebp+8]
  cmovs si, word [lab]
  cmovs eax, edi
  cmovs eax, dword [ebp+8]
  cmovs eax, dword [lab]
  cmovns si, ax
  cmovns si, word [ebp+8]
  cmovns si, word [lab]
  cmovns eax, edi
  cmovns eax, dword [ebp+8]
  cmovns eax, dword [lab]
  cmovp si, ax
  cmovp si, word [ebp+8]
  cmovp si, word [lab]
  cmovp eax, edi
  cmovp eax, dword [ebp+8]
  cmovp eax, dword [lab]
  cmovnp si, ax
  cmovnp si, word [ebp+8]
  cmovnp si, word [lab]
  cmovnp eax, edi
  cmovnp eax, dword [ebp+8]
  cmovnp eax, dword [lab]
  cmovl si, ax
  cmovl si, word [ebp+8]
  cmovl si, word [lab]
  cmovl eax, edi
  cmovl eax, dword [ebp+8]
  cmovl eax, dword [lab]
  cmovge si, ax
  cmovge si, word [ebp+8]
  cmovge si, word [lab]
  cmovge eax, edi
  cmovge eax, dword [ebp+8]
  cmovge eax, dword [lab]
  cmovle si, ax
  cmovle si, word [ebp+8]
  cmovle si, word [lab]
  cmovle eax, edi
  cmovle eax, dword [ebp+8]
  cmovle eax, dword [lab]
  cmovg si, ax
  cmovg si, word [ebp+8]
  cmovg si, word [lab]
  cmovg eax, edi
  cmovg eax, dword [ebp+8]
  cmovg eax, dword [lab]
  vmread edi, edi
  vmread dword [lab], edi
  vmread dword [eax+ecx*4+0x12345], edi
  vmwrite eax, edi
  vmwrite eax, dword [ebp+8]
  vmwrite eax, dword [lab]
  seto bl
  seto byte [lab]
  seto byte [eax+ecx*4+0x12345]
  setno bl
  setno byte [eax+ecx*4+0x12345]
  setno byte [ebp+8]
  setb bl
  setb byte [ebp+8]
  setb byte [lab]
  setae bl
  setae byte [lab]
  setae byte [eax+ecx*4+0x12345]
  sete bl
  sete byte [eax+ecx*4+0x12345]
  sete byte [ebp+8]
  setne bl
  setne byte [ebp+8]
  setne byte [lab]
  setbe bl
  setbe byte [lab]
  setbe byte [eax+ecx*4+0x12345]
  seta bl
  seta byte [eax+ecx*4+0x12345]
  seta byte [ebp+8]
  sets bl
  sets byte [ebp+8]
  sets byte [lab]
  setns bl
  setns byte [lab]
  setns byte [eax+ecx*4+0x12345]
  setp bl
  setp byte [eax+ecx*4+0x12345]
  setp byte [ebp+8]
  setnp bl
  setnp byte [ebp+8]
  setnp byte [lab]
  setl bl
  setl byte [lab]
  setl byte [eax+ecx*4+0x12345]
  setge bl
  setge byte [eax+ecx*4+0x12345]
  setge byte [ebp+8]
  setle bl
  setle byte [ebp+8]
  setle byte [lab]
  setg bl
  setg byte [lab]
  setg byte [eax+ecx*4+0x12345]
  push fs
  pop fs
  cpuid
  bt si, si
  bt word [eax+ecx*4+0x12345], si
  bt word [ebp+8], si
  bt eax, eax
  bt dword [eax+ecx*4+0x12345], eax
  bt dword [ebp+8], eax
  shld si, si, 5
  shld si, si, 0x80
  shld word [eax+ecx*4+0x12345], si, 5
  shld word [eax+ecx*4+0x12345], si, 0x80
  shld word [ebp+8], si, 5
  shld word [ebp+8], si, 0x80
  shld eax, eax, 5
  shld eax, eax, 0x80
  shld dword [eax+ecx*4+0x12345], eax, 5
  shld dword [eax+ecx*4+0x12345], eax, 0x80
  shld dword [ebp+8], eax, 5
  shld dword [ebp+8], eax, 0x80
  shld si, si, cl
  shld word [eax+ecx*4+0x12345], si, cl
  shld word [ebp+8], si, cl
  shld eax, eax, cl
  shld dword [eax+ecx*4+0x12345], eax, cl
  shld dword [ebp+8], eax, cl
  cmpxchg bl, bl
  cmpxchg byte [eax+ecx*4+0x12345], bl
  cmpxchg byte [ebp+8], bl
  cmpxchg ax, ax
  cmpxchg word [eax+ecx*4+0x12345], ax
  cmpxchg word [ebp+8], ax
  cmpxchg edi, edi
  cmpxchg dword [eax+ecx*4+0x12345], edi
  cmpxchg dword [ebp+8], edi
  push gs
  pop gs
  bts ax, ax
  bts word [eax+ecx*4+0x12345], ax
  bts word [ebp+8], ax
  bts edi, edi
  bts dword [eax+ecx*4+0x12345], edi
  bts dword [ebp+8], edi
  shrd ax, ax, 5
  shrd ax, ax, 0x80
  shrd word [eax+ecx*4+0x12345], ax, 5
  shrd word [eax+ecx*4+0x12345], ax, 0x80
  shrd word [ebp+8], ax, 5
  shrd word [ebp+8], ax, 0x80
  shrd edi, edi, 5
  shrd edi, edi, 0x80
  shrd dword [eax+ecx*4+0x12345], edi, 5
  shrd dword [eax+ecx*4+0x12345], edi, 0x80
  shrd dword [ebp+8], edi, 5
  shrd dword [ebp+8], edi, 0x80
  shrd ax, ax, cl
  shrd word [eax+ecx*4+0x12345], ax, cl
  shrd word [ebp+8], ax, cl
  shrd edi, edi, cl
  shrd dword [eax+ecx*4+0x12345], edi, cl
  shrd dword [ebp+8], edi, cl
  fxsave [ebp+8]
  fxsave [lab]
  fxrstor [eax+ecx*4+0x12345]
  fxrstor [ebp+8]
  xsave [lab]
  xsave [eax+ecx*4+0x12345]
  xrstor [ebp+8]
  xrstor [lab]
  tpause eax
  umwait edi
  lfence
  mfence
  sfence
  imul si, ax
  imul si, word [ebp+8]
  imul si, word [lab]
  imul eax, edi
  imul eax, dword [ebp+8]
  imul eax, dword [lab]
  cmpxchg byte [lab], bl
  cmpxchg word [lab], ax
  cmpxchg dword [lab], edi
  lss eax, [eax+ecx*4+0x12345]
  lss eax, [ebp+8]
  btr ax, ax
  btr word [ebp+8], ax
  btr word [lab], ax
  btr edi, edi
  btr dword [ebp+8], edi
  btr dword [lab], edi
  lfs eax, [lab]
  lfs eax, [eax+ecx*4+0x12345]
  lgs eax, [ebp+8]
  lgs eax, [lab]
  movzx ax, bl
  movzx ax, byte [ebp+8]
  movzx ax, byte [lab]
  movzx edi, al
  movzx edi, byte [ebp+8]
  movzx edi, byte [lab]
  movzx edi, ax
  movzx edi, word [ebp+8]
  movzx edi, word [lab]
  popcnt ax, si
  popcnt ax, word [ebp+8]
  popcnt ax, word [lab]
  popcnt edi, eax
  popcnt edi, dword [ebp+8]
  popcnt edi, dword [lab]
  bt ax, 5
  bt ax, 0x80
  bt word [lab], 5
  bt word [lab], 0x80
  bt word [eax+ecx*4+0x12345], 5
  bt word [eax+ecx*4+0x12345], 0x80
  bt eax, 5
  bt eax, 0x80
  bt dword [eax+ecx*4+0x12345], 5
  bt dword [eax+ecx*4+0x12345], 0x80
  bt dword [ebp+8], 5
  bt dword [ebp+8], 0x80
  bts ax, 5
  bts ax, 0x80
  bts word [ebp+8], 5
  bts word [ebp+8], 0x80
  bts word [lab], 5
  bts word [lab], 0x80
  bts eax, 5
  bts eax, 0x80
  bts dword [lab], 5
  bts dword [lab], 0x80
  bts dword [eax+ecx*4+0x12345], 5
  bts dword [eax+ecx*4+0x12345], 0x80
  btr ax, 5
  btr ax, 0x80
  btr word [eax+ecx*4+0x12345], 5
  btr word [eax+ecx*4+0x12345], 0x80
  btr word [ebp+8], 5
  btr word [ebp+8], 0x80
  btr eax, 5
  btr eax, 0x80
  btr dword [ebp+8], 5
  btr dword [ebp+8], 0x80
  btr dword [lab], 5
  btr dword [lab], 0x80
  btc ax, 5
  btc ax, 0x80
  btc word [lab], 5
  btc word [lab], 0x80
  btc word [eax+ecx*4+0x12345], 5
  btc word [eax+ecx*4+0x12345], 0x80
  btc eax, 5
  btc eax, 0x80
  btc dword [eax+ecx*4+0x12345], 5
  btc dword [eax+ecx*4+0x12345], 0x80
  btc dword [ebp+8], 5
  btc dword [ebp+8], 0x80
  btc ax, ax
  btc word [ebp+8], ax
  btc word [lab], ax
  btc edi, edi
  btc dword [ebp+8], edi
  btc dword [lab], edi
  bsf ax, si
  bsf ax, word [eax+ecx*4+0x12345]
  bsf ax, word [ebp+8]
  bsf edi, eax
  bsf edi, dword [eax+ecx*4+0x12345]
  bsf edi, dword [ebp+8]
  bsr ax, si
  bsr ax, word [eax+ecx*4+0x12345]
  bsr ax, word [ebp+8]
  bsr edi, eax
  bsr edi, dword [eax+ecx*4+0x12345]
  bsr edi, dword [ebp+8]
  movsx ax, bl
  movsx ax, byte [eax+ecx*4+0x12345]
  movsx ax, byte [ebp+8]
  movsx edi, al
  movsx edi, byte [eax+ecx*4+0x12345]
  movsx edi, byte [ebp+8]
  movsx edi, ax
  movsx edi, word [eax+ecx*4+0x12345]
  movsx edi, word [ebp+8]
  xadd al, al
  xadd byte [ebp+8], al
  xadd byte [lab], al
  xadd si, si
  xadd word [ebp+8], si
  xadd word [lab], si
  xadd eax, eax
  xadd dword [ebp+8], eax
  xadd dword [lab], eax
  movnti dword [lab], eax
  movnti dword [eax+ecx*4+0x12345], eax
  cmpxchg8b qword [eax+ecx*4+0x12345]
  cmpxchg8b qword [ebp+8]
  xrstors [lab]
  xrstors [eax+ecx*4+0x12345]
  xsaves [ebp+8]
  xsaves [lab]
  rdrand si
  rdrand eax
  rdseed ax
  rdseed edi
  bswap edi
  invept eax, [ebp+8]
  invept eax, [lab]
  invvpid eax, [lab]
  invvpid eax, [eax+ecx*4+0x12345]
  invpcid eax, [eax+ecx*4+0x12345]
  invpcid eax, [ebp+8]
  movbe ax, word [ebp+8]
  movbe ax, word [lab]
  movbe eax, dword [lab]
  movbe eax, dword [eax+ecx*4+0x12345]
  crc32 eax, bl
  crc32 eax, byte [lab]
  crc32 eax, byte [eax+ecx*4+0x12345]
  movbe word [ebp+8], ax
  movbe word [lab], ax
  movbe dword [lab], eax
  movbe dword [eax+ecx*4+0x12345], eax
  crc32 edi, ax
  crc32 edi, word [ebp+8]
  crc32 edi, word [lab]
  crc32 eax, edi
  crc32 eax, dword [ebp+8]
  crc32 eax, dword [lab]
  iretw
  pushaw
  popad
  jmp far [lab]
  call dword far [lab]
  mov [es:lab], al
  a16 lodsb
  a32 lodsb
  o16 retf
  o32 retf
  jmp dword 8:lab
  jmp word 8:lab
  push dword 5
  push word 5
  xchg eax, eax
at1: loopne at1
at2: loope at2
at3: loop at3
at4: jcxz at4
at5: jecxz at5
near_end:
  ret
