import { useSyncExternalStore } from 'react';
import { currentLanguage, onLanguageChange, type Translate, translate } from './i18n';

/** The translation function of the current language; the component renders again when the language changes. */
export function useT(): Translate {
  useSyncExternalStore(onLanguageChange, currentLanguage);
  return translate;
}
