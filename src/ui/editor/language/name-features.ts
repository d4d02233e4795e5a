import { diagnosticMessage } from '../../../i18n/facts';
import { translate } from '../../../i18n/i18n';
import type { IndexedSymbol, RenameRefusal, SourceSpan } from '../../../protocol/language';
import { languageIndex, renameSymbol } from '../../../stores/language-queries';
import { notify } from '../../../stores/view-actions';
import { monaco } from '../monaco';
import { NASM } from '../nasm-language';
import { fileOf, rangeOf, uriOf } from '../source-models';
import { symbolAt } from './find-symbol';

/*
 * Where a name is defined (F12) and used (Shift+F12), giving it another name (F2), and the names of a file (Ctrl+Shift+O).
 */

const placeOf = (model: monaco.editor.ITextModel, { lineNumber, column }: monaco.IPosition) => ({
  file: fileOf(model),
  line: lineNumber,
  column,
});

const locationOf = (span: SourceSpan): monaco.languages.Location => ({
  uri: uriOf(span.file),
  range: rangeOf(span),
});

monaco.languages.registerDefinitionProvider(NASM, {
  async provideDefinition(model, position) {
    const place = placeOf(model, position);
    const index = await languageIndex();
    const include = index.includes.find(
      ({ span }) =>
        span.file === place.file &&
        span.line === place.line &&
        span.column <= place.column &&
        place.column <= span.endColumn,
    );
    if (include !== undefined) return { uri: uriOf(include.target), range: new monaco.Range(1, 1, 1, 1) };
    return symbolAt(index, place)?.symbol.definitions.map(locationOf) ?? null;
  },
});

monaco.languages.registerReferenceProvider(NASM, {
  async provideReferences(model, position, { includeDeclaration }) {
    const found = symbolAt(await languageIndex(), placeOf(model, position));
    if (found === null) return null;
    const { definitions, references } = found.symbol;
    return [...(includeDeclaration ? definitions : []), ...references].map(locationOf);
  },
});

monaco.languages.registerRenameProvider(NASM, {
  async resolveRenameLocation(model, position) {
    const found = symbolAt(await languageIndex(), placeOf(model, position));
    if (found === null || found.symbol.kind === 'section') {
      const range = new monaco.Range(position.lineNumber, position.column, position.lineNumber, position.column);
      return { range, text: '', rejectReason: translate('language.rename.nothing-there') };
    }
    return { range: rangeOf(found.span), text: found.symbol.written };
  },
  async provideRenameEdits(model, position, name) {
    const result = await renameSymbol(placeOf(model, position), name);
    if (!result.ok) {
      // Monaco would say it in the console only.
      notify(refusalText(result.refusal));
      return { edits: [] };
    }
    return {
      edits: result.edits.map(({ span, text }) => ({
        resource: uriOf(span.file),
        versionId: undefined,
        textEdit: { range: rangeOf(span), text },
      })),
    };
  },
});

function refusalText(refusal: RenameRefusal): string {
  if (refusal.kind === 'taken') return translate('language.rename.taken', { file: refusal.file, line: refusal.line });
  if (refusal.kind !== 'changes-program') return translate(`language.rename.${refusal.kind}`);
  const { diagnostic } = refusal;
  const message = diagnostic === null ? '' : `${diagnostic.file}:${diagnostic.line}: ${diagnosticMessage(diagnostic)}`;
  return translate('language.rename.changesProgram', { message });
}

const { SymbolKind } = monaco.languages;
const KINDS: Readonly<Record<IndexedSymbol['kind'], monaco.languages.SymbolKind>> = {
  label: SymbolKind.Function,
  'local-label': SymbolKind.Field,
  constant: SymbolKind.Constant,
  macro: SymbolKind.Method,
  define: SymbolKind.Variable,
  'macro-local': SymbolKind.Field,
  section: SymbolKind.Module,
  structure: SymbolKind.Struct,
};

monaco.languages.registerDocumentSymbolProvider(NASM, {
  async provideDocumentSymbols(model) {
    const file = fileOf(model);
    const { symbols } = await languageIndex();
    return symbols
      .flatMap((symbol) =>
        symbol.kind === 'macro-local'
          ? []
          : symbol.definitions.filter((span) => span.file === file).map((span) => ({ symbol, span })),
      )
      .sort((a, b) => a.span.line - b.span.line)
      .map(({ symbol, span }) => ({
        name: symbol.name,
        detail: translate(`language.kinds.${symbol.kind}`),
        kind: KINDS[symbol.kind],
        tags: [],
        range: rangeOf(span),
        selectionRange: rangeOf(span),
      }));
  },
});
