import { afterAll, describe, expect, test } from 'vitest';
import { serviceBoundary } from '../../src/cpu/interrupts/boundary';
import { EXITED } from '../../src/cpu/interrupts/fault';
import { requestStartup } from '../../src/cpu/interrupts/pending';
import { asHostPhysical } from '../../src/cpu/state/address';
import { ACTIVITY } from '../../src/cpu/state/processor-layout';
import { apicRules } from '../../src/vmx/apic-virtualization/apic-rules.table';
import { type EptRule, eptRules } from '../../src/vmx/ept/ept-rules.table';
import type { Decision } from '../../src/vmx/explain/decision';
import { eventRules } from '../../src/vmx/nonroot/event-rules.table';
import {
  type InstructionEnable,
  instructionEnables,
  instructionRules,
  pauseLoopRule,
  vmxInstructionRules,
  xssRules,
} from '../../src/vmx/nonroot/instruction-rules.table';
import type { InterceptRule } from '../../src/vmx/nonroot/intercept-rule';
import { operandRules } from '../../src/vmx/nonroot/operand-rules.table';
import { VmxProcessor } from '../support/vmx-processor';
import { checkScenario } from './check-scenario';
import { runScenario, type Scenario } from './harness';
import { scenarios } from './scenarios';

const WAIT_FOR_SIPI = 3;

const rules = [
  ...Object.values(instructionRules),
  ...Object.values(vmxInstructionRules),
  pauseLoopRule,
  ...Object.values(xssRules),
  ...Object.values(operandRules),
  ...Object.values(eventRules),
  ...Object.values(apicRules),
] as InterceptRule[];

/**
 * Rules that no scenario's guest can reach, because IA-32e mode has no task switches, or because nobody sends a lone
 * processor a start-up IPI: each is tried on a processor by itself. A probe tells whether the instruction or event exits as
 * it should.
 */
const probes: Readonly<Record<string, () => boolean>> = {
  'task-switch': () => {
    const m = new VmxProcessor();
    return m.unit.taskSwitch(m.p, 0x28, 'call') && m.lastTransition?.exitReason === 9;
  },
  'start-up': () => {
    const m = new VmxProcessor();
    m.p.s[ACTIVITY] = WAIT_FOR_SIPI;
    requestStartup(m.p, 0x9b);
    serviceBoundary(m.p);
    return m.lastTransition?.exitReason === 4 && m.lastTransition.qualification === 0x9bn;
  },
  'apic-access-guest-physical': () => {
    const m = new VmxProcessor();
    try {
      m.unit.pageAccess(m.p, asHostPhysical(0x14_1010), 8, 'paging');
    } catch (signal) {
      if (signal !== EXITED) throw signal;
    }
    return m.lastTransition?.exitReason === 44 && m.lastTransition.qualification === 0xf010n;
  },
  'rdtscp-rdtsc-exiting': () => {
    const m = new VmxProcessor();
    m.setControl('secondary-processor-based', 'enable-rdtscp', 1);
    m.setControl('primary-processor-based', 'activate-secondary-controls', 1);
    m.setControl('primary-processor-based', 'rdtsc-exiting', 1);
    return m.unit.instruction(m.p, m.instruction('rdtscp'), 'rdtscp');
  },
};

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

/** Whether something fails once the rule decides the other way round. */
function killed(rule: InterceptRule): boolean {
  const probe = probes[rule.id];
  const consulting = scenarios.filter((row) =>
    decisionsOf.get(row)?.some((d) => d.rule === rule.id && d.reason === rule.reason),
  );
  const writable = rule as { exitsWhen: 0 | 1 };
  const { exitsWhen } = rule;
  writable.exitsWhen = exitsWhen === 1 ? 0 : 1;
  try {
    return probe === undefined ? consulting.some(fails) : !probe();
  } finally {
    writable.exitsWhen = exitsWhen;
  }
}

describe('negating an intercept rule makes a test fail', () => {
  const survivors: string[] = [];
  afterAll(() => {
    process.stdout.write(`intercept rules: ${rules.length - survivors.length} of ${rules.length} negations killed\n`);
  });

  test.each(Object.entries(probes))('%s exits on a processor by itself', (_, probe) => {
    expect(probe()).toBe(true);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const dies = killed(rule);
    if (!dies) survivors.push(id);
    expect(dies).toBe(true);
  });
});

/** Scenarios in which a decision is of a kind, under a change that is taken back. */
function notices(isAbout: (d: Decision) => boolean, change: () => void, back: () => void): boolean {
  const about = scenarios.filter((row) => decisionsOf.get(row)?.some(isAbout));
  change();
  try {
    return about.some(fails);
  } finally {
    back();
  }
}

describe('negating what defines an instruction in a guest makes a scenario fail', () => {
  const enables = Object.entries(instructionEnables);
  test.each(enables)('%s', (name, enable) => {
    const writable = enable as { -readonly [K in keyof InstructionEnable]: InstructionEnable[K] };
    const { undefinedWhen } = enable;
    const isAbout = (d: Decision): boolean => d.subject.split(' ')[0] === name;
    const turn = (value: 0 | 1) => () => {
      writable.undefinedWhen = value;
    };
    expect(notices(isAbout, turn(undefinedWhen === 0 ? 1 : 0), turn(undefinedWhen))).toBe(true);
  });
});

/** EPT rules that no scenario can break: tests/unit/vmx-tables/negated-conditions.test.ts does. */
const BEYOND_SCENARIOS: readonly string[] = [
  // No physical address of the model has 49 bits; and it has execute-only translations.
  eptRules.width.id,
  eptRules.executeOnly.id,
];

describe('a violation of EPT for a misconfiguration, and the other way round, makes a scenario fail', () => {
  const OTHER: Readonly<Record<EptRule['event'], EptRule['event']>> = {
    eptViolation: 'eptMisconfiguration',
    guestPagingVerification: 'eptMisconfiguration',
    eptMisconfiguration: 'eptViolation',
    sppMiss: 'sppMisconfiguration',
    sppMisconfiguration: 'sppMiss',
  };
  const reachable = Object.values(eptRules as Readonly<Record<string, EptRule>>).filter(
    ({ id }) => !BEYOND_SCENARIOS.includes(id),
  );
  test.each(reachable.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const writable = rule as { -readonly [K in keyof EptRule]: EptRule[K] };
    const { event, misconfigured } = rule;
    const isAbout = (d: Decision): boolean => d.steps.some(({ values }) => values?.rule === id);
    const change = () => Object.assign(writable, { event: OTHER[event], misconfigured: !misconfigured });
    expect(notices(isAbout, change, () => Object.assign(writable, { event, misconfigured }))).toBe(true);
  });
});
