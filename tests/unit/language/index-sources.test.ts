import { describe, expect, test } from 'vitest';
import { indexSources } from '../../../src/asm/language/index-sources';
import type { IndexedSymbol } from '../../../src/asm/language/language';
import type { SourceFile } from '../../../src/asm/program';
import { programs } from '../../../src/programs';
import { languageIndex, symbolValues } from '../../../src/worker/language/language-service';

const index = (text: string, ...others: SourceFile[]) =>
  indexSources([{ name: 'a.asm', text }, ...others], (name) => others.find((file) => file.name === name)?.text ?? null);

/** A symbol as text: its kind, then line:column of definitions and of references. */
function told(symbols: readonly IndexedSymbol[], name: string): string | undefined {
  const symbol = symbols.find((candidate) => candidate.name === name);
  const places = (spans: IndexedSymbol['definitions']) =>
    spans.map(({ line, column, endColumn }) => `${line}:${column}-${endColumn}`).join(' ');
  return symbol === undefined
    ? undefined
    : `${symbol.kind} ${places(symbol.definitions)} | ${places(symbol.references)}`;
}

describe('names and where they stand', () => {
  test('labels, local labels and constants', () => {
    const { symbols } = index(`SIZE equ 4
main:
.loop: mov eax, SIZE
 jmp .loop
other:
.loop: call main
 jmp main.loop
data dq SIZE, other`);
    expect(told(symbols, 'SIZE')).toBe('constant 1:1-5 | 3:17-21 8:9-13');
    expect(told(symbols, 'main')).toBe('label 2:1-5 | 6:13-17 7:6-10');
    expect(told(symbols, 'main.loop')).toBe('local-label 3:1-6 | 4:6-11 7:10-15');
    expect(told(symbols, 'other.loop')).toBe('local-label 6:1-6 | ');
    expect(told(symbols, 'data')).toBe('label 8:1-5 | ');
    expect(symbols.map(({ name }) => name)).not.toContain('eax');
  });

  test('macros with their own labels, parameters, and what is called like a label', () => {
    const { symbols } = index(`%macro twice 1
%%again: dec %1
 jnz %%again
.inner: jmp .inner
%endmacro
%imacro LOUD 0
%endmacro
 twice eax
here: twice ebx
 loud`);
    expect(told(symbols, 'twice')).toBe('macro 1:8-13 | 8:2-7 9:7-12');
    expect(told(symbols, 'twice%%again')).toBe('macro-local 2:1-8 | 3:6-13');
    expect(told(symbols, 'twice:.inner')).toBe('local-label 4:1-7 | 4:13-19');
    expect(told(symbols, 'here')).toBe('label 9:1-5 | ');
    expect(told(symbols, 'LOUD')).toBe('macro 6:9-13 | 10:2-6');
  });

  test('definitions, whose parameters are no names of the program', () => {
    const { symbols } = index(`a: nop
%define add2(a) a + 2
%assign n 1
%assign n n + 1
%ifdef n
 dd add2(n), a
%endif`);
    expect(told(symbols, 'add2')).toBe('define 2:9-13 | 6:5-9');
    expect(told(symbols, 'n')).toBe('define 3:9-10 4:9-10 | 4:11-12 5:8-9 6:10-11');
    expect(told(symbols, 'a')).toBe('label 1:1-2 | 6:14-15');
  });

  test('sections, structures, contexts, `$name`', () => {
    const { symbols } = index(`section .data start=0x200000
struc point
.x: resd 1
endstruc
 mov eax, [rbx + point.x]
%push c
%$top: jmp %$top
$eax: jmp $eax`);
    expect(told(symbols, '.data')).toBe('section 1:9-14 | ');
    expect(told(symbols, 'point')).toBe('structure 2:7-12 | 5:18-23');
    expect(told(symbols, 'point.x')).toBe('local-label 3:1-3 | 5:23-25');
    expect(told(symbols, '%$top')).toBe('macro-local 7:1-6 | 7:12-17');
    expect(told(symbols, 'eax')).toBe('label 8:2-5 | ');
  });

  test('names in strings and comments are none, and what lies beyond an include is found once', () => {
    const part = { name: 'part.inc', text: 'shared: nop\n' };
    const { symbols, includes } = index(
      `%include "part.inc"
 db "shared" ; shared
%include "part.inc"
 call shared`,
      part,
    );
    expect(symbols.find(({ name }) => name === 'shared')).toMatchObject({
      definitions: [{ file: 'part.inc', line: 1 }],
      references: [{ file: 'a.asm', line: 4, column: 7 }],
    });
    expect(includes.map(({ target, span }) => `${target} ${span.line}`)).toEqual(['part.inc 1', 'part.inc 3']);
  });

  test('what is said of a name: behind it, else above it', () => {
    const { symbols } = index(`; counts things
; one by one
count: dq 0
LIMIT equ 8 ; "not; more"
text: db "a;b", 0`);
    const said = Object.fromEntries(symbols.map(({ name, text, comment }) => [name, [text, comment]]));
    expect(said).toEqual({
      count: ['count: dq 0', 'counts things\none by one'],
      LIMIT: ['LIMIT equ 8', '"not; more"'],
      text: ['text: db "a;b", 0', ''],
    });
  });

  test.each(programs.map(({ id, files }) => [id, files] as const))(
    '%s: every label and constant that the assembler knows stands where it says',
    (_, files) => {
      const { symbols } = languageIndex(files);
      const known = new Map(symbols.map((symbol) => [symbol.name, symbol]));
      const missing = symbolValues(files).filter(
        ({ name, file, line }) =>
          known.get(name)?.definitions.some((span) => span.file === file && span.line === line) !== true,
      );
      expect(missing.map(({ name }) => name)).toEqual([]);
    },
  );
});

describe('what can be folded', () => {
  const folds = (text: string) =>
    (index(text).folds['a.asm'] ?? []).map(({ kind, from, to }) => `${kind} ${from}-${to}`).sort();

  test('pairs of directives, branches, sections, labels, comments', () => {
    expect(
      folds(`; one
; two
%macro m 0
 nop
%endmacro
section .text
start:
 nop
 %if 1
 nop
 %else
 hlt
 %endif

; about next
next:
 hlt
 %rep 2
 nop
 %endrep
struc s
.a: resb 1
endstruc`),
    ).toEqual(
      [
        'comment 1-2',
        'macro 3-5',
        'section 6-23',
        'label 7-13',
        'condition 9-10',
        'condition 11-13',
        'label 16-20',
        'repetition 18-20',
        'structure 21-23',
      ].sort(),
    );
  });

  test('what is not closed does not fold', () => {
    expect(folds('%macro m 0\n nop\n%if 1\n nop\n%endif')).toEqual(['condition 3-5']);
  });
});
