import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import { corpus, FOLDER, isNasm216, nasmImage } from '../../support/nasm-corpus.mjs';

const SOURCES = corpus();

function read(name: string): Uint8Array | null {
  const path = `${FOLDER}include/${name}`;
  return existsSync(path) ? readFileSync(path) : null;
}

function include(name: string): string | null {
  const bytes = read(name);
  return bytes === null ? null : Buffer.from(bytes).toString('utf8');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function linesOf(generated: boolean): string[] {
  return SOURCES.filter((source) => source.generated === generated).flatMap(({ text }) => text.split('\n'));
}

describe('the same bytes as NASM 2.16 -f bin', () => {
  it('has enough to compare', () => {
    expect(linesOf(false).filter((line) => /^\s*[^;\s]/.test(line)).length).toBeGreaterThanOrEqual(1500);
    expect(linesOf(true).filter((line) => line.startsWith('  ')).length).toBe(5000);
  });

  it.each(SOURCES)('$name', ({ name, text, golden: goldenName }) => {
    const golden = readFileSync(`${FOLDER}${goldenName}`);
    const program = assemble([{ name, text }], include, read);
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
    expect(wrong === undefined ? '' : `${text.split('\n')[wrong.line - 1]} (line ${wrong.line})`).toBe('');
    expect(image.length).toBe(golden.length);
    expect(hex(image) === hex(golden)).toBe(true);
  });

  it.skipIf(!isNasm216()).each(SOURCES)('$name, as the installed NASM assembles it', ({ name, text, golden }) => {
    expect(hex(nasmImage(name, text)) === hex(readFileSync(`${FOLDER}${golden}`))).toBe(true);
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
