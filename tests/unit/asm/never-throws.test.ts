import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import { libraryFiles } from '../../../src/programs/library';
import { brokenSources } from './broken-sources';

const FOLDER = fileURLToPath(new URL('../../programs/asm/', import.meta.url));
const LIBRARY = new Map(libraryFiles().map(({ name, text }) => [name, text]));
/** Lines that a changed source keeps of the program that it comes from. */
const WINDOW = 60;

const SOURCES = [
  ...readdirSync(FOLDER)
    .filter((name) => name.endsWith('.asm') && !name.startsWith('forms'))
    .map((name) => readFileSync(`${FOLDER}${name}`, 'utf8').split('\n')),
  ...brokenSources().map(({ source }) => source.split('\n')),
];
const WORDS = [
  ...new Set(SOURCES.flat().join(' ').split(/\s+/)),
  ...'( ) [ ] { } % %% , : " \' ` \\ $ $$ - 0x ? dup equ -1 1<<63 %[ %1 %{1:2} %rotate %exitrep %macro %endmacro %rep %endrep %if %else %endif absolute struc'.split(
    ' ',
  ),
  'times 5000',
  '%include "self"',
  '%include "vmm.inc"',
  'incbin "bytes"',
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

/** Lines put together from words alone. */
const words = fc.array(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }), { maxLength: 25 });

/** Assembles what may be anything: there must be bytes, or a message that says where and why not. */
function expectAnswer(text: string): void {
  const include = (name: string): string | null =>
    name === 'self' ? '%include "self"\n' : (LIBRARY.get(name) ?? null);
  const program = assemble([{ name: 'x', text }], include, (name) => (name === 'bytes' ? Uint8Array.of(1, 2) : null));
  const broken = program.diagnostics.some(({ severity }) => severity === 'error');
  expect(program.image === undefined).toBe(broken);
  if (broken) expect(program.sections).toEqual([]);
  for (const { line, column, endColumn, message } of program.diagnostics) {
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(endColumn).toBeGreaterThan(column);
    expect(message).not.toBe('');
  }
}

// A source without an end would run into the time limit of the test.
describe('the assembler answers whatever it is given', () => {
  it('sources that were changed at random', { timeout: 240_000 }, () => {
    const sources = fc.constantFrom(...SOURCES);
    const changes = fc.array(change, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sources, fc.double({ min: 0, max: 1, noNaN: true }), changes, (source, from, list) => {
        const first = Math.floor(from * Math.max(0, source.length - WINDOW));
        let text = source.slice(first, first + WINDOW).join('\n');
        for (const { at, cut, word, space } of list) {
          const place = Math.floor(at * text.length);
          const gap = space ? ' ' : '';
          text = `${text.slice(0, place)}${gap}${word}${gap}${text.slice(place + cut)}`;
        }
        expectAnswer(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('words in any order', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(words, (lines) => expectAnswer(lines.map((line) => line.join(' ')).join('\n'))),
      { numRuns: 500 },
    );
  });

  it('any text', { timeout: 240_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectAnswer), { numRuns: 500 });
  });
});
