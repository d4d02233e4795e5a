import { describe, expect, test } from 'vitest';
import { STOP } from '../../src/cpu/state/processor-layout';
import { virtualizedRules } from '../../src/vmx/apic-virtualization/apic-rules.table';
import type { Decision } from '../../src/vmx/explain/decision';
import { instructionEnables } from '../../src/vmx/nonroot/instruction-rules.table';
import { flipDecidingBit } from './flip';
import { runScenario, type Scenario } from './harness';
import { scenarios } from './scenarios';

/**
 * Rules about #UD, and about what is virtualized: with the other value of the bit they do not apply, which is not to say that
 * anything exits.
 */
const APPLYING_RULES = new Set<string>([
  ...Object.values(instructionEnables).map((rule) => rule.id),
  ...Object.values(virtualizedRules).map((rule) => rule.id),
]);

/** A decision that names its deciding bit, with a row in which it is made. */
interface Explained {
  readonly row: Scenario;
  readonly decision: Decision;
  /** Rules that led to an exit in the row. */
  readonly exiting: ReadonlySet<string>;
}

/**
 * One decision of each kind that the rows make: by rule, exit reason, the bit that decides and its value. Where a row makes
 * several about one subject, a flip may change another of them, so rows that make one are preferred.
 */
function explainedDecisions(): readonly Explained[] {
  const found = new Map<string, Explained & { readonly rivals: number }>();
  for (const row of scenarios) {
    const { decisions } = runScenario(row);
    const exiting = new Set(decisions.filter((d) => d.exits).map((d) => d.rule));
    for (const decision of decisions) {
      const { rule, reason, exits, word, bit, subject } = decision;
      if (word === undefined) continue;
      const place = word === 'ept-entry' ? decision.steps.at(-1)?.values?.rule : bit;
      const key = `${rule} (reason ${reason}): ${word} ${place} ${exits ? 'exits' : 'does not exit'}`;
      const rivals = decisions.filter((d) => d.subject === subject).length;
      if (rivals < (found.get(key)?.rivals ?? Number.POSITIVE_INFINITY))
        found.set(key, { row, decision, exiting, rivals });
    }
  }
  return [...found.values()];
}

describe('an explanation is true: the other value of the deciding bit changes the decision', () => {
  const cases = explainedDecisions().map(({ row, decision, exiting }) => {
    const { rule, exits, word, bit } = decision;
    return [`${rule}, ${exits ? 'exit' : 'no exit'}, ${word} ${bit}`, row.name, row, decision, exiting] as const;
  });
  test.each(cases)('%s: %s', (_what, _name, row, decision, exiting) => {
    const { machine, decisions } = runScenario(row, (prepared) => flipDecidingBit(prepared, decision));
    const same = decisions.filter((d) => d.subject === decision.subject);
    if (APPLYING_RULES.has(decision.rule)) expect(same.every((d) => d.rule !== decision.rule)).toBe(true);
    else if (decision.exits) expect(same.every((d) => !d.exits)).toBe(true);
    // It may be another step of the same operation that exits now, by a rule that did not before.
    else expect(same.some((d) => d.exits) || decisions.some((d) => d.exits && !exiting.has(d.rule))).toBe(true);
    expect(machine.processors[0]?.s[STOP]).not.toBe(0);
  });
});
