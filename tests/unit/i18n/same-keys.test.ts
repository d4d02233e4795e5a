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

  it('have both forms of every plural, and the count in them', () => {
    const paths = new Set(englishWords.map(([path]) => path));
    const plurals = [...paths].filter((path) => path.endsWith('_other'));
    expect(plurals.length).toBeGreaterThan(5);
    for (const path of plurals) expect(paths).toContain(path.replace(/_other$/, '_one'));
    for (const [path, text] of [...englishWords, ...chineseWords]) {
      if (/_(one|other)$/.test(path)) expect([path, text]).toEqual([path, expect.stringContaining('{{count}}')]);
    }
  });
});
