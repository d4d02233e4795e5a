import i18next from 'i18next';
import { en } from './en/en';
import { setFactTexts } from './facts';
import type { MessageKey, Messages } from './messages';

/** Languages of the page. */
export const languages = [
  { id: 'en', name: 'English' },
  { id: 'zh-CN', name: '简体中文' },
] as const;

export type Language = (typeof languages)[number]['id'];

/** Looks a message up and fills its `{{values}}` in. React escapes what it shows, so values are put in as they are. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

export const translate: Translate = (key, values) =>
  values === undefined ? fixed(key) : i18next.t(key as string, { ...values });

/** Messages without values in the current language: the page asks for them again with every step. */
const fixedTexts = new Map<MessageKey, string>();

function fixed(key: MessageKey): string {
  let text = fixedTexts.get(key);
  if (text === undefined) {
    text = i18next.t(key as string);
    fixedTexts.set(key, text);
  }
  return text;
}

/** The same function as `translate`, but another one after each change of words: what is remembered by it is done anew. */
export function currentTranslate(): Translate {
  return current;
}

let current: Translate = (key, values) => translate(key, values);

function tellOfChange(): void {
  fixedTexts.clear();
  current = (key, values) => translate(key, values);
  for (const listener of listeners) listener();
}

/** Calls `listener` after each change of the language or of its words, until the function returned is called. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const listeners = new Set<() => void>();

export function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((language) => language.id === text);
}

/** The language asked for by `?lang=`, else one chosen before, else the browser's first known one, else English. */
export function preferredLanguage(query: string, stored: string | null, browser: readonly string[]): Language {
  const asked = new URLSearchParams(query).get('lang');
  if (isLanguage(asked)) return asked;
  if (isLanguage(stored)) return stored;
  for (const tag of browser) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

/** Makes messages available. English is always there; the others are loaded when they are asked for. */
export async function startI18n(language: Language): Promise<void> {
  await i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  });
  await changeLanguage(language);
}

/** Gives the messages of a part of the page in one language. */
type PartOfMessages = (language: Language) => Promise<{ readonly [Name in keyof Messages]?: object }>;

const lateParts: PartOfMessages[] = [];

/** Adds the messages of a part of the page that is loaded late, now and after each change of the language. */
export async function addMessages(part: PartOfMessages): Promise<void> {
  lateParts.push(part);
  await loadPart(part, 'en');
  await loadPart(part, currentLanguage());
}

async function loadPart(part: PartOfMessages, language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await part(language), true, true);
}

export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'zh-CN' && !i18next.hasResourceBundle(language, 'translation')) {
    const { zhCN } = await import('./zh-CN/zh-cn');
    i18next.addResourceBundle(language, 'translation', zhCN);
  }
  await Promise.all(lateParts.map((part) => loadPart(part, language)));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  if (language === 'en') setFactTexts(null);
  tellOfChange();
  if (factsWanted) await loadFactTexts();
}

/** False until the page stands: what the fact tables say in another language is fetched behind it. */
let factsWanted = false;

/**
 * Fetches what the fact tables say in the current language, now and after each change of the language. English needs
 * nothing: the tables are in English. Without the network the English stands.
 */
export async function loadFactTexts(): Promise<void> {
  factsWanted = true;
  if (currentLanguage() === 'en') return;
  const loaded = await import('./zh-CN/facts/fact-texts').catch(() => null);
  if (loaded === null || currentLanguage() !== 'zh-CN') return;
  setFactTexts(loaded.factTexts);
  tellOfChange();
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}
