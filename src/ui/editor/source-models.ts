import type { editor } from 'monaco-editor/editor/editor.api';
import type { SourceFile } from '../../asm/program';
import { monaco } from './monaco';
import { NASM } from './nasm-language';

/** Monaco's text of a file; null when there is none yet. */
export function modelOf(file: string): editor.ITextModel | null {
  return monaco.editor.getModel(uriOf(file));
}

/** Makes Monaco's texts equal to the files: new ones are created, changed ones set, old ones dropped. */
export function syncModels(files: readonly SourceFile[], libraries: readonly SourceFile[]): void {
  const wanted = [...files, ...libraries];
  for (const { name, text } of wanted) {
    const model = modelOf(name);
    if (model === null) createModel(name, text);
    else if (model.getValue() !== text) model.setValue(text);
  }
  for (const model of monaco.editor.getModels()) {
    if (!wanted.some(({ name }) => uriOf(name).toString() === model.uri.toString())) model.dispose();
  }
}

function createModel(name: string, text: string): void {
  const model = monaco.editor.createModel(text, NASM, uriOf(name));
  // Colours mean modes here: brackets stay in the text's own.
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
}

function uriOf(file: string) {
  return monaco.Uri.from({ scheme: 'vmxray', path: `/${file}` });
}
