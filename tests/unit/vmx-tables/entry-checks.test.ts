import { describe, expect, it } from 'vitest';
import type { CheckContext, EntryCheck } from '../../../src/vmx/entry/checks/entry-check';
import { entryChecks } from '../../../src/vmx/entry/checks/entry-checks.table';
import { runEntryChecks } from '../../../src/vmx/entry/checks/run-entry-checks';
import type { VmcsFieldId } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import { checkContext } from '../../support/check-context';
import { baseline, type CheckCase, entryCheckCases, passingCases } from './entry-check-cases';

const contextOf = (given: CheckCase) => checkContext({ ...given, fields: { ...baseline, ...given.fields } });
const failingIds = (given: CheckCase, rows?: readonly EntryCheck[]): string[] =>
  runEntryChecks(contextOf(given), rows).failing.map((finding) => finding.check);

describe('VM-entry checks', () => {
  it('have a case for every row and no case without a row', () => {
    expect(Object.keys(entryCheckCases).sort()).toEqual(entryChecks.map((row) => row.id).sort());
  });

  it.each(Object.entries(passingCases))('let pass: %s', (_name, given) => {
    expect(failingIds(given)).toEqual([]);
  });

  it.each(entryChecks)('$id fails when its rule is broken, and nothing else does', (row) => {
    const given = entryCheckCases[row.id] as CheckCase;
    expect(failingIds(given).sort()).toEqual([row.id, ...(given.also ?? [])].sort());
  });

  it('notice each row that is negated', () => {
    const survivors = entryChecks.filter((row) => {
      const negated = entryChecks.map((other) =>
        other === row ? { ...row, holds: (c: CheckContext) => !row.holds(c) } : other,
      );
      const given = entryCheckCases[row.id] as CheckCase;
      return failingIds(given, negated).includes(row.id);
    });
    const killed = entryChecks.length - survivors.length;
    process.stdout.write(`entry checks: ${killed} of ${entryChecks.length} negations killed\n`);
    expect(survivors.map((row) => row.id)).toEqual([]);
  });

  it.each(entryChecks)('$id explains itself with values and a suggestion', (row) => {
    const context = contextOf(entryCheckCases[row.id] as CheckCase);
    const finding = runEntryChecks(context, [row]).failing[0];
    expect(finding).toMatchObject({ check: row.id, group: row.group, sdm: row.sdm, reported: true });
    expect(finding?.fields.map(({ field }) => field)).toEqual(row.fields);
    for (const { field, value } of finding?.fields ?? []) expect(value).toBe(context.field(field));
    expect(finding?.message).toMatch(/[.!?]$/);
    expect(finding?.message).not.toMatch(/undefined|NaN|\[object/);
    expect(finding?.suggestion.length).toBeGreaterThan(5);
  });

  it('read only the fields that their rows name', () => {
    for (const row of entryChecks) {
      const given = entryCheckCases[row.id] as CheckCase;
      const context = contextOf(given);
      const read = new Set<string>();
      const note = (id: VmcsFieldId): VmcsFieldId => {
        read.add(id);
        return id;
      };
      const spy: CheckContext = {
        ...context,
        field: (id) => context.field(note(id)),
        word: (id) => context.word(note(id)),
      };
      for (const each of [spy, { ...spy, ia32e: !spy.ia32e }]) {
        row.applies?.(each);
        row.holds(each);
        row.values?.(each);
      }
      expect([row.id, [...read].filter((id) => !row.fields.includes(id as never))]).toEqual([row.id, []]);
    }
  });

  it('report controls before host state before guest state', () => {
    const order = ['controls', 'host-state', 'guest-state'];
    const groups = entryChecks.map((row) => order.indexOf(row.group));
    expect(groups).toEqual([...groups].sort((a, b) => a - b));
    const all = Object.assign({}, baseline, { 'cr3-target-count': 9n, 'host-rip': 1n << 60n, 'guest-rflags': 0n });
    const result = runEntryChecks(checkContext({ fields: all }));
    expect(result.reported?.id).toBe('cr3-target-count');
    expect(result.failing.map(({ check, reported }) => [check, reported])).toEqual([
      ['cr3-target-count', true],
      ['host-64-bit-rip', false],
      ['guest-rflags-reserved-one', false],
    ]);
  });

  it('lead to error 7, error 8 or an entry failure according to their group', () => {
    for (const row of entryChecks) {
      if (row.group === 'controls') expect(row.outcome).toEqual({ kind: 'vm-fail-valid', error: 7 });
      else if (row.group === 'host-state') expect(row.outcome).toEqual({ kind: 'vm-fail-valid', error: 8 });
      else {
        const qualification = row.id.startsWith('vmcs-link-pointer')
          ? 4
          : row.id.startsWith('guest-pdpte')
            ? 2
            : row.id.endsWith('nmi-sti')
              ? 3
              : 0;
        expect([row.id, row.outcome]).toEqual([row.id, { kind: 'entry-failure', reason: 33, qualification }]);
      }
    }
  });
});
