import { translate } from '../../i18n/i18n';
import { useSimulator } from '../../stores/simulator-store';
import { goToSource } from '../../stores/view-actions';
import { type Definition, findDefinition } from './find-definition';
import { monaco } from './monaco';
import { NASM } from './nasm-language';

/** Hovering over a word shows where it is defined and what is written there; F12 goes there. */
monaco.languages.registerHoverProvider(NASM, {
  provideHover(model, position) {
    const word = model.getWordAtPosition(position)?.word;
    const found = word === undefined ? null : definitionOf(word);
    if (found === null) return null;
    const where = translate('editor.definedIn', { file: found.file, line: found.line });
    return {
      contents: [
        { value: `\`\`\`${NASM}\n${found.text}\n\`\`\`` },
        ...(found.comment === '' ? [] : [{ value: escapeMarkdown(found.comment) }]),
        { value: escapeMarkdown(where) },
      ],
    };
  },
});

/** The command of an editor that goes to the definition of the word at the cursor. */
export function goToDefinition(
  model: ReturnType<typeof monaco.editor.getModel>,
  position: { lineNumber: number; column: number } | null,
): void {
  const word = position === null ? undefined : model?.getWordAtPosition(position)?.word;
  const found = word === undefined ? null : definitionOf(word);
  if (found !== null) goToSource(found.file, found.line);
}

function definitionOf(word: string): Definition | null {
  const { files, libraries } = useSimulator.getState();
  return findDefinition(word, [...files, ...libraries]);
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|]/g, '\\$&').replaceAll('\n', '  \n');
}
