import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import type { Diagnostic } from '../../../src/asm/program';
import { fillMessage } from '../../../src/asm/report/message';
import { MESSAGES } from '../../../src/asm/report/messages.table';
import { BROKEN, type Broken, INCLUDED } from './broken-sources';

/** Says mode and origin, so that the lines of the source keep their numbers. */
const FIRST = { name: 'head.asm', text: 'bits 64\norg 0x1000\n' };

function diagnosticsOf(source: string): readonly Diagnostic[] {
  return assemble([FIRST, { name: 'x.asm', text: source }], (name) => INCLUDED.get(name) ?? null).diagnostics;
}

function placeOf({ file, line, column }: Diagnostic): string {
  return `${file === 'x.asm' ? '' : `${file}:`}${line}:${column}`;
}

function saidBy({ severity, code, params }: Diagnostic): string {
  const hint = params.suggestion ?? params.include;
  return `${severity === 'error' ? '' : 'warning '}${code}${hint === undefined ? '' : ` ${hint}`}`;
}

describe('what is wrong is said where it is', () => {
  it.each(BROKEN)('%s', (...[, source, at, said, via]: Broken) => {
    const found = diagnosticsOf(source);
    const first = found.find(({ severity }) => severity === 'error') ?? found[0];
    if (first === undefined) throw new Error('nothing is said');
    expect([placeOf(first), saidBy(first)]).toEqual([at, said]);
    expect(first.endColumn).toBeGreaterThan(first.column);
    expect(first.message).not.toMatch(/[{}[\]]{2}|undefined|\{\w+\}/);
    const [origin] = first.via ?? [];
    expect(origin === undefined ? undefined : `${origin.kind} ${origin.name} ${origin.file}:${origin.line}`).toBe(via);
    if (first.severity === 'error') {
      const program = assemble([FIRST, { name: 'x.asm', text: source }], (name) => INCLUDED.get(name) ?? null);
      expect(program.sections).toEqual([]);
      expect(program.image).toBeUndefined();
    }
  });

  it('has a row for every message', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(100);
    const said = new Set(BROKEN.flatMap(([, source]) => diagnosticsOf(source).map(({ code }) => code)));
    said.add('mode-not-said');
    expect(Object.keys(MESSAGES).filter((code) => !said.has(code))).toEqual([]);
  });

  it('leaves out of a message what it has no parameter for', () => {
    expect(fillMessage('a {x}[[, b {y}]][[, c {z}]]', { x: 1, z: 'w' })).toBe('a 1, c w');
    const [found] = diagnosticsOf(' mvo eax, 1');
    expect(found?.message).toBe('unknown instruction `mvo`; did you mean `mov`?');
    expect(diagnosticsOf(' xyzzyplugh eax')[0]?.message).toBe('unknown instruction `xyzzyplugh`');
  });

  it('names the whole way through macros and included files', () => {
    const source = '%macro inner 0\n%include "broken.inc"\n%endmacro\n%macro outer 0\n inner\n%endmacro\n outer';
    expect(diagnosticsOf(source)[0]).toMatchObject({
      file: 'broken.inc',
      line: 2,
      via: [
        { kind: 'include', name: 'broken.inc', file: 'x.asm', line: 2 },
        { kind: 'macro', name: 'inner', file: 'x.asm', line: 5 },
        { kind: 'macro', name: 'outer', file: 'x.asm', line: 7 },
      ],
    });
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
