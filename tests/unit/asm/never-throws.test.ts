import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';

const FOLDER = fileURLToPath(new URL('../../programs/asm/', import.meta.url));
const SOURCES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.asm') && !name.startsWith('forms'))
  .map((name) => readFileSync(`${FOLDER}${name}`, 'utf8'));
const WORDS = [
  ...new Set(SOURCES.join(' ').split(/\s+/)),
  ...'( ) [ ] { } % %% , : " \' ` \\ $ $$ - 0x ? dup equ -1 1<<63 %[ %1 %{1:2} %rotate %exitrep %macro %endmacro %rep %endrep %if %else %endif absolute struc'.split(
    ' ',
  ),
  'times 5000',
  '%include "self"',
  'x equ x + 1',
  '\n',
];

/** What is done to a source: at a place of it, something goes and something comes. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(40),
  word: fc.constantFrom(...WORDS),
  space: fc.boolean(),
});

describe('the assembler never throws', () => {
  it('on sources that were changed at random', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SOURCES), fc.array(change, { minLength: 1, maxLength: 8 }), (source, changes) => {
        let text = source;
        for (const { at, cut, word, space } of changes) {
          const place = Math.floor(at * text.length);
          const gap = space ? ' ' : '';
          text = `${text.slice(0, place)}${gap}${word}${gap}${text.slice(place + cut)}`;
        }
        const program = assemble([{ name: 'x', text }], (name) => (name === 'self' ? '%include "self"\n' : null));
        const broken = program.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
        expect(program.sections.length === 0 || !broken).toBe(true);
        expect(program.image === undefined).toBe(broken);
        for (const diagnostic of program.diagnostics) {
          expect(diagnostic.line).toBeGreaterThan(0);
          expect(diagnostic.column).toBeGreaterThan(0);
          expect(diagnostic.endColumn).toBeGreaterThan(diagnostic.column);
          expect(diagnostic.message).not.toBe('');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        assemble([{ name: 'x', text }], () => null);
      }),
      { numRuns: 300 },
    );
  });
});
