import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';

const FOLDER = fileURLToPath(new URL('../../programs/asm/', import.meta.url));
const SOURCES = readdirSync(FOLDER).filter((name) => name.endsWith('.asm'));

function include(name: string): string | null {
  const path = `${FOLDER}include/${name}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('the same bytes as NASM 2.16 -f bin', () => {
  it('has sources to compare', () => {
    expect(SOURCES.length).toBeGreaterThanOrEqual(9);
  });

  it.each(SOURCES)('%s', (name) => {
    const golden = readFileSync(`${FOLDER}${name.replace(/\.asm$/, '.bin')}`);
    const program = assemble([{ name, text: readFileSync(`${FOLDER}${name}`, 'utf8') }], include);
    expect(program.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
    // The first line that differs says more than two long dumps.
    const image = program.image ?? new Uint8Array(0);
    const wrong = program.lines.find((entry) => {
      const section = program.sections.find(
        ({ vstart, bytes }) => entry.address >= vstart && entry.address < vstart + bytes.length,
      );
      if (section === undefined) return false;
      const at = section.start - (program.sections[0]?.start ?? 0) + entry.address - section.vstart;
      return hex(image.subarray(at, at + entry.length)) !== hex(golden.subarray(at, at + entry.length));
    });
    expect(wrong).toBeUndefined();
    expect(image.length).toBe(golden.length);
    expect(hex(image) === hex(golden)).toBe(true);
  });

  it('reads a list of files as one text', () => {
    const files = [
      'bits 64\norg 0x1000\nstart: jmp there\n',
      'times 200 nop\nthere: hlt\n%define X 5\n',
      'mov al, X\n',
    ];
    const list = files.map((text, index) => ({ name: `${index}.asm`, text }));
    const whole = assemble([{ name: 'whole.asm', text: files.join('') }], () => null);
    const parts = assemble(list, () => null);
    expect(hex(parts.image ?? new Uint8Array(0))).toBe(hex(whole.image ?? new Uint8Array(0)));
    expect(parts.symbols.find((symbol) => symbol.name === 'there')).toMatchObject({
      file: '1.asm',
      line: 2,
      value: 0x1000n + 205n,
    });
  });
});
