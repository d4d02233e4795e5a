import { describe, expect, it } from 'vitest';
import { grade } from '../../../src/grading/grade';
import type { GoalCondition } from '../../../src/lessons/exercise';
import type { GoalResult } from '../../../src/protocol/grade';
import { assembleWithLibrary } from '../../../src/worker/load-program';
import { exercise, goal, startText } from '../../support/exercise';

/** What the goals see of the life cycle, or of a text made from it. */
function judge(
  conditions: readonly GoalCondition[],
  text = startText,
  maxInstructions = 100_000,
): readonly GoalResult[] {
  const task = exercise(
    conditions.map((condition) => goal(condition)),
    { maxInstructions },
  );
  return grade(task, [{ name: 'start.asm', text }], assembleWithLibrary).goals;
}

const CPUID = 10;
const VMCALL = 18;
const HLT = 12;

/** Each kind of goal, reached and missed. */
const cases: readonly { readonly name: string; readonly reached: GoalCondition; readonly missed: GoalCondition }[] = [
  {
    name: 'ends',
    reached: { kind: 'ends', how: 'halted' },
    missed: { kind: 'ends', how: 'debug-exit' },
  },
  { name: 'mode', reached: { kind: 'mode', mode: 'off' }, missed: { kind: 'mode', mode: 'root' } },
  {
    name: 'exits, exact',
    reached: { kind: 'exits', reasons: [CPUID, CPUID, VMCALL], order: 'exact' },
    missed: { kind: 'exits', reasons: [CPUID, VMCALL], order: 'exact' },
  },
  {
    name: 'exits, exact, one too few',
    reached: { kind: 'exits', reasons: [CPUID, CPUID, VMCALL], order: 'exact' },
    missed: { kind: 'exits', reasons: [CPUID, CPUID, VMCALL, HLT], order: 'exact' },
  },
  {
    name: 'exits, exact, one too many',
    reached: { kind: 'exits', reasons: [CPUID, CPUID, VMCALL], order: 'exact' },
    missed: { kind: 'exits', reasons: [CPUID, CPUID], order: 'exact' },
  },
  {
    name: 'exits, subsequence',
    reached: { kind: 'exits', reasons: [CPUID, VMCALL], order: 'subsequence' },
    missed: { kind: 'exits', reasons: [VMCALL, CPUID], order: 'subsequence' },
  },
  {
    name: 'exit-count, at least',
    reached: { kind: 'exit-count', reason: CPUID, min: 2 },
    missed: { kind: 'exit-count', reason: CPUID, min: 3 },
  },
  {
    name: 'exit-count, at most',
    reached: { kind: 'exit-count', reason: CPUID, max: 2 },
    missed: { kind: 'exit-count', reason: CPUID, max: 1 },
  },
  {
    name: 'exit-count, any reason',
    reached: { kind: 'exit-count', reason: null, min: 3, max: 3 },
    missed: { kind: 'exit-count', reason: null, max: 2 },
  },
  {
    name: 'field at the end, of the VMCS that was current last',
    reached: { kind: 'field', field: 'exit-reason', value: '18' },
    missed: { kind: 'field', field: 'exit-reason', value: '0x0a' },
  },
  {
    name: 'field by symbol',
    reached: { kind: 'field', field: 'host-rip', value: 'vm_exit' },
    missed: { kind: 'field', field: 'host-rip', value: 'vm_exit + 1' },
  },
  {
    name: 'field at some entry',
    reached: { kind: 'field', field: 'guest-rip', value: 'guest_entry', when: 'some-entry' },
    missed: { kind: 'field', field: 'guest-rip', value: 'start', when: 'some-entry' },
  },
  {
    name: 'field at every entry',
    reached: { kind: 'field', field: 'host-rsp', value: 'HOST_STACK', when: 'every-entry' },
    missed: { kind: 'field', field: 'guest-rip', value: 'guest_entry', when: 'every-entry' },
  },
  {
    name: 'field at every exit of a reason',
    reached: { kind: 'field', field: 'vm-exit-instruction-length', value: '2', when: 'every-exit', reason: CPUID },
    missed: { kind: 'field', field: 'vm-exit-instruction-length', value: '2', when: 'every-exit' },
  },
  {
    name: 'field at an exit that there is none of',
    reached: { kind: 'field', field: 'exit-reason', value: '18', when: 'some-exit' },
    missed: { kind: 'field', field: 'exit-reason', value: '12', when: 'every-exit', reason: HLT },
  },
  {
    name: 'field under a mask',
    reached: { kind: 'field', field: 'vm-entry-controls', value: '0x200', mask: '0x200' },
    missed: { kind: 'field', field: 'vm-entry-controls', value: '0x200' },
  },
  {
    name: 'register',
    reached: { kind: 'register', name: 'RBX', value: '0x1234' },
    missed: { kind: 'register', name: 'RBX', value: '0x1235' },
  },
  {
    name: 'register under a mask',
    reached: { kind: 'register', name: 'RBX', value: '0x34', mask: '0xff' },
    missed: { kind: 'register', name: 'CR4', value: '0', mask: '0x2000' },
  },
  {
    name: 'register of the guest, at an entry',
    reached: { kind: 'register', name: 'RIP', value: 'guest_entry', when: 'some-entry' },
    missed: { kind: 'register', name: 'RIP', value: 'guest_entry', when: 'every-entry' },
  },
  {
    name: 'memory at the end',
    reached: { kind: 'memory', address: 'answer', bytes: [0x56, 0x4d, 0x58, 0x72] },
    missed: { kind: 'memory', address: 'answer', bytes: [0x56, 0x4d, 0x58, 0x73] },
  },
  {
    name: 'memory by linear address and offset',
    reached: { kind: 'memory', space: 'linear', address: 'answer + 1', bytes: [0x4d] },
    missed: { kind: 'memory', space: 'linear', address: '0x800000000000', bytes: [0] },
  },
  {
    name: 'memory at an exit',
    reached: { kind: 'memory', address: 'answer', bytes: [0, 0, 0, 0], when: 'some-exit' },
    missed: { kind: 'memory', address: 'answer', bytes: [0, 0, 0, 0], when: 'every-exit' },
  },
  {
    name: 'console',
    reached: { kind: 'console', console: 'debugcon', output: 'done' },
    missed: { kind: 'console', console: 'serial', output: 'done' },
  },
  {
    name: 'console, exact',
    reached: { kind: 'console', console: 'debugcon', output: 'exits: done\n', exact: true },
    missed: { kind: 'console', console: 'debugcon', output: 'exits: done', exact: true },
  },
  {
    name: 'console, exact, more expected',
    reached: { kind: 'console', console: 'serial', output: '', exact: true },
    missed: { kind: 'console', console: 'debugcon', output: 'exits: done\nand more', exact: true },
  },
  { name: 'happens', reached: { kind: 'happens', what: 'vmxoff' }, missed: { kind: 'happens', what: 'vmx-abort' } },
  {
    name: 'never',
    reached: { kind: 'never', what: 'vm-exit', reason: HLT },
    missed: { kind: 'never', what: 'vm-exit', reason: CPUID },
  },
  {
    name: 'instructions-below',
    reached: { kind: 'instructions-below', limit: 10_000 },
    missed: { kind: 'instructions-below', limit: 50 },
  },
  {
    name: 'cycles-below',
    reached: { kind: 'cycles-below', limit: 1_000_000 },
    missed: { kind: 'cycles-below', limit: 50 },
  },
];

