import { describe, expect, test } from 'vitest';
import { everything } from '../../src/models/everything';
import { apicRules } from '../../src/vmx/apic-virtualization/apic-rules.table';
import { capabilitiesOf, supportsControl } from '../../src/vmx/capabilities/capabilities-of';
import { controlWords, controlWordTable } from '../../src/vmx/controls/control-words.table';
import { eventRules } from '../../src/vmx/nonroot/event-rules.table';
import {
  instructionRules,
  pauseLoopRule,
  vmxInstructionRules,
  xssRules,
} from '../../src/vmx/nonroot/instruction-rules.table';
import type { InterceptRule } from '../../src/vmx/nonroot/intercept-rule';
import { operandRules } from '../../src/vmx/nonroot/operand-rules.table';
import { checkScenario } from './check-scenario';
import { namedPairs, type SettingPair, settingPairs } from './control-settings.scenarios';
import { flipField } from './flip';
import { type ControlSetting, runScenario, type Scenario } from './harness';
import { scenarios } from './scenarios';

const capabilities = capabilitiesOf(everything);
const decisions = scenarios.flatMap((row) => runScenario(row).decisions);
const consulted = new Set(decisions.flatMap(({ steps }) => steps.map((s) => `${s.word} ${s.bit} ${s.value}`)));

const rules = [
  ...Object.values(instructionRules),
  ...Object.values(vmxInstructionRules),
  pauseLoopRule,
  ...Object.values(xssRules),
  ...Object.values(operandRules),
  ...Object.values(eventRules),
  ...Object.values(apicRules),
] as InterceptRule[];
const conditional = rules.filter((rule) => rule.decidedBy !== 'nothing');

/** Where a rule's bit has the other value another rule decides: its id. */
const HANDS_OVER: Readonly<Record<string, string>> = {
  'cr3-target-value': 'cr3-load-exiting',
  'ept-violation-ve': 'ept-violation',
  'apic-access-virtual-interrupt-delivery': 'apic-access-register-virtualization',
  'apic-access-ipi-virtualization': 'apic-access-register-virtualization',
  'posted-interrupt-notification': 'external-interrupt-exiting',
  vmread: 'vmread-bitmap',
  vmwrite: 'vmwrite-bitmap',
  'rdmsr-without-bitmaps': 'rdmsr-bitmap',
  'wrmsr-without-bitmaps': 'wrmsr-bitmap',
  'rdmsrlist-without-bitmaps': 'rdmsrlist-bitmap',
  'wrmsrlist-without-bitmaps': 'wrmsrlist-bitmap',
};

/** Nothing is decided where the bit forbids the event, or allows the access: the row that shows it. */
const SILENT: Readonly<Record<string, string>> = {
  'monitor-trap-flag': 'a step of the monitor trap flag: off',
  'vmm-bus-lock-detection': 'a bus lock: off',
  'vmx-preemption-timer': 'VMX-preemption timer of 0: off',
  'interrupt-window-exiting': 'an interrupt window that is open: off',
  'nmi-window-exiting': 'an NMI window that is open: off',
  'page-modification-log-full': 'a page-modification log without room: off',
  'ept-violation': 'a page that EPT maps is read without an exit',
  'ept-misconfiguration': 'a page that EPT maps is read without an exit',
};

const decided = (id: string, reason: number | null, exits: boolean): boolean =>
  decisions.some((d) => d.rule === id && (reason === null || d.reason === reason) && d.exits === exits);

describe('every rule that a bit decides', () => {
  const turns = conditional.flatMap((rule) =>
    [true, false].map((exits) => [rule.id, rule.subject, exits, rule] as const),
  );
  test.each(turns)('%s of %s: exits %s', (id, _subject, exits, rule) => {
    const heir = HANDS_OVER[id];
    const witness = SILENT[id];
    if (decided(id, rule.reason, exits)) return;
    // A rule that never decides one way says who does, or which row shows that nothing happens.
    expect([id, heir !== undefined || witness !== undefined]).toEqual([id, true]);
    if (heir !== undefined) expect(decided(heir, null, exits)).toBe(true);
    else expect([witness, exits, scenarios.some((row) => row.name === witness)]).toEqual([witness, false, true]);
  });

  test('no rule is excused that needs no excuse', () => {
    for (const id of [...Object.keys(HANDS_OVER), ...Object.keys(SILENT)]) {
      expect([id, decided(id, null, true) && decided(id, null, false)]).toEqual([id, false]);
    }
  });
});

