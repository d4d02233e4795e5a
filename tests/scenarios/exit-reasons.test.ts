import { describe, expect, test } from 'vitest';
import { exitReasons } from '../../src/vmx/exit/exit-reasons.table';
import { runScenario } from './harness';
import { scenarios } from './scenarios';

/** Reasons that a unit test of a processor by itself raises: a board with one processor and IA-32e mode cannot. */
const RAISED_BY_UNIT_TESTS: Readonly<Record<number, string>> = {
  4: 'nobody sends a lone processor a start-up IPI: negated-rules.test.ts',
  9: 'IA-32e mode has no task switches: negated-rules.test.ts',
};

/** Reasons that belong to features which no model has: why nothing raises them. */
const NEVER: Readonly<Record<number, string>> = {
  5: 'SMM VM exits belong to the dual-monitor treatment of SMM, which IA32_VMX_BASIC[49] denies',
  6: 'SMM VM exits belong to the dual-monitor treatment of SMM, which IA32_VMX_BASIC[49] denies',
  17: 'RSM exits only from a guest in SMM, which the default treatment does not run: elsewhere it raises #UD',
  60: 'SGX: "enable ENCLS exiting" is denied',
  65: '"enable PCONFIG" is denied',
  69: 'Key Locker: "LOADIWKEY exiting" is denied',
  70: 'SGX: "enable ENCLV exiting" is denied',
  72: 'ENQCMD: "PASID translation" is denied',
  73: 'ENQCMDS: "PASID translation" is denied',
  76: 'SEAM is not modelled: CPUID and MSRs deny it',
  77: 'trust domains are not modelled: CPUID and MSRs deny them',
  80: 'user MSR access is not modelled: CPUID denies it',
  81: 'user MSR access is not modelled: CPUID denies it',
  84: 'the immediate forms of MSR access are not modelled: CPUID denies them',
  85: 'the immediate forms of MSR access are not modelled: CPUID denies them',
};

const reached = new Map<number, string>();
for (const row of scenarios) {
  for (const { exitReason } of runScenario(row).transitions) {
    if (exitReason !== undefined && !reached.has(exitReason & 0xffff)) reached.set(exitReason & 0xffff, row.name);
  }
}

describe('every basic exit reason', () => {
  test.each(exitReasons)('$number $name is reached by a scenario, or it is said why none can', ({ number }) => {
    const excuses = [RAISED_BY_UNIT_TESTS, NEVER].filter((list) => number in list);
    expect([number, reached.get(number) ?? null, excuses.length]).toEqual([
      number,
      excuses.length === 0 ? expect.any(String) : null,
      excuses.length === 0 ? 0 : 1,
    ]);
  });
});
