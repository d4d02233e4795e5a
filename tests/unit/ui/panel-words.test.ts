import { describe, expect, it } from 'vitest';
import { panels as en } from '../../../src/i18n/en/panels';
import { panels as zhCN } from '../../../src/i18n/zh-CN/panels';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : leaves(value, `${path}${key}.`),
  );
}

const values = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
const marks = (text: string) => [(text.match(/`/g) ?? []).length, (text.match(/\*\*/g) ?? []).length];

describe('words of the panels', () => {
  const english = leaves(en);
  const chinese = new Map(leaves(zhCN));
  it.each(english)('%s takes the same values and marks in both languages', (key, text) => {
    const translated = chinese.get(key) ?? '';
    expect(values(translated)).toEqual(values(text));
    expect(marks(translated).map((count) => count % 2)).toEqual([0, 0]);
    expect(marks(translated)[0]).toBe(marks(text)[0]);
  });
});
