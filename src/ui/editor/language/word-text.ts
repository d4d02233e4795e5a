import type { Language, Translate } from '../../../i18n/i18n';
import { codeBlock } from './instruction-text';
import { type RegisterWord, registerWords } from './registers.table';
import { type LanguageWord, languageWords } from './words.table';

const words = new Map(languageWords.map((row) => [row.word, row]));
const registers = new Map(registerWords.map((row) => [row.name, row]));

/** A directive, a size or a register by its name, which ignores case. */
export const languageWord = (name: string): LanguageWord | undefined => words.get(name.toLowerCase());
export const registerWord = (name: string): RegisterWord | undefined => registers.get(name.toLowerCase());

export function wordText({ form, does }: LanguageWord, language: Language): string[] {
  return [codeBlock(form), does[language]];
}

export function registerText(row: RegisterWord, t: Translate): string {
  return t(`language.register.${row.kind}`, { bits: row.bits, whole: row.whole.toUpperCase() });
}
