import { useSyncExternalStore } from 'react';
import { currentTranslate, onLanguageChange, type Translate } from './i18n';

/**
 * The translation function of the current language; the component renders again when the language changes, or when what
 * the fact tables say in it has been loaded.
 */
export function useT(): Translate {
  return useSyncExternalStore(onLanguageChange, currentTranslate);
}
