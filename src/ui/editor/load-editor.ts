import { addMessages, currentLanguage } from '../../i18n/i18n';

type SourceEditorModule = typeof import('./source-editor');

let words: Promise<void> | null = null;
let editor: Promise<SourceEditorModule> | null = null;

/** Loads the words of what comes with the editor: its knowledge of the language, files to open and to take away. */
export function loadWords(): Promise<void> {
  words ??= addMessages(async (language) =>
    language === 'zh-CN'
      ? { language: (await import('../../i18n/zh-CN/language')).language }
      : { language: (await import('../../i18n/en/language')).language },
  );
  words.catch(() => {
    words = null;
  });
  return words;
}

/**
 * Loads the editor with its words. Monaco takes its own from a table that must be there before it: they stay in the language
 * in which the editor was loaded, until the page is opened again.
 */
export function loadEditor(): Promise<SourceEditorModule> {
  editor ??= load();
  editor.catch(() => {
    editor = null;
  });
  return editor;
}

async function load(): Promise<SourceEditorModule> {
  const monacoWords = currentLanguage() === 'zh-CN' ? import('monaco-editor/nls/lang/zh-cn') : Promise.resolve();
  const [loaded] = await Promise.all([monacoWords.then(() => import('./source-editor')), loadWords()]);
  return loaded;
}
