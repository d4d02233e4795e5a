import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/i18n/en/en';
import { zhCN } from '../../src/i18n/zh-CN/zh-cn';
import { registerNames } from '../../src/lessons/exercise';
import { lessons } from '../../src/lessons/index';
import { controlWords } from '../../src/vmx/controls/control-words.table';
import { vmcsFieldList } from '../../src/vmx/vmcs/vmcs-field-list.table';
import { lessonFiles, lessonIds, lessonText } from './lesson-files';
import { type Block, blocksOf, type Element } from './lesson-markup';

const languages = { en, 'zh-CN': zhCN } as const;
type Language = keyof typeof languages;

/** The message that a key with dots names; undefined where there is none. */
function messageOf(messages: unknown, key: string): unknown {
  const step = (found: unknown, part: string) => (found as Record<string, unknown> | undefined)?.[part];
  return key.split('.').reduce(step, messages);
}

/** Sections of the manual that the tables and the engine cite: every text in quotes there. */
function citedSections(): ReadonlySet<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const files = execFileSync('git', ['ls-files', 'src/cpu', 'src/vmx'], { cwd: root, encoding: 'utf8' });
  const texts = files
    .trim()
    .split('\n')
    .map((file) => readFileSync(`${root}${file}`, 'utf8'));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/['"]([A-Z][^'"\n]*)['"]/g)].map(([, title = '']) => title)),
  );
}

const fields = vmcsFieldList.map(({ id }) => id as string);
const controls = controlWords.flatMap(({ rows }) => rows.map(({ id }) => id as string));
const regions = Object.keys(en.app.regions);
const sections = citedSections();

/** Says what is wrong with an element's attributes; null when nothing is. */
type Check = (
  attributes: Element['attributes'],
  files: ReadonlyMap<string, string>,
  language: Language,
) => string | null;

const oneOf =
  (attribute: string, values: readonly string[]): Check =>
  (attributes) =>
    values.includes(attributes[attribute] ?? '') ? null : `no ${attribute} “${attributes[attribute]}”`;

/** The elements that texts may use. Exercises and goals are held to the lesson below. */
const checks: Readonly<Record<string, Check>> = {
  Run: oneOf('command', [
    'run',
    'step',
    'step-over',
    'step-back',
    'restart',
    'next-vm-exit',
    'previous-vm-exit',
    'next-vm-entry',
    'previous-vm-entry',
  ]),
  Show: oneOf('panel', regions),
  Field: oneOf('id', fields),
  Control: oneOf('id', controls),
  ControlName: oneOf('id', controls),
  Register: oneOf('name', registerNames),
  Term: oneOf('id', Object.keys(en.terms)),
  Mode: () => null,
  ExitCount: ({ reason }) => (/^\d+$/.test(reason ?? '') ? null : 'a reason is a number'),
  Hint: ({ title }) => (title ? null : 'a hint has a title'),
  Manual: ({ section = '' }) => (sections.has(section) ? null : `no table cites “${section}”`),
  Ui: ({ k = '', ...values }, _files, language) => {
    const message = messageOf(languages[language], k);
    if (typeof message !== 'string') return `no message “${k}”`;
    const named = [...message.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    return JSON.stringify(named.sort()) === JSON.stringify(Object.keys(values).sort()) ? null : `“${k}” needs ${named}`;
  },
  Source: ({ file = '', find = '' }, files) => (files.get(file)?.includes(find) ? null : `no “${find}” in ${file}`),
  Load: () => null,
  Exercise: () => null,
  Goals: () => null,
  Goal: () => null,
};

/** What both languages must share: everything but words, the titles of hints and the order within a block. */
const skeleton = ({ kind, elements, code }: Block) => ({
  kind,
  code,
  elements: elements
    .map(({ name, attributes: { title: _, ...attributes } }) => `${name} ${JSON.stringify(attributes)}`)
    .sort(),
});

for (const id of lessonIds) {
  describe(id, () => {
    const texts = { en: blocksOf(lessonText(id, 'text.en.mdx')), 'zh-CN': blocksOf(lessonText(id, 'text.zh-CN.mdx')) };

    test('both languages have the same headings, steps, elements and code', () => {
      expect(texts['zh-CN'].map(skeleton)).toEqual(texts.en.map(skeleton));
      expect(texts.en.filter(({ kind }) => kind === 'heading 2').length).toBeGreaterThanOrEqual(4);
    });

    for (const language of ['en', 'zh-CN'] as const) {
      const elements = texts[language].flatMap((block) => block.elements);

      test(`${language}: every element names something that exists`, () => {
        const files = new Map(lessonFiles(id, 'start').map(({ name, text }) => [name, text]));
        const wrong = elements.map(({ name, attributes }) => {
          const check = checks[name];
          return check === undefined ? `no element ${name}` : check(attributes, files, language);
        });
        expect(wrong.filter((problem) => problem !== null)).toEqual([]);
      });

      test(`${language}: the exercises and goals are the lesson’s`, async () => {
        const { lesson } = (await lessons.find((row) => row.id === id)?.load()) ?? {};
        const exercises = new Map(lesson?.exercises.map((exercise) => [exercise.id, exercise]));
        const shown = elements.filter(({ name }) => name === 'Exercise').map(({ attributes }) => attributes.id);
        expect(shown).toEqual([...exercises.keys()]);
        for (const { name, attributes } of elements) {
          if (name === 'Load') expect(exercises.has(attributes.exercise ?? '')).toBe(true);
        }
      });
    }

    test('the Chinese text uses Chinese punctuation behind Chinese words', () => {
      const wrong = texts['zh-CN'].filter(({ words }) => /\p{Script=Han}[,;:?!]|\p{Script=Han}\.(?!\w)/u.test(words));
      expect(wrong).toEqual([]);
    });

    test('the English text is all English', () => {
      expect(texts.en.filter(({ words }) => /\p{Script=Han}/u.test(words))).toEqual([]);
    });
  });
}