describe('every kind of goal', () => {
  it.each(cases)('$name', ({ reached, missed }) => {
    const [yes, no] = judge([reached, missed]);
    expect(yes).toMatchObject({ reached: true, points: 1 });
    expect(no).toMatchObject({ reached: false, points: 0, unfinished: false });
  });
});

describe('what was seen', () => {
  it('tells the moment at which a goal was reached or missed for good', () => {
    const [exits, never, some, text] = judge([
      { kind: 'exits', reasons: [CPUID], order: 'subsequence' },
      { kind: 'never', what: 'vm-exit' },
      { kind: 'field', field: 'guest-rip', value: 'guest_entry', when: 'some-entry' },
      { kind: 'console', console: 'debugcon', output: 'exits' },
    ]);
    expect(exits?.position).toBeGreaterThan(0);
    expect(never?.position).toBe(exits?.position);
    expect(some?.position).toBe((exits?.position ?? 0) - 1);
    expect(text?.position).toBeGreaterThan(exits?.position ?? 0);
  });

  it('shows exits, counts, words, bytes and output', () => {
    const seen = judge([
      { kind: 'exits', reasons: [CPUID, HLT], order: 'subsequence' },
      { kind: 'exit-count', reason: CPUID, min: 5 },
      { kind: 'register', name: 'RBX', value: '0xff', mask: '0xff' },
      { kind: 'memory', address: 'exits', bytes: [9] },
      { kind: 'console', console: 'debugcon', output: 'nothing' },
      { kind: 'ends', how: 'debug-exit', value: 1 },
      { kind: 'field', field: 'exit-reason', value: '1', when: 'some-exit', reason: HLT },
    ]).map(({ sight }) => sight);
    expect(seen).toEqual([
      { kind: 'exits', reasons: [CPUID, CPUID, VMCALL], count: 3, found: 1 },
      { kind: 'count', count: 2 },
      { kind: 'word', expected: '0xff', seen: '0x34' },
      { kind: 'bytes', seen: [3] },
      { kind: 'console', text: 'exits: done\n', length: 12 },
      { kind: 'ended', how: 'halted', value: null },
      { kind: 'word', expected: '0x1', seen: null },
    ]);
  });

  it('names a symbol that the submission lacks', () => {
    const [result] = judge([{ kind: 'field', field: 'guest-rip', value: 'my_guest + 2' }]);
    expect(result).toMatchObject({ reached: false, sight: { kind: 'unknown-symbol', symbol: 'my_guest' } });
  });

  it('knows VM-entry failures, VMfail and the end by port 0xF4', () => {
    const broken = startText
      .replace('    vmlaunch\n', '    vmlaunch\n    vmlaunch\n    mov al, 5\n    out 0xf4, al\n')
      .replace('vmcs_default_guest guest_entry', '    vmcs_default_guest guest_entry\n    vmcs_set VMCS_HOST_CR0, 0');
    const [fails, right, wrong, entryFails] = judge(
      [
        { kind: 'happens', what: 'vm-fail', reason: 8 },
        { kind: 'ends', how: 'debug-exit', value: 5 },
        { kind: 'ends', how: 'debug-exit', value: 6 },
        { kind: 'never', what: 'entry-failure' },
      ],
      broken,
    );
    expect(fails).toMatchObject({ reached: true, sight: { kind: 'count', count: 2 } });
    expect(right?.reached).toBe(true);
    expect(wrong?.reached).toBe(false);
    expect(entryFails?.reached).toBe(true);
    const [reason33] = judge(
      [{ kind: 'exits', reasons: [33], order: 'exact' }],
      startText.replace(
        'vmcs_default_guest guest_entry',
        '    vmcs_default_guest guest_entry\n    vmcs_set VMCS_GUEST_RFLAGS, 0',
      ),
    );
    expect(reason33?.reached).toBe(true);
  });
});

describe('a run that was stopped by a limit', () => {
  const endless = startText.replace('.done:', '.done:\n    jmp $');

  it('counts what has happened, and leaves open what only the end can tell', () => {
    const results = judge(
      [
        { kind: 'exits', reasons: [CPUID, VMCALL], order: 'subsequence' },
        { kind: 'exit-count', reason: CPUID, min: 2 },
        { kind: 'exit-count', reason: CPUID, max: 2 },
        { kind: 'never', what: 'vm-fail' },
        { kind: 'mode', mode: 'root' },
        { kind: 'instructions-below', limit: 200_000 },
        { kind: 'field', field: 'exit-reason', value: '18' },
      ],
      endless,
    );
    expect(results.map(({ reached }) => reached)).toEqual([true, true, false, false, false, false, false]);
    expect(results.map(({ unfinished }) => unfinished)).toEqual([false, false, true, true, true, true, true]);
  });
});
