import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import { writeListing } from '../../../src/asm/listing';

const MAIN = `bits 64
org 0x1000
%include "vmm.inc"
start:
  nop
  outer eax
message: db "hi", 0
size equ $ - message
section guest start=0x2000 vstart=0x9000
guest_start:
  hlt
`;
const VMM = `%macro outer 1
  inner %1, 5
  ret
%endmacro
%macro inner 2
  mov %1, %2
%%here: jmp %%here
%endmacro
`;
const resolve = (name: string): string | null => (name === 'vmm.inc' ? VMM : null);
const program = assemble([{ name: 'main.asm', text: MAIN }], resolve);

describe('the line map', () => {
  it('gives every byte its line, and lines of macros both levels', () => {
    expect(program.diagnostics).toEqual([]);
    expect(program.lines).toEqual([
      { address: 0x1000, length: 1, file: 'main.asm', line: 5, code: true },
      { address: 0x1001, length: 5, file: 'vmm.inc', line: 6, code: true, invokedAt: { file: 'main.asm', line: 6 } },
      { address: 0x1006, length: 2, file: 'vmm.inc', line: 7, code: true, invokedAt: { file: 'main.asm', line: 6 } },
      { address: 0x1008, length: 1, file: 'vmm.inc', line: 3, code: true, invokedAt: { file: 'main.asm', line: 6 } },
      { address: 0x1009, length: 3, file: 'main.asm', line: 7, code: false },
      { address: 0x9000, length: 1, file: 'main.asm', line: 11, code: true },
    ]);
  });

  it('keeps where a section is loaded apart from where it believes to be', () => {
    expect(program.sections.map(({ name, start, vstart, bytes }) => [name, start, vstart, bytes.length])).toEqual([
      ['.text', 0x1000, 0x1000, 12],
      ['guest', 0x2000, 0x9000, 1],
    ]);
    expect(program.image?.length).toBe(0x1001);
  });

  it('names symbols with their values and places, but not those that macros make up', () => {
    expect(program.symbols).toEqual([
      { name: 'start', kind: 'label', file: 'main.asm', line: 4, value: 0x1000n },
      { name: 'message', kind: 'label', file: 'main.asm', line: 7, value: 0x1009n },
      { name: 'size', kind: 'equ', file: 'main.asm', line: 8, value: 3n },
      { name: 'guest_start', kind: 'label', file: 'main.asm', line: 10, value: 0x9000n },
    ]);
  });

  it('is written as a listing', () => {
    const lines = writeListing(program, [{ name: 'main.asm', text: MAIN }], resolve).split('\n');
    expect(lines[0]).toBe('; main.asm');
    expect(lines).toContain(
      '     5 00001000 90                 nop'.replace('90                 nop', `90${' '.repeat(15)}  nop`),
    );
    expect(lines).toContain(`     6 00001001 b805000000${' '.repeat(7)}> mov %1, %2`);
    expect(lines.filter((line) => line.includes('> ')).length).toBe(3);
    expect(lines.some((line) => line.startsWith('    11 00009000 f4'))).toBe(true);
  });
});
