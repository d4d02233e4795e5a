import { describe, expect, test } from 'vitest';
import { STOP } from '../../src/cpu/state/processor-layout';
import type { Decision } from '../../src/vmx/explain/decision';
import { instructionEnables } from '../../src/vmx/nonroot/instruction-rules.table';
import { flipDecidingBit } from './flip';
import { runScenario, type Scenario } from './harness';
import { scenarios } from './scenarios';

/** Rules about #UD: with the other value the instruction is defined, but still does not exit. */
const UNDEFINED_RULES = new Set(Object.values(instructionEnables).map((rule) => rule.id));

/** The decisions of a row that its expectation speaks of and that name a deciding bit. */
function decidingDecisions(row: Scenario): Decision[] {
  const run = runScenario(row);
  const whys = run.transitions.map((t) => t.why).filter((why) => why !== null);
  const wanted = row.expect.decision;
  const described =
    wanted === undefined
      ? []
      : run.decisions.filter((d) => Object.entries(wanted).every(([key, value]) => d[key as keyof Decision] === value));
  return [...whys, ...described.slice(0, 1)].filter((d) => d.word !== undefined && !UNDEFINED_RULES.has(d.rule));
}

describe('an explanation is true: the other value of the deciding bit changes the decision', () => {
  const rows = scenarios.filter(
    (row) => row.expect.decision !== undefined || row.expect.transitions?.some((t) => t.why !== undefined),
  );
  for (const row of rows) {
    test(row.name, () => {
      const decisions = decidingDecisions(row);
      for (const decision of decisions) {
        const { machine, decisions: after } = runScenario(row, (prepared) => flipDecidingBit(prepared, decision));
        const same = after.filter((d) => d.subject === decision.subject);
        if (decision.exits) expect(same.every((d) => !d.exits)).toBe(true);
        else expect(same.some((d) => d.exits)).toBe(true);
        expect(machine.processors[0]?.s[STOP]).not.toBe(0);
      }
    });
  }
});
