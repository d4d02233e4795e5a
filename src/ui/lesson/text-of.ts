import type { Language } from '../../i18n/i18n';
import type { Text } from '../../lessons/exercise';
import { useSettings } from '../../stores/settings-store';

/** Chooses the text of the page's language; English stands in for one that is missing. */
export function useTextOf(): (text: Text) => string {
  const language: Language = useSettings((settings) => settings.language);
  return (text) => text[language] ?? text.en;
}
