import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import { createDisassembler } from '../../../src/asm/disassembler';

const LINES = [
  'mov rax, 0x123456789abc',
  'mov qword [rbx+rcx*4+0x10], 5',
  'lea rdi, [rel 0x2000]',
  'vmlaunch',
  'vmwrite rax, rbx',
  'vmread [rsp+8], rax',
  'rep stosq',
  'lock cmpxchg [rdx], ecx',
  'in al, dx',
  'mov cr3, rax',
  'jmp 0x1000',
  'hlt',
];

describe('the disassembler', () => {
  const disassembler = createDisassembler();

  it('writes what the assembler understands, to the same bytes', () => {
    const source = `bits 64\norg 0x1000\n${LINES.join('\n')}\n`
      .replace('[rel 0x2000]', '[rel there]')
      .concat('there equ $$ + 0x1000\n');
    const program = assemble([{ name: 'a', text: source }], () => null);
    expect(program.diagnostics).toEqual([]);
    const bytes = program.image ?? new Uint8Array(0);
    const instructions = disassembler.disassemble(bytes, 0x1000n);
    expect(instructions.map((instruction) => instruction.text)).toEqual(LINES);
    expect(instructions.reduce((sum, instruction) => sum + instruction.length, 0)).toBe(bytes.length);
    expect(instructions.flatMap((instruction) => [...instruction.bytes])).toEqual([...bytes]);
  });

  it('shows bytes that are no instruction as data, and goes on', () => {
    const instructions = disassembler.disassemble(Uint8Array.of(0x06, 0x90), 0n);
    expect(instructions.map((instruction) => instruction.text)).toEqual(['db 0x06', 'nop']);
  });

  it('leaves out an instruction that the bytes cut off', () => {
    expect(
      disassembler.disassemble(Uint8Array.of(0x90, 0x48, 0xb8, 0x01), 0n).map((instruction) => instruction.text),
    ).toEqual(['nop']);
    expect(disassembler.disassemble(Uint8Array.of(0x48, 0xb8), 0n)[0]?.text).toBe('db 0x48');
  });

  it('knows 16- and 32-bit code', () => {
    expect(disassembler.disassemble(Uint8Array.of(0xb8, 0x34, 0x12), 0n, 16)[0]?.text).toBe('mov ax, 0x1234');
    expect(disassembler.disassemble(Uint8Array.of(0xb8, 0x34, 0x12, 0, 0), 0n, 32)[0]?.text).toBe('mov eax, 0x1234');
  });
});
