import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';

interface Broken {
  readonly name: string;
  readonly source: string;
  /** line:column of the first error */
  readonly at: string;
  readonly message: RegExp;
}

const BROKEN: readonly Broken[] = [
  {
    name: 'misspelt mnemonic',
    source: ' mvo eax, 1',
    at: '1:2',
    message: /unknown instruction `mvo`; did you mean `mov`\?/,
  },
  { name: 'misspelt VMX mnemonic', source: ' nop\n vmluanch foo', at: '2:2', message: /did you mean `vmlaunch`/ },
  {
    name: 'undefined symbol',
    source: 'start:\n jmp strat',
    at: '2:6',
    message: /symbol `strat` is not defined; did you mean `start`\?/,
  },
  {
    name: 'undefined local symbol',
    source: 'a:\n.x: nop\nb: jmp .x',
    at: '3:8',
    message: /symbol `b\.x` is not defined/,
  },
  { name: 'two definitions', source: 'a: nop\na: nop', at: '2:1', message: /`a` is defined already at x\.asm:1/ },
  {
    name: 'operand sizes',
    source: ' mov eax, bl',
    at: '1:2',
    message: /do not go together: `eax, bl`/,
  },
  {
    name: 'size not known',
    source: ' inc [rbx]',
    at: '1:2',
    message: /size of the operand is not known; write `byte`/,
  },
  { name: 'operand count', source: ' mov eax', at: '1:2', message: /`mov` takes 2 operands, here are 1/ },
  { name: 'wrong operand', source: ' mov 5, eax', at: '1:2', message: /cannot have a number as operand 1/ },
  { name: 'bracket', source: ' mov eax, [rbx', at: '1:15', message: /`\]` is missing/ },
  { name: 'parenthesis', source: ' dd (1 + 2', at: '1:11', message: /`\)` is missing/ },
  { name: 'string', source: ' db "abc', at: '1:5', message: /string is not closed/ },
  { name: 'empty operand', source: ' mov eax,', at: '1:10', message: /an expression is missing/ },
  { name: 'bad number', source: ' dd 12zz', at: '1:5', message: /`12zz` is not a number/ },
  { name: 'index', source: ' mov eax, [rax + rsp*2]', at: '1:11', message: /`rsp` cannot be an index/ },
  { name: 'scale', source: ' mov eax, [rbx + rcx*6]', at: '1:11', message: /by 1, 2, 4 or 8 in an address, not by 6/ },
  { name: 'three registers', source: ' mov eax, [rax + rbx + rcx]', at: '1:11', message: /at most two registers/ },
  { name: 'mixed register sizes', source: ' mov eax, [rax + ebx]', at: '1:11', message: /same size/ },
  {
    name: 'high byte with REX',
    source: ' mov r9b, ah',
    at: '1:2',
    message: /`ah` cannot be used in an instruction that needs a REX prefix/,
  },
  {
    name: 'short jump',
    source: ' jmp short far_away\n times 200 nop\nfar_away:',
    at: '1:6',
    message: /200 bytes away; a short jump reaches/,
  },
  {
    name: 'loop out of reach',
    source: ' loop far_away\n times 200 nop\nfar_away:',
    at: '1:7',
    message: /short jump reaches/,
  },
  { name: 'mode', source: ' pusha', at: '1:2', message: /`pusha` does not exist in 64-bit mode/ },
  { name: 'missing endif', source: ' nop\n%if 1\n nop', at: '2:1', message: /`%if` without `%endif`/ },
  { name: 'stray endif', source: ' nop\n%endif', at: '2:1', message: /`%endif` without `%if`/ },
  { name: 'two elses', source: '%if 1\n%else\n%else\n%endif', at: '3:1', message: /after `%else`/ },
  { name: 'missing endmacro', source: '%macro m 0\n nop', at: '1:1', message: /`%macro` without `%endmacro`/ },
  { name: 'stray endmacro', source: '%endmacro', at: '1:', message: /`%endmacro` without `%macro`/ },
  { name: 'missing endrep', source: '%rep 3\n nop', at: '1:1', message: /`%rep` without `%endrep`/ },
  {
    name: 'macro parameters',
    source: '%macro m 2\n nop\n%endmacro\n m 1',
    at: '4:2',
    message: /macro `m` takes 2 parameters, here are 1/,
  },
  {
    name: 'error inside a macro',
    source: '%macro m 1\n mov %1, foo\n%endmacro\n m eax',
    at: '2:10',
    message: /`foo` is not defined/,
  },
  { name: 'error directive', source: '%error do not do this', at: '1:1', message: /^do not do this$/ },
  { name: 'include not found', source: '%include "no.inc"', at: '1:10', message: /cannot find the file `no\.inc`/ },
  {
    name: 'include cycle',
    source: '%include "cycle.inc"',
    at: '1:10',
    message: /include each other without end: cycle\.inc/,
  },
  {
    name: 'unknown directive',
    source: '%defien X 1',
    at: '1:1',
    message: /unknown preprocessor directive `%defien`; did you mean `%define`\?/,
  },
  {
    name: 'runaway rep',
    source: '%rep 100000\n%rep 100000\n nop\n%endrep\n%endrep',
    at: '3:2',
    message: /expands to more than 200000 lines/,
  },
  { name: 'rep count', source: '%rep 99999999\n nop\n%endrep', at: '1:1', message: /repeats at most/ },
  { name: 'runaway recursion', source: '%rmacro r 0\n r\n%endmacro\n r', at: '2:2', message: /nested too deeply/ },
  { name: 'huge times', source: ' times 999999999 db 0', at: '1:2', message: /count of `times` is too large/ },
  { name: 'too large', source: ' times 60000000 db 0\n times 60000000 db 0', at: '2:2', message: /larger than 64 MiB/ },
  { name: 'negative times', source: ' nop\n times -1 nop', at: '2:2', message: /count of `times` is negative/ },
  { name: 'scalar operator', source: 'a: nop\n dd a * 2 / 3', at: '2:', message: /works on plain numbers only/ },
  { name: 'division', source: ' dd 1 / 0', at: '1:7', message: /division by zero/ },
  { name: 'self-reference', source: 'a equ b + 1\nb equ a + 1\n db a', at: '1:', message: /do not settle/ },
  { name: 'alignment', source: ' align 3', at: '1:2', message: /power of two, not 3/ },
  { name: 'two origins', source: ' org 0x2000', at: '1:2', message: /`org` is given twice/ },
  { name: 'bits', source: ' bits 8', at: '1:2', message: /16, 32 or 64, not 8/ },
  {
    name: 'overlap',
    source: 'section a start=0x1000\n times 16 db 0\nsection b start=0x1008\n db 1',
    at: '1:',
    message: /overlap/,
  },
  { name: 'register as label', source: 'rax: nop', at: '1:1', message: /register `rax` cannot be a label/ },
  { name: 'extern', source: ' extern puts\n call puts', at: '2:7', message: /no symbols from outside/ },
  { name: 'endstruc', source: ' endstruc', at: '1:2', message: /`endstruc` without `struc`/ },
  { name: 'open struc', source: ' struc s\n.a: resb 1', at: '1:8', message: /`struc s` is not closed/ },
  {
    name: 'code in absolute space',
    source: ' absolute 0x500\n nop',
    at: '2:2',
    message: /no code or data in `absolute` space/,
  },
  {
    name: 'junk after the operands',
    source: ' mov eax, 1 2',
    at: '1:13',
    message: /end of the line or a comma is expected/,
  },
];

