import { addMessages, currentLanguage } from '../../i18n/i18n';

/**
 * Loads the editor with its words. Monaco takes its own from a table that must be there before it: they stay in the language
 * in which the editor was loaded, until the page is opened again.
 */
export async function loadEditor(): Promise<typeof import('./source-editor')> {
  const monacoWords = currentLanguage() === 'zh-CN' ? import('monaco-editor/nls/lang/zh-cn') : Promise.resolve();
  const editor = monacoWords.then(() => import('./source-editor'));
  await addMessages(async (language) =>
    language === 'zh-CN'
      ? { language: (await import('../../i18n/zh-CN/language')).language }
      : { language: (await import('../../i18n/en/language')).language },
  );
  return editor;
}
