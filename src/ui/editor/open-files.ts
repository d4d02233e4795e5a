import { translate } from '../../i18n/i18n';
import { type OpenedFiles, openFiles } from '../../stores/open-outside-files';
import { notify } from '../../stores/view-actions';
import { track } from '../../stores/worker-line';

/** Adds files of the desktop to the program and says what became of them. */
export function takeFiles(files: readonly File[]): Promise<void> {
  return track(take(files));
}

async function take(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const { loadWords } = await import('./load-editor');
  const [opened] = await Promise.all([openFiles(files), loadWords()]);
  const text = describe(opened);
  const changed = opened.added.length + opened.replaced.length > 0;
  notify(text, changed ? { label: translate('language.files.undo'), run: opened.undo } : null);
}

function describe({ added, replaced, refused }: OpenedFiles): string {
  const names = (list: readonly string[]) => list.join(translate('language.comma'));
  return [
    ...(added.length === 0 ? [] : [translate('language.files.added', { count: added.length, names: names(added) })]),
    ...(replaced.length === 0 ? [] : [translate('language.files.replaced', { names: names(replaced) })]),
    ...refused.map(({ name, why }) => translate(`language.files.refused.${why}`, { name })),
  ].join(' ');
}

/** Lets somebody choose files. */
export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.asm,.inc,.nasm,.s,.txt,text/plain';
  input.onchange = () => void takeFiles([...(input.files ?? [])]);
  input.click();
}
