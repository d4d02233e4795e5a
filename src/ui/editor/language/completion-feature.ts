import { currentLanguage, translate } from '../../../i18n/i18n';
import { instructionFacts, languageIndex, symbolValues } from '../../../stores/language-queries';
import { useSimulator } from '../../../stores/simulator-store';
import { monaco } from '../monaco';
import { NASM } from '../nasm-language';
import { fileOf } from '../source-models';
import { type Knowledge, type Proposal, placeOf, proposals } from './completion';

const { CompletionItemKind } = monaco.languages;
const KINDS: Readonly<Record<Proposal['kind'], monaco.languages.CompletionItemKind>> = {
  instruction: CompletionItemKind.Keyword,
  macro: CompletionItemKind.Function,
  directive: CompletionItemKind.Module,
  label: CompletionItemKind.Reference,
  constant: CompletionItemKind.Constant,
  register: CompletionItemKind.Variable,
  define: CompletionItemKind.Value,
  word: CompletionItemKind.Unit,
};

interface Item extends monaco.languages.CompletionItem {
  readonly describe: Proposal['describe'];
}

/** The list that comes up while one types, or with Ctrl+Space. */
monaco.languages.registerCompletionItemProvider(NASM, {
  triggerCharacters: ['%', '.', '"'],
  async provideCompletionItems(model, position, context) {
    const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
    const place = placeOf(before);
    if (place === 'nothing' || place === 'name') return null;
    const typed = /[%.$]*[\w?@#$~]*(?:\.[\w?@#$~]*)*$/.exec(before)?.[0] ?? '';
    if (place === 'file') return fileNames(before, position);
    // A quote that ends a string, or a blank, asks for nothing: Enter behind it must begin a line.
    if (typed === '' && context.triggerKind === monaco.languages.CompletionTriggerKind.TriggerCharacter) return null;
    const range = new monaco.Range(
      position.lineNumber,
      position.column - typed.length,
      position.lineNumber,
      model.getWordAtPosition(position)?.endColumn ?? position.column,
    );
    const found = proposals(place, fileOf(model), position.lineNumber, await knowledge());
    // Behind a dot only local names: `.done` must not become `vm_exit.done`, which is another one.
    const meant = typed.startsWith('.') ? found.filter(({ label }) => label.startsWith('.')) : found;
    return { suggestions: meant.map((proposal) => toItem(proposal, range)) };
  },
  resolveCompletionItem(item) {
    const value = (item as Item).describe().join('\n\n');
    return value === '' ? item : { ...item, documentation: { value } };
  },
});

async function knowledge(): Promise<Knowledge> {
  const [index, values, instructions] = await Promise.all([languageIndex(), symbolValues(), instructionFacts()]);
  const libraries = new Set(useSimulator.getState().libraries.map(({ name }) => name));
  return { index, values, instructions, libraries, t: translate, language: currentLanguage() };
}

function toItem({ label, insert, kind, detail, group, describe }: Proposal, range: monaco.Range): Item {
  return {
    label: { label, description: detail },
    insertText: insert,
    filterText: label,
    sortText: `${group}${label}`,
    kind: KINDS[kind],
    range,
    describe,
  };
}

/** Names of files behind `%include "`. */
function fileNames(before: string, { lineNumber, column }: monaco.Position): monaco.languages.CompletionList {
  const { files, libraries } = useSimulator.getState();
  const typed = /[^"']*$/.exec(before)?.[0] ?? '';
  const range = new monaco.Range(lineNumber, column - typed.length, lineNumber, column);
  return {
    suggestions: [...libraries, ...files].map(({ name }) => ({
      label: name,
      insertText: name,
      kind: CompletionItemKind.File,
      range,
      describe: () => [],
    })),
  };
}
