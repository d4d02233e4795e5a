import type { editor } from 'monaco-editor/editor/editor.api';
import type { SourceFile } from '../../asm/program';
import type { SourceSpan } from '../../protocol/language';
import { editFile } from '../../stores/actions';
import { monaco } from './monaco';
import { NASM } from './nasm-language';

const SCHEME = 'vmxray';

/** Monaco's text of a file; null when there is none yet. */
export function modelOf(file: string): editor.ITextModel | null {
  return monaco.editor.getModel(uriOf(file));
}

/** The file that a text of Monaco's is of. */
export const fileOf = (model: editor.ITextModel): string => model.uri.path.slice(1);

export const uriOf = (file: string) => monaco.Uri.from({ scheme: SCHEME, path: `/${file}` });

export const rangeOf = ({ line, column, endColumn }: SourceSpan) => new monaco.Range(line, column, line, endColumn);

/** Makes Monaco's texts equal to the files: new ones are created, changed ones set, old ones dropped. */
export function syncModels(files: readonly SourceFile[], libraries: readonly SourceFile[]): void {
  const wanted = [...files, ...libraries];
  for (const { name, text } of wanted) {
    const model = modelOf(name);
    if (model === null) createModel(name, text);
    else if (model.getValue() !== text) model.setValue(text);
  }
  for (const model of monaco.editor.getModels()) {
    if (model.uri.scheme === SCHEME && !wanted.some(({ name }) => name === fileOf(model))) model.dispose();
  }
}

function createModel(name: string, text: string): void {
  const model = monaco.editor.createModel(text, NASM, uriOf(name));
  // Colours mean modes here: brackets stay in the text's own.
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
  // A new name changes other files than the one that is shown, too.
  model.onDidChangeContent(({ isFlush }) => {
    if (!isFlush) editFile(name, model.getValue());
  });
}
