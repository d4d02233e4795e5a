import { assemble } from '../assembler';
import { registerNamed } from '../instruction/registers';
import type { AssembledProgram, Diagnostic, IncludeResolver, SourceFile, SourcePlace } from '../program';
import { isStatementWord } from '../statement/parse-statement';
import { SIZES } from '../statement/words.table';
import { indexSources } from './index-sources';
import type { IndexedSymbol, LanguageIndex, RenameResult, SourceSpan, TextEdit } from './language';

const NAME = /^[A-Za-z_?@\u0080-\uffff][\w?@#$~\u0080-\uffff]*$/;
const RESERVED = new Set('rel abs short near far strict nosplit seg wrt ptr times equ'.split(' '));

/** The symbol that stands at a place; of two on one word (`label.local`) the one whose part it is. */
export function symbolAt(index: LanguageIndex, place: SourcePlace): IndexedSymbol | undefined {
  const holds = ({ file, line, column, endColumn }: SourceSpan): boolean =>
    file === place.file && line === place.line && column <= place.column && place.column <= endColumn;
  return index.symbols.find(({ definitions, references }) => definitions.some(holds) || references.some(holds));
}

/**
 * The changes that give the symbol at a place another name everywhere. A name that NASM would refuse or that is taken is
 * refused; so is one with which the program would have other bytes, because a macro makes some use of the name.
 */
export function renameSymbol(
  files: readonly SourceFile[],
  resolve: IncludeResolver,
  place: SourcePlace,
  wanted: string,
): RenameResult {
  const index = indexSources(files, resolve);
  const symbol = symbolAt(index, place);
  if (symbol === undefined || symbol.kind === 'section') return { ok: false, refusal: { kind: 'nothing-there' } };
  const own = new Set(files.map(({ name }) => name));
  if (!symbol.definitions.every(({ file }) => own.has(file))) return { ok: false, refusal: { kind: 'library' } };
  const bare = wanted.trim().replace(/^(?:\.|%%|%\$+)/, '');
  if (!NAME.test(bare)) return { ok: false, refusal: { kind: 'not-a-name' } };
  const prefix = /^(?:\.|%%|%\$+)?/.exec(symbol.written)?.[0] ?? '';
  const written = prefix + bare;
  if (written === symbol.written) return { ok: true, edits: [] };
  if (prefix === '' && isReserved(bare)) return { ok: false, refusal: { kind: 'reserved' } };
  const name = symbol.name.slice(0, symbol.name.length - symbol.written.length) + written;
  const taken = takenBy(index, symbol, name);
  if (taken !== undefined) return { ok: false, refusal: { kind: 'taken', file: taken.file, line: taken.line } };

  const spans = [...symbol.definitions, ...symbol.references].filter(({ file }) => own.has(file));
  const edits = spans.map((span) => ({ span, text: written }));
  const changed = files.map((file) => applyEdits(file, edits));
  const problem = difference(assemble(files, resolve), assemble(changed, replaced(changed, resolve)));
  if (problem !== 'none') return { ok: false, refusal: { kind: 'changes-program', diagnostic: problem } };
  return { ok: true, edits };
}

function isReserved(name: string): boolean {
  const word = name.toLowerCase();
  return isStatementWord(word) || registerNamed(word) !== undefined || SIZES.has(word) || RESERVED.has(word);
}

function takenBy(index: LanguageIndex, symbol: IndexedSymbol, name: string): SourceSpan | undefined {
  const folded = name.toLowerCase();
  const other = index.symbols.find(
    (candidate) =>
      candidate !== symbol &&
      (candidate.name === name ||
        ((candidate.ignoreCase || symbol.ignoreCase) && candidate.name.toLowerCase() === folded)),
  );
  return other?.definitions[0];
}

/** A file with changes made; they must not overlap. */
export function applyEdits(file: SourceFile, edits: readonly TextEdit[]): SourceFile {
  const own = edits.filter(({ span }) => span.file === file.name);
  if (own.length === 0) return file;
  const lines = file.text.split('\n');
  for (const { span, text } of [...own].sort((a, b) => b.span.column - a.span.column)) {
    const line = lines[span.line - 1] ?? '';
    lines[span.line - 1] = line.slice(0, span.column - 1) + text + line.slice(span.endColumn - 1);
  }
  return { name: file.name, text: lines.join('\n') };
}

/** Included files of the program are the changed ones. */
function replaced(files: readonly SourceFile[], resolve: IncludeResolver): IncludeResolver {
  return (name) => files.find((file) => file.name === name)?.text ?? resolve(name);
}

/** An error that only the second program has, null when only their bytes differ. */
function difference(before: AssembledProgram, after: AssembledProgram): Diagnostic | null | 'none' {
  const errors = (program: AssembledProgram) => program.diagnostics.filter(({ severity }) => severity === 'error');
  const [old, now] = [errors(before), errors(after)];
  const added = now.find(({ message }) => !old.some((other) => other.message === message));
  if (now.length > old.length) return added ?? null;
  if (old.length > 0) return 'none';
  const same =
    before.sections.length === after.sections.length &&
    before.sections.every((section, n) => {
      const other = after.sections[n];
      return other !== undefined && section.start === other.start && sameBytes(section.bytes, other.bytes);
    });
  return same ? 'none' : null;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, n) => byte === b[n]);
