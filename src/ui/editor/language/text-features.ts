import { translate } from '../../../i18n/i18n';
import type { IndexedSymbol, InstructionFact } from '../../../protocol/language';
import { formatSource, instructionFacts, languageIndex } from '../../../stores/language-queries';
import { monaco } from '../monaco';
import { NASM } from '../nasm-language';
import { fileOf } from '../source-models';
import { macroUse } from './completion';
import { escapeMarkdown } from './symbol-text';

/* What can be folded, the format of a text (Shift+Alt+F), and the operands of a macro or an instruction while one types them. */

const { FoldingRangeKind } = monaco.languages;

monaco.languages.registerFoldingRangeProvider(NASM, {
  async provideFoldingRanges(model) {
    const { folds } = await languageIndex();
    return (folds[fileOf(model)] ?? []).map(({ from, to, kind }) => ({
      start: from,
      end: to,
      ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
    }));
  },
});

monaco.languages.registerDocumentFormattingEditProvider(NASM, {
  async provideDocumentFormattingEdits(model) {
    const version = model.getVersionId();
    const lines = (await formatSource(model.getLinesContent().join('\n'))).split('\n');
    if (model.getVersionId() !== version || lines.length !== model.getLineCount()) return null;
    // Line by line: breakpoints and the cursor stay where they are.
    return lines.flatMap((text, n) => {
      const line = n + 1;
      return model.getLineContent(line) === text
        ? []
        : [{ range: new monaco.Range(line, 1, line, model.getLineMaxColumn(line)), text }];
    });
  },
});

monaco.languages.registerSignatureHelpProvider(NASM, {
  signatureHelpTriggerCharacters: [' ', ','],
  signatureHelpRetriggerCharacters: [','],
  async provideSignatureHelp(model, position, _token, { triggerKind }) {
    const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
    const match = /^\s*(?:[\w.?@#$~%]+:\s*)?([A-Za-z_.?@][\w.?@#$~]*)\s+([^;]*)$/.exec(before);
    const name = match?.[1] ?? '';
    if (name === '') return null;
    const macro = (await languageIndex()).symbols.find((symbol) => symbol.kind === 'macro' && symbol.name === name);
    const asked = triggerKind === monaco.languages.SignatureHelpTriggerKind.Invoke;
    const fact = macro === undefined && asked ? (await instructionFacts()).get(name.toLowerCase()) : undefined;
    const signatures = macro !== undefined ? macroSignature(macro) : instructionSignatures(fact);
    if (signatures.length === 0) return null;
    const value = { signatures, activeSignature: 0, activeParameter: commas(match?.[2] ?? '') };
    return { value, dispose: () => undefined };
  },
});

function macroSignature(macro: IndexedSymbol): monaco.languages.SignatureInformation[] {
  const use = macroUse(macro);
  if (use === null) return [];
  return [
    {
      label: `${macro.name} ${use}`,
      documentation: { value: escapeMarkdown(macro.comment.split(' : ').slice(1).join(' : ')) },
      parameters: parametersOf(use),
    },
  ];
}

function instructionSignatures(fact: InstructionFact | undefined): monaco.languages.SignatureInformation[] {
  if (fact === undefined) return [];
  return fact.forms.map(({ operands, sizes }) => ({
    label: `${fact.mnemonic} ${operands}`,
    ...(sizes.length === 0
      ? {}
      : { documentation: translate('language.instruction.bits', { sizes: sizes.join(' ') }) }),
    parameters: parametersOf(operands),
  }));
}

const parametersOf = (text: string) => text.split(',').map((part) => ({ label: part.replace(/[[\]]/g, '').trim() }));

const commas = (text: string): number => text.replace(/"[^"]*"|'[^']*'|\{[^}]*\}/g, '').split(',').length - 1;
