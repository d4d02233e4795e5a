import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/vmx/explain/decision';
import { eventRules } from '../../src/vmx/nonroot/event-rules.table';
import { instructionRules, vmxInstructionRules } from '../../src/vmx/nonroot/instruction-rules.table';
import type { InterceptRule } from '../../src/vmx/nonroot/intercept-rule';
import { operandRules } from '../../src/vmx/nonroot/operand-rules.table';
import { checkScenario } from './check-scenario';
import { runScenario, type Scenario } from './harness';
import { scenarios } from './scenarios';

const rules = [
  ...Object.values(instructionRules),
  ...Object.values(vmxInstructionRules),
  ...Object.values(operandRules),
  ...Object.values(eventRules),
] as InterceptRule[];

/** Rules that no guest of this model can reach: the instructions are undefined while EPT, VPIDs and "enable RDTSCP" are denied. */
const UNREACHABLE = new Set(['invept', 'invvpid', 'rdtscp-rdtsc-exiting']);

/** The decisions of every row, so that a negated rule is tried only on rows that consult it. */
const decisionsOf = new Map<Scenario, readonly Decision[]>(scenarios.map((row) => [row, runScenario(row).decisions]));

const fails = (row: Scenario): boolean => {
  try {
    checkScenario(row);
    return false;
  } catch {
    return true;
  }
};

describe('negating an intercept rule makes a scenario fail', () => {
  for (const rule of rules.filter(({ id }) => !UNREACHABLE.has(id))) {
    test(rule.id, () => {
      const consulting = scenarios.filter((row) =>
        decisionsOf.get(row)?.some((d) => d.rule === rule.id && d.reason === rule.reason),
      );
      const writable = rule as { exitsWhen: 0 | 1 };
      const { exitsWhen } = rule;
      writable.exitsWhen = exitsWhen === 1 ? 0 : 1;
      try {
        expect(consulting.some(fails)).toBe(true);
      } finally {
        writable.exitsWhen = exitsWhen;
      }
    });
  }
});
