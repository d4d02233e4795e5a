import { describe, expect, test } from 'vitest';
import { applyEdits, renameSymbol } from '../../../src/asm/language/rename-symbol';
import type { SourceFile } from '../../../src/asm/program';
import { programs } from '../../../src/programs';
import { libraryFiles } from '../../../src/programs/library';
import { languageIndex } from '../../../src/worker/language/language-service';

const LIBRARY = libraryFiles();
const resolverOf = (files: readonly SourceFile[]) => (name: string) =>
  [...LIBRARY, ...files].find((file) => file.name === name)?.text ?? null;

/** Renames what stands where `|` stands in the texts; gives the texts back, or why not. */
function renamed(texts: readonly string[], name: string): readonly string[] | object {
  const at = texts.findIndex((text) => text.includes('|'));
  const before = texts[at]?.slice(0, texts[at]?.indexOf('|')).split('\n') ?? [];
  const files = texts.map((text, n) => ({ name: `${n}.asm`, text: text.replace('|', '') }));
  const place = { file: `${at}.asm`, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const result = renameSymbol(files, resolverOf(files), place, name);
  return result.ok ? files.map((file) => applyEdits(file, result.edits).text) : result.refusal;
}

describe('another name everywhere', () => {
  test('a label, with its local labels elsewhere, across files', () => {
    expect(renamed(['bits 64\n|one:\n.a: jmp one.a\n call one', 'two: jmp one ; one\n db "one"'], 'first')).toEqual([
      'bits 64\nfirst:\n.a: jmp first.a\n call first',
      'two: jmp first ; one\n db "one"',
    ]);
  });

  test('a local label from a use of it; the dot may be left out', () => {
    const text = 'bits 64\na:\n.l: jmp .|l\nb:\n.l: jmp a.l\n jmp .l';
    const after = 'bits 64\na:\n.again: jmp .again\nb:\n.l: jmp a.again\n jmp .l';
    expect(renamed([text], 'again')).toEqual([after]);
    expect(renamed([text], '.again')).toEqual([after]);
  });

  test('macros, their own labels, definitions and constants', () => {
    expect(renamed(['bits 64\n%macro |m 0\n nop\n%endmacro\n m'], 'nothing')).toEqual([
      'bits 64\n%macro nothing 0\n nop\n%endmacro\n nothing',
    ]);
    expect(renamed(['bits 64\n%macro m 0\n%%|l: jmp %%l\n%endmacro\n m'], 'again')).toEqual([
      'bits 64\n%macro m 0\n%%again: jmp %%again\n%endmacro\n m',
    ]);
    expect(renamed(['bits 64\n%define |x 4\n mov eax, x'], 'y')).toEqual(['bits 64\n%define y 4\n mov eax, y']);
    expect(renamed(['bits 64\nC equ 4\n mov eax, |C + C'], 'D')).toEqual(['bits 64\nD equ 4\n mov eax, D + D']);
  });

  test('is refused', () => {
    expect(renamed(['bits 64\n|a: nop'], 'rax')).toEqual({ kind: 'reserved' });
    expect(renamed(['bits 64\n|a: nop'], 'mov')).toEqual({ kind: 'reserved' });
    expect(renamed(['bits 64\n|a: nop'], 'qword')).toEqual({ kind: 'reserved' });
    expect(renamed(['bits 64\n|a: nop'], '1a')).toEqual({ kind: 'not-a-name' });
    expect(renamed(['bits 64\n|a: nop'], 'b c')).toEqual({ kind: 'not-a-name' });
    expect(renamed(['bits 64\n|a: nop\nb: nop'], 'b')).toEqual({ kind: 'taken', file: '0.asm', line: 3 });
    expect(renamed(['bits 64\n|a: nop\n%idefine B 1'], 'b')).toEqual({ kind: 'taken', file: '0.asm', line: 3 });
    expect(renamed(['bits 64\n|nop'], 'x')).toEqual({ kind: 'nothing-there' });
    expect(renamed(['%include "lab.inc"\nstart: mov eax, |LAB_CODE'], 'x')).toEqual({ kind: 'library' });
  });

  test('is refused where a macro makes a use of the name', () => {
    expect(renamed(['bits 64\n|part_one: nop\n%macro go 1\n jmp part_%1\n%endmacro\n go one'], 'x')).toMatchObject({
      kind: 'changes-program',
      diagnostic: { file: '0.asm' },
    });
    // No error, but other bytes: the length of the name is data.
    expect(renamed(['bits 64\n%define |abc 1\n%defstr s abc\n%strlen n "abc"\nabcd equ n\n db abc'], 'x')).toEqual([
      'bits 64\n%define x 1\n%defstr s x\n%strlen n "abc"\nabcd equ n\n db x',
    ]);
  });

  test('every name of an example can be changed and changed back', () => {
    for (const { files } of programs.slice(0, 1)) {
      for (const symbol of languageIndex(files).symbols) {
        const [span] = symbol.definitions;
        if (span === undefined || symbol.kind === 'section' || !files.some(({ name }) => name === span.file)) continue;
        const result = renameSymbol(files, resolverOf(files), span, 'zz_another');
        if (!result.ok) expect(result.refusal).toEqual({ kind: 'nothing-there' });
        else {
          const after = files.map((file) => applyEdits(file, result.edits));
          expect(after).not.toEqual(files);
          const back = renameSymbol(after, resolverOf(after), span, symbol.written);
          expect(back.ok && after.map((file) => applyEdits(file, back.edits))).toEqual(files);
        }
      }
    }
  });
});
