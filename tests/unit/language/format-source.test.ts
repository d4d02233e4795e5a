import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import { formatSource } from '../../../src/asm/language/format-source';
import type { SourceFile } from '../../../src/asm/program';
import { programs } from '../../../src/programs';
import { libraryFiles } from '../../../src/programs/library';

describe('a text in columns', () => {
  test('labels at the margin, mnemonics, operands and comments each in theirs', () => {
    expect(
      formatSource(`start:mov eax,1;one
  .l:
 jmp   .l    ; again
    rep movsb
mov qword [rbx+8] , rcx ; a longer one
\t; a note
; at the margin

count:dq 0
A equ 1
LONGER equ 2 ; two
  %define X   1  ; kept as it is
 %macro m 1
nop
 %endmacro`),
    ).toBe(`start:  mov     eax, 1          ;one
.l:
    jmp     .l                  ; again
    rep movsb
    mov     qword [rbx+8], rcx  ; a longer one
    ; a note
; at the margin

count:  dq      0
A       equ 1
LONGER  equ 2               ; two
%define X   1               ; kept as it is
%macro m 1
    nop
%endmacro`);
  });

  test('strings, lines that go on, and macros are left as they are', () => {
    const text = `    db      "a ,b;c", 'x;y', 0
    dd      1, \\
 2 ;   three
    jmp     .%1
x%1: nop
    push%+w 1`;
    const formatted = formatSource(text);
    expect(formatted.split('\n').slice(0, 3)).toEqual(text.split('\n').slice(0, 3));
    expect(formatted).toContain('\n    jmp     .%1\n');
    expect(formatted).toMatch(/\nx%1:\s+nop\n/);
    expect(formatted).toContain('push%+w');
  });
});

const library = libraryFiles();
const ASM = join(import.meta.dirname, '../../programs/asm');

/** Sources of every kind: the examples, the library, the assembler's corpus, the images for Bochs. */
function corpus(): { files: SourceFile[]; folder: string }[] {
  const folder = (path: string) =>
    readdirSync(path)
      .filter((name) => name.endsWith('.asm'))
      .map((name) => ({ files: [{ name, text: readFileSync(join(path, name), 'utf8') }], folder: path }));
  return [
    ...programs.map(({ files }) => ({ files: [...files], folder: '' })),
    ...folder(ASM),
    ...folder(join(import.meta.dirname, '../../oracle/images')),
  ];
}

const resolverOf =
  (files: readonly SourceFile[], folder: string, change: (text: string) => string) => (name: string) => {
    const known = [...library, ...files].find((file) => file.name === name);
    if (known !== undefined) return change(known.text);
    try {
      return change(readFileSync(join(folder, name), 'utf8'));
    } catch {
      return null;
    }
  };

const bytesOf = (files: readonly SourceFile[], folder: string, change = (text: string) => text) => {
  const changed = files.map(({ name, text }) => ({ name, text: change(text) }));
  const program = assemble(changed, resolverOf(changed, folder, change));
  return { errors: program.diagnostics.filter(({ severity }) => severity === 'error').length, image: program.image };
};

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  Buffer.compare(a ?? new Uint8Array(), b ?? new Uint8Array()) === 0;

/** Disturbs the blanks of a source where they mean nothing: at both ends of a line. */
function disturb(text: string, seed: number): string {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 0x8000_0000;
    return Math.floor((state / 0x8000_0000) * below);
  };
  return text
    .split('\n')
    .map((line) => {
      if (line.endsWith('\\') || line === '') return line;
      const start = /^\s/.test(line) ? ' '.repeat(1 + next(9)) + line.trimStart() : line;
      return start + ' '.repeat(next(3));
    })
    .join('\n');
}

describe('formatting never changes a program', () => {
  test.each(corpus().map((program) => [program.files[0]?.name ?? '', program] as const))(
    '%s',
    (_, { files, folder }) => {
      const before = bytesOf(files, folder);
      const after = bytesOf(files, folder, formatSource);
      expect(after.errors).toBe(before.errors);
      expect(sameBytes(after.image, before.image)).toBe(true);
      for (const { text } of [...files, ...library]) {
        const once = formatSource(text);
        expect(formatSource(once)).toBe(once);
        expect(once.split('\n').length).toBe(text.split('\n').length);
      }
    },
  );

  test('whatever blanks there were, the format is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), fc.constantFrom(...programs), (seed, { files }) => {
        for (const { text } of files) expect(formatSource(disturb(text, seed))).toBe(formatSource(text));
      }),
      { numRuns: 100 },
    );
  });

  test('any text survives: no line is lost, and twice is once', () => {
    const piece = fc.constantFrom(
      'mov',
      ' ',
      'eax',
      ',',
      ';',
      '"',
      "'",
      '`',
      '\\',
      '\n',
      ':',
      '%macro',
      '%1',
      '[',
      'x',
      '\t',
      '0x1',
      'db',
      '.',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const once = formatSource(text);
        expect(once.split('\n').length).toBe(text.split('\n').length);
        expect(formatSource(once)).toBe(once);
        expect(once.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
      { numRuns: 2000 },
    );
  });
});
