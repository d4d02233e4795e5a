; Included files, guards, macros from them, and sizes that depend on what comes later.
%include "constants.inc"
%include "constants.inc"
bits 64
default rel
org 0x100000
start:
  store rbx, FIRST
  store rbx+8, SECOND
  store rbx+8*THIRD, LATER
  jmp end
%assign before $-$$
  times before + 100 nop
%if $ - $$ > 200
  db 'long'
%else
  db 'short'
%endif
  jz start
  jz near end
  dd before
  resb 4
%rep 3
  jmp .inner%[before]
%assign before before+1
%endrep
.inner23: nop
.inner24: nop
.inner25: nop
.inner26: nop
.inner27: nop
.inner28: nop
.inner29: nop
.inner30: nop
.inner31: nop
.inner32: nop
.inner33: nop
.inner34: nop
.inner35: nop
.inner36: nop
.inner37: nop
.inner38: nop
LATER equ 120
  align 64
  mov eax, end - start
  add rcx, end - start
  cmp byte [rbx + end - start], 5
  jmp $ + 5
  jmp short $
  call $$
end:
  hlt