/** Controls whose other value no VM entry of a 64-bit VMM accepts, and who tries both. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'vm-exit host-address-space-size': 'tests/unit/vmx/pae-transitions.test.ts',
  'vm-entry ia-32e-mode-guest': 'tests/unit/vmx/pae-transitions.test.ts',
};

const key = ([word, id]: ControlSetting): string => `${word} ${id}`;

function rowNamed(name: string): Scenario {
  const row = scenarios.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`no row is called ${name}`);
  return row;
}
const pairs: readonly SettingPair[] = [
  ...settingPairs,
  ...namedPairs.map(([controls, on, off]) => ({ controls, on: rowNamed(on), off: rowNamed(off) })),
];
const paired = new Set(pairs.flatMap(({ controls }) => controls.map(key)));

describe('every control that the model "everything" allows', () => {
  const allowed = controlWords.flatMap(({ word, rows }) =>
    rows
      .filter(({ id }) => supportsControl(capabilities, { word, id }))
      .map((row) => [key([word, row.id]), row] as const),
  );
  test.each(allowed)('%s has rows with both of its values', (name, { word, bit }) => {
    const both = consulted.has(`${word} ${bit} 0`) && consulted.has(`${word} ${bit} 1`);
    expect([name, both || paired.has(name) || name in ELSEWHERE]).toEqual([name, true]);
  });
});

/** Whether a row fails when a control has the other value, other than by a VM entry that is refused. */
function noticesFlip(row: Scenario, [word, id]: ControlSetting): boolean {
  const { field, rows } = controlWordTable(word);
  const bit = rows.find((control) => control.id === id)?.bit ?? -1;
  const flip = (machine: Parameters<typeof flipField>[0]): void => flipField(machine, field, bit);
  expect(runScenario(row, flip).transitions.some(({ kind }) => kind === 'vm-fail')).toBe(false);
  try {
    checkScenario(row, flip);
    return false;
  } catch {
    return true;
  }
}

describe('the two rows of a control', () => {
  const turns = pairs.flatMap(({ controls, on, off }) =>
    controls.flatMap((control) => [on, off].map((row) => [row.name, key(control), row, control] as const)),
  );
  test.each(turns)('%s: notices the other value of %s', (_name, _key, row, control) => {
    expect(noticesFlip(row, control)).toBe(true);
  });
});

describe('every bitmap and list', () => {
  const ranges: readonly (readonly [name: string, word: string, first: number, last: number])[] = [
    ['exception bitmap', 'exception-bitmap', 0, 31],
    ['I/O bitmap A', 'io-bitmap-a', 0, 0x7fff],
    ['I/O bitmap B', 'io-bitmap-b', 0, 0x7fff],
    ['MSR bitmap, reads of low MSRs', 'msr-bitmap', 0, 0x1fff],
    ['MSR bitmap, reads of high MSRs', 'msr-bitmap', 0x2000, 0x3fff],
    ['MSR bitmap, writes of low MSRs', 'msr-bitmap', 0x4000, 0x5fff],
    ['MSR bitmap, writes of high MSRs', 'msr-bitmap', 0x6000, 0x7fff],
    ['VMREAD bitmap', 'vmread-bitmap', 0, 0x7fff],
    ['VMWRITE bitmap', 'vmwrite-bitmap', 0, 0x7fff],
    ['XSS-exiting bitmap', 'xss-exiting-bitmap', 0, 63],
    ['CR0 guest/host mask', 'cr0-guest-host-mask', 0, 63],
    ['CR4 guest/host mask', 'cr4-guest-host-mask', 0, 63],
    ['TPR threshold', 'tpr-threshold', 0, 3],
    ['VM-function controls', 'vm-function-controls', 0, 63],
    ...[0, 1, 2, 3].map((n) => [`EOI-exit bitmap ${n}`, 'eoi-exit-bitmap', 64 * n, 64 * n + 63] as const),
  ];
  test.each(ranges)('%s decides for an exit and against one', (_name, word, first, last) => {
    const inside = decisions.filter((d) => d.word === word && (d.bit ?? -1) >= first && (d.bit ?? -1) <= last);
    expect([inside.some((d) => d.exits), inside.some((d) => !d.exits)]).toEqual([true, true]);
  });

  test.each([0, 1, 2, 3])('CR3-target value %s lets MOV to CR3 pass', (n) => {
    expect(decisions.some((d) => d.word === 'cr3-target-values' && d.bit === n && !d.exits)).toBe(true);
  });
});
