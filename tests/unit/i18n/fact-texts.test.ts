import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../../../src/asm/report/messages.table';
import type { BitField } from '../../../src/base/bit-field';
import { placeholdersOf } from '../../../src/base/message-template';
import { unmodelledThings } from '../../../src/cpu/unmodelled.table';
import { decodeWords } from '../../../src/i18n/decode-words.table';
import { factTexts } from '../../../src/i18n/zh-CN/facts/fact-texts';
import { bootMessages } from '../../../src/machine/boot/boot-messages.table';
import { cpuidFeatures } from '../../../src/models/cpuid-features.table';
import { apicRules, virtualizedRules } from '../../../src/vmx/apic-virtualization/apic-rules.table';
import * as capabilityLayouts from '../../../src/vmx/capabilities/capability-layouts.table';
import { controlRegisterBits } from '../../../src/vmx/capabilities/control-register-bits.table';
import { controlWords } from '../../../src/vmx/controls/control-words.table';
import { entryChecks } from '../../../src/vmx/entry/checks/entry-checks.table';
import { runEntryChecks } from '../../../src/vmx/entry/checks/run-entry-checks';
import { msrLoadChecks } from '../../../src/vmx/entry/msr-load-check.table';
import * as exitLayouts from '../../../src/vmx/exit/exit-layouts.table';
import { exitReasons } from '../../../src/vmx/exit/exit-reasons.table';
import { vmInstructionErrors } from '../../../src/vmx/instructions/vm-instruction-errors.table';
import { noteTexts } from '../../../src/vmx/nonroot/decision-notes.table';
import { stepNames } from '../../../src/vmx/nonroot/decision-steps.table';
import { eventRules } from '../../../src/vmx/nonroot/event-rules.table';
import { ACTIVE_VMCS_COUNT } from '../../../src/vmx/state/vmx-layout';
import * as fieldLayouts from '../../../src/vmx/vmcs/vmcs-field-layouts.table';
import { vmcsFieldList } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import { checkContext } from '../../support/check-context';
import { baseline, entryCheckCases } from '../vmx-tables/entry-check-cases';

const sorted = (keys: Iterable<string>): readonly string[] => [...new Set(keys)].sort();
/** The parts of a template that are said only when their values are there, as their placeholders. */
const optionalParts = (template: string): readonly string[] =>
  [...template.matchAll(/\[\[(.*?)\]\]/g)].map(([, part]) => placeholdersOf(part ?? '').join()).sort();

/** Holds translated templates to the English ones: the same keys, the same values, the same optional parts. */
function expectSameTemplates(
  chinese: Readonly<Record<string, string>>,
  english: Readonly<Record<string, string>>,
): void {
  expect(sorted(Object.keys(chinese))).toEqual(sorted(Object.keys(english)));
  for (const [key, template] of Object.entries(english)) {
    expect([key, placeholdersOf(chinese[key] ?? ''), optionalParts(chinese[key] ?? '')]).toEqual([
      key,
      placeholdersOf(template),
      optionalParts(template),
    ]);
  }
}

