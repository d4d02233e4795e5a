import type { SourcePlace } from '../../../asm/program';
import type { IndexedSymbol, LanguageIndex, SourceSpan } from '../../../protocol/language';

/** The symbol that stands at a place, with the stretch of text that names it. */
export function symbolAt(
  index: LanguageIndex,
  place: SourcePlace,
): { readonly symbol: IndexedSymbol; readonly span: SourceSpan } | null {
  const holds = ({ file, line, column, endColumn }: SourceSpan): boolean =>
    file === place.file && line === place.line && column <= place.column && place.column <= endColumn;
  for (const symbol of index.symbols) {
    const span = symbol.definitions.find(holds) ?? symbol.references.find(holds);
    if (span !== undefined) return { symbol, span };
  }
  return null;
}

/** The label whose local labels can be used at a line: the last one before it in its file. */
export function labelBefore(index: LanguageIndex, file: string, line: number): string {
  let name = '';
  let at = 0;
  for (const { kind, definitions, name: label } of index.symbols) {
    if (kind !== 'label' && kind !== 'structure') continue;
    for (const span of definitions) {
      if (span.file !== file || span.line > line || span.line < at) continue;
      name = label;
      at = span.line;
    }
  }
  return name;
}

/** The macro whose body a line lies in; null outside. */
export function macroAround(index: LanguageIndex, file: string, line: number): string | null {
  const fold = index.folds[file]?.find(({ kind, from, to }) => kind === 'macro' && from <= line && line <= to);
  if (fold === undefined) return null;
  return (
    index.symbols.find(
      ({ kind, definitions }) =>
        kind === 'macro' && definitions.some((span) => span.file === file && span.line === fold.from),
    )?.name ?? null
  );
}
