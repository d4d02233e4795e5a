import { describe, expect, it } from 'vitest';
import { chineseWords, englishWords, type NamedText } from './chinese-texts';

/** Ids of the terms that a message marks as `[words](id)`. */
const termsOf = (text: string): string =>
  [...text.matchAll(/\[[^\]]*\]\((\w+)\)/g)]
    .map(([, id]) => id)
    .sort()
    .join(' ');

/** The path of each message with the values that it takes, and what it marks as code and as strong. */
const outline = (words: readonly NamedText[]): string[] =>
  words
    .map(([path, text]) => {
      const values = [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort().join(' ');
      const marks = `${(text.match(/`/g) ?? []).length / 2} code, ${(text.match(/\*\*/g) ?? []).length / 2} strong, ${termsOf(text)}`;
      return `${path} ${values} (${marks})`;
    })
    .sort();

describe('the Chinese messages', () => {
  it('are for the same keys, take the same values and have the same marks as the English ones', () => {
    expect(outline(chineseWords)).toEqual(outline(englishWords));
  });

  it('mark only words that have a definition', () => {
    const known = new Set(
      englishWords.flatMap(([path]) => /^(?:terms|processorTerms)\.(\w+)\.name$/.exec(path)?.[1] ?? []),
    );
    const marked = englishWords.flatMap(([, text]) => termsOf(text).split(' ').filter(Boolean));
    expect(marked.length).toBeGreaterThan(5);
    expect(marked.filter((id) => !known.has(id))).toEqual([]);
  });

  it('have both forms of every plural, and the count in the one for several', () => {
    for (const words of [englishWords, chineseWords]) {
      const texts = new Map(words);
      const plurals = words.filter(([path]) => path.endsWith('_other'));
      expect(plurals.length).toBeGreaterThan(5);
      for (const [path, text] of plurals) {
        expect(texts.has(path.replace(/_other$/, '_one'))).toBe(true);
        expect([path, text]).toEqual([path, expect.stringMatching(/\{\{(count|names)\}\}/)]);
      }
    }
  });
});
