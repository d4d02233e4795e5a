import { describe, expect, it } from 'vitest';
import { preferredLanguage } from '../../../src/i18n/i18n';

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
