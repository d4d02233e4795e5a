import { describe, expect, it } from 'vitest';
import { chineseWords, englishWords, type NamedText } from './chinese-texts';

/** The path of each message with the values that it takes, and what it marks as code and as strong. */
const outline = (words: readonly NamedText[]): string[] =>
  words
    .map(([path, text]) => {
      const values = [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort().join(' ');
      const marks = `${(text.match(/`/g) ?? []).length / 2} code, ${(text.match(/\*\*/g) ?? []).length / 2} strong`;
      return `${path} ${values} (${marks})`;
    })
    .sort();

describe('the Chinese messages', () => {
  it('are for the same keys, take the same values and have the same marks as the English ones', () => {
    expect(outline(chineseWords)).toEqual(outline(englishWords));
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
