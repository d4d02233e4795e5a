/** Lines of the program that assembling is timed with. */
export const LONG_PROGRAM_LINES = 10_000;

const HEAD = `%include "lab.inc"
%include "vmx.inc"
LIMIT equ 4096
%define SLOT(n) [rbx + (n) * 8]
%macro save 1-*
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
%endmacro
%macro field 2
    mov eax, %1
    mov rdx, %2
    vmwrite rax, rdx
    ja %%good
    jmp failed
%%good:
%endmacro
start:
    mov rbx, table_0
    jmp function_0
failed:
    hlt
`;

/** One routine of such a program: branches near and far, a table, calls of macros, data, comments. */
function routine(n: number): string {
  const last = n > 0 ? `function_${n - 1}` : 'start';
  return `
; ---------------------------------------------------------------
; function_${n}: counts, looks things up, writes a field
; ---------------------------------------------------------------
function_${n}:
    save rax, rcx, rdx          ; what is changed below
    xor ecx, ecx
    mov rsi, text_${n}
    lea rdi, [table_${n} + rcx*8]
.next:
    lodsb
    test al, al
    jz .done                    ; the end of the text
    cmp al, '${'abcdefgh'[n % 8]}'
    jne .other
    mov SLOT(${n % 7}), rax
    inc qword [counter_${n}]
    jmp .next
.other:
    cmp ecx, LIMIT - ${n}
    jae .too_many
    add ecx, 1
    imul rdx, rcx, ${(n * 37) % 300}
    mov [rdi + rdx*4 + 0x${((n * 13) % 200).toString(16)}], eax
    and dword [rel flags_${n}], ~(1 << ${n % 31})
%if ${n % 3} == 0
    shl rdx, ${(n % 5) + 1}
    sub rdx, table_${n}.end - table_${n}
%else
    rol edx, 5
%endif
    loop .next
.too_many:
    call report_${n}
    jc ${last}
.done:
    field VMCS_GUEST_RIP, function_${n}
    restore rax, rcx, rdx
    jnc function_${n + 1}
    ret
report_${n}:
    mov eax, EXIT_REASON_CPUID | ${n} << 16
    mov rcx, 0x${(n * 0x1234567).toString(16)}
    movzx edx, word [table_${n} + ${n % 16}]
    test byte [rbp - ${(n % 60) * 4}], 0x80
    setnz al
    cmovz rax, [rsp + 8]
    vmread [rsp + ${n % 200}], rdx
    bt dword [flags_${n}], ${n % 32}
    jb failed
    jmp ${last}
align 8
table_${n}:
%assign i 0
%rep 4
    dq i * ${n} + 1, table_${n}
%assign i i + 1
%endrep
.end:
counter_${n}: dq 0
flags_${n}: dd 1 << ${n % 32}, -1
text_${n}: db "text of routine ${n}", 13, 10, 0
    times 3 dw ${n}
`;
}

/** A program of that many lines as people write them: labels, branches whose size depends on others, macros, loops. */
export function longProgram(): string {
  const lines = HEAD.split('\n').slice(0, -1);
  let n = 0;
  const body = (): string[] => routine(n).split('\n').slice(0, -1);
  const tail = (count: number): string[] => [`function_${count}:`, '    hlt'];
  while (lines.length + body().length + 2 <= LONG_PROGRAM_LINES) {
    lines.push(...body());
    n += 1;
  }
  lines.push(...tail(n));
  while (lines.length < LONG_PROGRAM_LINES) lines.push('    nop');
  return `${lines.join('\n')}\n`;
}
