import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import { MESSAGES } from '../../../src/asm/report/messages.table';
import { acceptWhatIsSaid, assembleBroken, brokenSources, saidOf } from './broken-sources';

const BROKEN = brokenSources();

// `ACCEPT_SAID=1 npx vitest run tests/unit/asm/diagnostics.test.ts` after a change that is meant to change the words.
if (process.env.ACCEPT_SAID === '1') acceptWhatIsSaid(BROKEN);

describe('what is wrong is said where it is', () => {
  it.each(BROKEN)('$group: $name', (broken) => {
    const program = assembleBroken(broken);
    expect(broken.said).not.toBe('');
    expect(saidOf(program.diagnostics)).toBe(broken.said);
    const failed = program.diagnostics.some(({ severity }) => severity === 'error');
    if (failed) expect(program.sections).toEqual([]);
    expect(program.image === undefined).toBe(failed);
    for (const { message, column, endColumn } of program.diagnostics) {
      expect(message).not.toMatch(/\[\[|\]\]|undefined|\{\w+\}/);
      expect(endColumn).toBeGreaterThan(column);
    }
  });

  it('has a case for every message', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(300);
    expect(new Set(BROKEN.map(({ group, name }) => `${group} ${name}`)).size).toBe(BROKEN.length);
    const said = new Set(BROKEN.flatMap(({ said }) => [...said.matchAll(/\[([a-z\d-]+)\]/g)].map(([, code]) => code)));
    // Only of a program that says no mode; below.
    said.add('mode-not-said');
    expect(Object.keys(MESSAGES).filter((code) => !said.has(code))).toEqual([]);
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
