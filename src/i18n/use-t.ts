import { useTranslation } from 'react-i18next';
import { type Translate, translate } from './i18n';

/** The translation function of the current language; the component renders again when the language changes. */
export function useT(): Translate {
  useTranslation();
  return translate;
}
