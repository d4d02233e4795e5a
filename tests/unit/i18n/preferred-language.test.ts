import { describe, expect, it } from 'vitest';
import { en } from '../../../src/i18n/en/en';
import { preferredLanguage } from '../../../src/i18n/i18n';
import { zhCN } from '../../../src/i18n/zh-CN/zh-cn';

describe('the language of the page', () => {
  it.each([
    ['?lang=zh-CN', 'en', ['en-US'], 'zh-CN'],
    ['?lang=en', 'zh-CN', ['zh-CN'], 'en'],
    ['', 'zh-CN', ['en-US'], 'zh-CN'],
    ['', null, ['fr', 'zh-Hans-CN', 'en'], 'zh-CN'],
    ['', null, ['fr', 'de'], 'en'],
    ['?lang=xx', null, ['en-GB'], 'en'],
    ['?lang=xx', 'yy', ['zh'], 'zh-CN'],
  ])('with %j, stored %j and a browser of %j is %s', (query, stored, browser, expected) => {
    expect(preferredLanguage(query, stored, browser)).toBe(expected);
  });
});

/** The path and the placeholders of each message. */
function outline(tree: object, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key} ${[...new Set(value.match(/\{\{\w+\}\}/g) ?? [])].sort().join(' ')}`]
      : outline(value as object, `${path}${key}.`),
  );
}

describe('the Chinese messages', () => {
  it('are for the same keys and take the same values as the English ones', () => {
    expect(outline(zhCN)).toEqual(outline(en));
  });
});
