import { describe, expect, it } from 'vitest';
import { terminology } from '../../../src/i18n/terminology.table';
import { chineseTexts, englishSentence, factSentences, pageWords } from './chinese-texts';

describe('the Chinese of the page', () => {
  it.each(terminology)('says “$english” as $chinese', ({ chinese, not }) => {
    const wrong = chineseTexts.filter(([, text]) => not.some((other) => text.replaceAll(chinese, '').includes(other)));
    expect(wrong).toEqual([]);
  });

  it.each(terminology)('has $chinese wherever the English says “$english”', ({ english, chinese }) => {
    const said = new RegExp(`\\b${english.replace('entry', 'entr(?:y|ies)')}(?:e?s)?\\b(?!-)`, 'i');
    const missing = [...pageWords, ...factSentences].filter(([path, text, translation]) => {
      const prose = text.replace(/\{\{?\w+\}?\}|“[^”]*”|`[^`]*`/g, ' ');
      if (path.endsWith('.section') || SAID_OTHERWISE.has(path)) return false;
      return said.test(prose) && !translation.includes(chinese);
    });
    expect(missing.map(([path, text, translation]) => [path, text, translation])).toEqual([]);
  });

  it('leaves no English sentence', () => {
    const left = chineseTexts.flatMap(([path, text]) => {
      const sentence = path.endsWith('.section') ? null : englishSentence(text);
      return sentence === null ? [] : [[path, sentence]];
    });
    expect(left).toEqual([]);
  });

  it('uses full-width punctuation between Chinese words, and a space between Chinese and Latin ones', () => {
    const careless = chineseTexts.filter(([, text]) => {
      const plain = text.replace(/`[^`]*`|\{\{?\w+\}?\}|\*\*/g, '');
      return /[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/.test(plain);
    });
    expect(careless).toEqual([]);
  });
});

/** Where the sentence is turned so that the word is not needed, or where a narrow place takes the shorter word. */
const SAID_OTHERWISE: ReadonlySet<string> = new Set([]);
