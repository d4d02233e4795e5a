import { create } from 'zustand';
import { changeLanguage, currentLanguage, type Language } from '../i18n/i18n';
import { readStored, writeStored } from './storage';

export type Theme = 'auto' | 'light' | 'dark';

/** What a person chose about the page itself, kept from visit to visit. */
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  /** What `theme` comes to on this device now. */
  readonly dark: boolean;
}

const systemDark = matchMedia('(prefers-color-scheme: dark)');

export const useSettings = create<Settings>(() => {
  const theme = storedTheme();
  return { language: 'en', theme, dark: isDark(theme) };
});

export async function setLanguage(language: Language): Promise<void> {
  writeStored('language', language);
  await changeLanguage(language);
  useSettings.setState({ language });
}

export function setTheme(theme: Theme): void {
  writeStored('theme', theme);
  useSettings.setState({ theme, dark: isDark(theme) });
}

/** Takes the language over that the messages were started with, and keeps the document's class in step with the theme. */
export function startSettings(): void {
  useSettings.setState({ language: currentLanguage() });
  const apply = ({ dark }: Settings) => document.documentElement.classList.toggle('dark', dark);
  useSettings.subscribe(apply);
  apply(useSettings.getState());
  systemDark.addEventListener('change', () => setDark());
}

function setDark(): void {
  useSettings.setState(({ theme }) => ({ dark: isDark(theme) }));
}

function isDark(theme: Theme): boolean {
  return theme === 'dark' || (theme === 'auto' && systemDark.matches);
}

function storedTheme(): Theme {
  const stored = readStored('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}
