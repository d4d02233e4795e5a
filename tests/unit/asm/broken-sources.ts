import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemble } from '../../../src/asm/assembler';
import type { Diagnostic } from '../../../src/asm/program';
import { libraryFiles } from '../../../src/programs/library';

const FOLDER = join(import.meta.dirname, '../../programs/broken');

/** A source with something wrong, and what the assembler says of it. */
export interface BrokenSource {
  /** The text file of tests/programs/broken that holds it. */
  readonly group: string;
  readonly name: string;
  readonly source: string;
  /** Files that it may include, besides the library. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly said: string;
}

/** Says mode and origin, unless the source includes lab.inc; so its lines keep their numbers. */
const HEAD = { name: 'head.asm', text: 'bits 64\norg 0x1000\n' };
const LIBRARY = new Map(libraryFiles().map(({ name, text }) => [name, text]));

function namedParts(text: string, mark: string): { name: string; text: string }[] {
  const parts = `\n${text}`.split(`\n${mark} `).slice(1);
  return parts.map((part) => {
    const end = part.indexOf('\n');
    return { name: part.slice(0, end), text: `${part.slice(end + 1)}\n` };
  });
}

/**
 * Every case of tests/programs/broken: `=== name`, the source, `--- file` before each file that it may include, and
 * after `>>>` what is said, as `saidOf` writes it.
 */
export function brokenSources(): BrokenSource[] {
  return readdirSync(FOLDER).flatMap((group) =>
    namedParts(readFileSync(join(FOLDER, group), 'utf8'), '===').map(({ name, text }) => {
      const [given = '', said = ''] = text.split('\n>>>\n');
      const files = namedParts(given, '---');
      return { group, name, source: `${given.split('\n--- ')[0]}\n`, files, said: said.trimEnd() };
    }),
  );
}

/** Writes the cases back with what is said now; look at every difference. */
export function acceptWhatIsSaid(cases: readonly BrokenSource[]): void {
  const texts = new Map<string, string[]>();
  for (const { group, name, source, files, ...broken } of cases) {
    const parts = [`=== ${name}\n${source}`, ...files.map((file) => `--- ${file.name}\n${file.text}`)];
    const said = saidOf(assembleBroken({ group, name, source, files, ...broken }).diagnostics);
    texts.set(group, [...(texts.get(group) ?? []), `${parts.join('')}>>>\n${said}\n`]);
  }
  for (const [group, written] of texts) writeFileSync(join(FOLDER, group), written.join('\n'));
}

/** Assembles a case as the file x.asm. */
export function assembleBroken({ source, files }: BrokenSource): ReturnType<typeof assemble> {
  const texts = new Map([...LIBRARY, ...files.map(({ name, text }) => [name, text] as const)]);
  const file = { name: 'x.asm', text: source };
  return assemble(source.includes('"lab.inc"') ? [file] : [HEAD, file], (name) => texts.get(name) ?? null);
}

/** All diagnostics, each `file:line:from-to severity [code] text` with the way to it below, the nearest first. */
export function saidOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .flatMap(({ severity, file, line, column, endColumn, code, message, via = [] }) => [
      `${file}:${line}:${column}-${endColumn} ${severity} [${code}] ${message}`,
      ...via.map((origin) => `  in ${origin.kind} ${origin.name}, ${origin.file}:${origin.line}`),
    ])
    .join('\n');
}