/** Says mode and origin, so that the lines of the source keep their numbers. */
const FIRST = { name: 'head.asm', text: 'bits 64\norg 0x1000\n' };

describe('what is wrong is said where it is', () => {
  it.each(BROKEN)('$name', ({ source, at, message }) => {
    const program = assemble([FIRST, { name: 'x.asm', text: source }], (name) =>
      name === 'cycle.inc' ? '%include "cycle.inc"\n' : null,
    );
    const errors = program.diagnostics.filter(
      (diagnostic) => diagnostic.severity === 'error' && message.test(diagnostic.message),
    );
    expect(errors, JSON.stringify(program.diagnostics)).not.toEqual([]);
    const [error] = errors;
    expect(
      `${error?.line}:${error?.column}`.startsWith(at),
      `${error?.file}:${error?.line}:${error?.column} ${error?.message}`,
    ).toBe(true);
    expect(error?.endColumn).toBeGreaterThan(error?.column ?? 0);
    expect(program.sections).toEqual([]);
    expect(program.image).toBeUndefined();
  });

  it('has at least thirty rows', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(30);
  });

  it('goes on after an error', () => {
    const program = assemble(
      [{ name: 'a', text: 'bits 64\norg 1\n mvo eax, 1\n nop\n mov eax, nowhere\n jmp short\n db "x\n' }],
      () => null,
    );
    const errors = program.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
    expect(errors.map((error) => error.line)).toEqual([3, 5, 6, 7]);
  });

  it('warns of a program that forgot mode and place, and only of such', () => {
    const forgot = assemble([{ name: 'a', text: ' mov ax, 1\n' }], () => null);
    expect(forgot.diagnostics).toMatchObject([
      { severity: 'warning', line: 1, message: expect.stringContaining('bits 64') },
    ]);
    expect(forgot.image).toEqual(Uint8Array.of(0xb8, 1, 0));
    expect(assemble([{ name: 'a', text: 'bits 64\n mov ax, 1\n' }], () => null).diagnostics).toEqual([]);
    expect(assemble([{ name: 'a', text: ' db 1\n' }], () => null).diagnostics).toEqual([]);
  });

  it('warns where NASM warns of values that do not fit', () => {
    const program = assemble(
      [{ name: 'a', text: 'bits 64\n db 256\n mov al, 300\n add rax, 0x80000000\n label\n' }],
      () => null,
    );
    expect(program.diagnostics.map(({ severity, line }) => `${severity} ${line}`)).toEqual([
      'warning 2',
      'warning 3',
      'warning 4',
      'warning 5',
    ]);
    expect(program.sections.length).toBe(1);
  });
});