describe('the Chinese texts of the fact tables', () => {
  it('are for every check, and take the values of the English sentences', () => {
    const rows = [...entryChecks, ...Object.values(msrLoadChecks)];
    expect(sorted(Object.keys(factTexts.checks))).toEqual(sorted(rows.map((row) => row.text)));
    for (const { id, text, message, suggestion } of rows) {
      const words = factTexts.checks[text];
      expect([id, placeholdersOf(words.message)]).toEqual([id, placeholdersOf(message)]);
      expect([id, placeholdersOf(words.suggestion)]).toEqual([id, placeholdersOf(suggestion)]);
    }
  });

  it.each(entryChecks)('say all of $id when it fails', (row) => {
    const given = entryCheckCases[row.id];
    const context = checkContext({ ...given, fields: { ...baseline, ...given?.fields } });
    const finding = runEntryChecks(context, [row]).failing[0];
    const words = factTexts.checks[row.text];
    const chinese = factTexts.fill(words.message, finding?.values ?? {});
    expect(chinese).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(chinese).not.toMatch(/[{}]|undefined|NaN|\[object/);
    // Every machine word that the English sentence shows is in the Chinese one.
    for (const value of finding?.message.match(/0x[0-9a-f]+/g) ?? []) expect(chinese).toContain(value);
    expect(factTexts.fill(words.suggestion, finding?.values ?? {})).toMatch(/[^{}]。$/);
  });

  it('are for every control, exit reason, error and field', () => {
    for (const { word, rows } of controlWords) {
      expect([word, sorted(Object.keys(factTexts.controls[word]))]).toEqual([word, sorted(rows.map(({ id }) => id))]);
    }
    expect(sorted(Object.keys(factTexts.exitReasons))).toEqual(sorted(exitReasons.map(({ id }) => id)));
    expect(sorted(Object.keys(factTexts.errors))).toEqual(sorted(vmInstructionErrors.map(({ id }) => id)));
    expect(sorted(Object.keys(factTexts.fields))).toEqual(sorted(vmcsFieldList.map(({ id }) => id)));
  });

  it('are for every event, unmodelled thing and looked-at bit, with their values', () => {
    const events = [...Object.values(eventRules), ...Object.values(apicRules), virtualizedRules.delivery];
    const subjects = new Set(events.map(({ subject }) => subject));
    expect(sorted(Object.keys(factTexts.events))).toEqual(sorted([...subjects]));
    expectSameTemplates(factTexts.unmodelled, unmodelledThings);
    expectSameTemplates(factTexts.steps, stepNames);
    expectSameTemplates(factTexts.notes, noteTexts);
    expectSameTemplates(factTexts.decode, decodeWords);
    expectSameTemplates(factTexts.boot, { ...bootMessages, 'no-such-model': '{id}', 'cannot-boot': '{text}' });
    expect(unmodelledThings['active-vmcss']).toContain(` ${ACTIVE_VMCS_COUNT} `);
  });

  it('are for every message of the assembler, with its values and optional parts', () => {
    expectSameTemplates(factTexts.assembler, MESSAGES);
  });

  it('are for every name of a bit and of its values that is not the same in every language', () => {
    const tables = [fieldLayouts, exitLayouts, capabilityLayouts];
    const layouts = tables.flatMap((table) => Object.values(table)) as readonly (readonly BitField[])[];
    const names = layouts
      .flat()
      .flatMap(({ name, values, about }) => [
        name,
        ...Object.values(values ?? {}),
        ...(about === undefined ? [] : [about]),
      ]);
    // Registers, mnemonics, exceptions and abbreviations have no word of small letters.
    const words = names.filter((name) => /(^|[^A-Za-z])[A-Z]?[a-z]{2,}|^no$|^[a-z]+$/.test(name));
    expect(sorted(Object.keys(factTexts.bits))).toEqual(sorted(words));
  });

  it('are for every feature of CPUID whose name is words', () => {
    const words = cpuidFeatures.filter(({ name }) => /(^|[^A-Za-z])[A-Z]?[a-z]{2,}/.test(name));
    expect(sorted(Object.keys(factTexts.features))).toEqual(sorted(words.map(({ id }) => id)));
  });

  it('are for every bit of CR0 and CR4', () => {
    const shorts = [...fieldLayouts.cr0Layout, ...fieldLayouts.cr4Layout].map(({ short = '' }) => short);
    expect(sorted(Object.keys(controlRegisterBits))).toEqual(sorted(shorts));
    expect(sorted(Object.keys(factTexts.registerBits))).toEqual(sorted(shorts));
  });

  it('join lists as Chinese does', () => {
    const say = (bits: readonly number[], names: readonly string[]) =>
      factTexts.fill('{bits}{names}必须为 1。', { bits: { bits }, names: { names } });
    expect(say([3], [])).toBe('第 3 位必须为 1。');
    expect(say([3, 5], ['NMI exiting', 'Virtual NMIs'])).toBe('第 3、5 位（“NMI exiting”、“Virtual NMIs”）必须为 1。');
  });
});
