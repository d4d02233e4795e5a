import { readFileSync } from 'node:fs';
import { MESSAGES } from '../../../src/asm/report/messages.table';
import { factTexts } from '../../../src/i18n/zh-CN/facts/fact-texts';
import { lessons } from '../../../src/lessons/index';
import { programs } from '../../../src/programs/index';
import { programGroups } from '../../../src/programs/menu.table';
import { controlWords } from '../../../src/vmx/controls/control-words.table';
import { checkRules } from '../../../src/vmx/entry/checks/check-rules.table';
import { entryChecks } from '../../../src/vmx/entry/checks/entry-checks.table';
import { msrLoadChecks } from '../../../src/vmx/entry/msr-load-check.table';
import { exitReasons } from '../../../src/vmx/exit/exit-reasons.table';
import { vmInstructionErrors } from '../../../src/vmx/instructions/vm-instruction-errors.table';
import { vmcsFields } from '../../../src/vmx/vmcs/vmcs-fields.table';

/** A text with its path, e.g. ["app.header.share", "Share"]. */
export type NamedText = readonly [path: string, text: string];

/** Every text of a tree. */
export function leaves(tree: object, path = ''): NamedText[] {
  return Object.entries(tree).flatMap(([key, value]): NamedText[] => {
    if (typeof value === 'string') return [[`${path}${key}`, value]];
    return typeof value === 'object' && value !== null ? leaves(value, `${path}${key}.`) : [];
  });
}

/** The words of every namespace, also of those that are loaded late: one file each, exporting one tree. */
function wordsOf(files: Readonly<Record<string, unknown>>): NamedText[] {
  return Object.entries(files).flatMap(([file, module]) =>
    /\/(en|zh-cn)\.ts$/.test(file) ? [] : leaves(module as object),
  );
}

export const englishWords = wordsOf(import.meta.glob('../../../src/i18n/en/*.ts', { eager: true }));
export const chineseWords = wordsOf(import.meta.glob('../../../src/i18n/zh-CN/*.ts', { eager: true }));

/** The words of the page in English and Chinese, by the same path. */
export const pageWords: readonly (readonly [path: string, english: string, chinese: string])[] = (() => {
  const chinese = new Map(chineseWords);
  return englishWords.map(([path, english]) => [path, english, chinese.get(path) ?? ''] as const);
})();

/** The sentences of the fact tables in English and Chinese. */
export const factSentences: readonly (readonly [path: string, english: string, chinese: string])[] = [
  ...[...entryChecks, ...Object.values(msrLoadChecks)].flatMap(({ id, text, message, suggestion }) => {
    const words = factTexts.checks[text];
    return [
      [`checks.${id}.message`, message, words.message],
      [`checks.${id}.suggestion`, suggestion, words.suggestion],
    ] as const;
  }),
  ...Object.entries(checkRules).map(
    ([text, rule]) => [`checkRules.${text}`, rule, factTexts.checkRules[text as keyof typeof checkRules]] as const,
  ),
  ...controlWords.flatMap(({ word, rows }) =>
    rows.flatMap(({ id, name, does }) => {
      const words = leaves(factTexts.controls[word]);
      const textOf = (member: string) => words.find(([path]) => path === `${id}.${member}`)?.[1] ?? '';
      return [
        [`controls.${word}.${id}.name`, name, textOf('name')],
        [`controls.${word}.${id}.does`, does, textOf('does')],
      ] as const;
    }),
  ),
  ...exitReasons.map(({ id, handle }) => [`exitReasons.${id}`, handle, factTexts.exitReasons[id].handle] as const),
  ...vmInstructionErrors.map(({ id, hint }) => [`errors.${id}`, hint, factTexts.errors[id].hint] as const),
  ...vmcsFields.map(({ id, name }) => [`fields.${id}`, name, factTexts.fields[id]] as const),
  ...Object.entries(MESSAGES).map(
    ([code, text]) =>
      [`assembler.${code}`, text, leaves(factTexts.assembler).find(([key]) => key === code)?.[1] ?? ''] as const,
  ),
];

/** What the menu says of the programs. */
const programWords: readonly NamedText[] = [
  ...programGroups.map(({ id, title }): NamedText => [`programGroups.${id}`, title.zhCN]),
  ...programs.flatMap(({ id, title, summary, tries }) =>
    [title, summary, ...tries].map(({ zhCN: text }, n): NamedText => [`programs.${id}.${n}`, text]),
  ),
];

/** What the lessons and their exercises say: the data of the exercises, and the paragraphs of the texts. */
function lessonWords(): NamedText[] {
  const data = import.meta.glob<object>('../../../src/lessons/**/{index,lesson}.ts', { eager: true });
  const paragraphs = lessons.flatMap(({ id }) =>
    readFileSync(`src/lessons/${id}/text.zh-CN.mdx`, 'utf8')
      .replace(/```[\s\S]*?```|^import .*$|<[^>]*>/gm, '、')
      .split(/\n\s*\n/)
      .map((paragraph, n): NamedText => [`${id}/text.zh-CN:${n}`, paragraph]),
  );
  return [...Object.entries(data).flatMap(([file, module]) => leaves(module, `${file}:`)), ...paragraphs].filter(
    ([path]) => /zh-CN/.test(path),
  );
}

/** Every Chinese text of the page. */
export const chineseTexts: readonly NamedText[] = [
  ...chineseWords,
  ...leaves(factTexts).map(([path, text]): NamedText => [`facts.${path}`, text]),
  ...programWords,
  ...lessonWords(),
];

/** Four or more English words in a row that are no name in quotation marks and no code between backticks. */
export function englishSentence(text: string): string | null {
  const prose = text
    .replace(/`[^`]*`/g, '、')
    .replace(/\{\{?\w+\}?\}/g, '、')
    .replace(/“[^”]*”/g, '、')
    .replace(/[(（][A-Za-z0-9/,.\- ]*[)）]/g, '、');
  return /(?:[A-Za-z][A-Za-z'’-]*\s+){3}[A-Za-z]{2,}/.exec(prose)?.[0] ?? null;
}
