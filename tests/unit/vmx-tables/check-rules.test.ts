import { describe, expect, it } from 'vitest';
import { fillTemplate, placeholdersOf } from '../../../src/base/message-template';
import { factTexts } from '../../../src/i18n/zh-CN/facts/fact-texts';
import { checkRules } from '../../../src/vmx/entry/checks/check-rules.table';
import { entryChecks } from '../../../src/vmx/entry/checks/entry-checks.table';
import { checkContext } from '../../support/check-context';
import { baseline, entryCheckCases } from './entry-check-cases';

describe('the rules of the VM-entry checks', () => {
  it.each(entryChecks)('say what $id asks for, while it holds, fails or is not asked', (row) => {
    const rule = checkRules[row.text];
    const chinese = factTexts.checkRules[row.text];
    expect(rule).toMatch(/^[A-Z“{].*\.$/);
    expect(placeholdersOf(chinese)).toEqual(placeholdersOf(rule));
    const given = entryCheckCases[row.id];
    for (const fields of [{}, baseline, { ...baseline, ...given?.fields }]) {
      const values = row.values?.(checkContext({ ...given, fields })) ?? {};
      expect(fillTemplate(rule, values)).not.toMatch(/[{}]|undefined|NaN/);
      expect(factTexts.fill(chinese, values)).toMatch(/[\u4e00-\u9fff].*。$/);
      expect(factTexts.fill(chinese, values)).not.toMatch(/[{}]|undefined|NaN/);
    }
  });

  it('are one for each text, and different where the sentences of failure are', () => {
    const texts = new Set(entryChecks.map(({ text }) => text));
    expect(new Set(Object.keys(checkRules))).toEqual(texts);
    expect(new Set(Object.keys(factTexts.checkRules))).toEqual(texts);
  });
});
