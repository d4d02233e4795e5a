import { describe, expect, test } from 'vitest';
import { ZF } from '../../../src/cpu/registers/flags';
import {
  ACTIVITY,
  ATTENTION,
  CPL,
  CR0,
  CR3,
  CYCLES,
  DEBUGCTL,
  DR,
  EFER,
  GPR,
  INTERRUPTIBILITY,
  LAPSING,
  PAT,
  PENDING,
  PENDING_EXTENSION,
  RFLAGS,
  RIP,
  SEGMENT_ACCESS,
  SEGMENT_SELECTOR,
  SS,
  STOP,
  STOP_VALUE,
} from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_VMX_ABORT } from '../../../src/cpu/state/stop-code';
import { enterGuest } from '../../../src/vmx/entry/enter-guest';
import { MODE_NON_ROOT, MODE_ROOT, VMX_MODE } from '../../../src/vmx/state/vmx-layout';
import { costOf } from '../../../src/vmx/transition-cost.table';
import { LAUNCH_STATE_LAUNCHED, LAUNCH_STATE_WORD, regionWord } from '../../../src/vmx/vmcs/vmcs-region';
import { ENTRY_MSR_LOAD_PAGE, GUEST_STACK_TOP, MSR_LOAD_PAGE, VMCS_POINTER } from '../../support/baseline-vmcs';
import { GUEST_RIP, HOST_RIP, VmxProcessor } from '../../support/vmx-processor';

const launched = (m: VmxProcessor) => m.image.i32[regionWord(VMCS_POINTER) + LAUNCH_STATE_WORD];

function msrEntry(m: VmxProcessor, page: number, n: number, index: number, value: bigint): void {
  const at = RAM_BASE + page + 16 * n;
  m.image.view.setUint32(at, index, true);
  m.image.view.setBigUint64(at + 8, value, true);
}

describe('loading the guest', () => {
  test('a valid VMCS enters the guest', () => {
    const m = new VmxProcessor('root');
    m.p.s[LAPSING] = 1;
    m.p.s[ATTENTION] = 0;
    enterGuest(m.unit, true);
    expect(m.transitions.map((t) => [t.kind, t.cause])).toEqual([['vm-entry', 'vmlaunch']]);
    expect(m.p.s[VMX_MODE]).toBe(MODE_NON_ROOT);
    expect(m.p.q[RIP >> 1]).toBe(GUEST_RIP);
    expect(m.p.q[(GPR >> 1) + 4]).toBe(BigInt(GUEST_STACK_TOP));
    expect(launched(m)).toBe(LAUNCH_STATE_LAUNCHED);
    expect([m.p.s[LAPSING], m.p.s[ATTENTION], m.p.s[PENDING] & PENDING_EXTENSION]).toEqual([0, 1, 0]);
    expect(m.lastTransition).toMatchObject({ cost: costOf('vmlaunch'), toRip: GUEST_RIP });
    expect(m.p.f[CYCLES]).toBe(costOf('vmlaunch'));
  });

  test('VMRESUME leaves the launch state alone and costs less', () => {
    const m = new VmxProcessor('root');
    enterGuest(m.unit, false);
    expect(launched(m)).toBe(0);
    expect(m.lastTransition).toMatchObject({ kind: 'vm-entry', cause: 'vmresume', cost: costOf('vmresume') });
  });

  test('the changes are told with old and new value', () => {
    const m = new VmxProcessor('root');
    m.set('guest-rflags', 0x202n);
    m.p.q[CR3 >> 1] = 0x9000n;
    enterGuest(m.unit, true);
    expect(m.lastTransition?.loaded).toContainEqual({ field: 'guest-cr3', old: 0x9000n, new: 0x1000n });
    expect(m.lastTransition?.loaded.some((change) => change.field === 'guest-rflags')).toBe(true);
  });

  test('CR0 keeps ET, CD and NW of the host', () => {
    const m = new VmxProcessor('root');
    m.p.q[CR0 >> 1] = 0xe001_0033n;
    m.set('guest-cr0', 0x8000_0021n);
    enterGuest(m.unit, true);
    expect(m.p.q[CR0 >> 1]).toBe(0xe000_0031n);
  });

  for (const value of [0, 1] as const) {
    test(`debug registers, IA32_PAT and IA32_EFER with load controls ${value}`, () => {
      const m = new VmxProcessor('root');
      for (const id of ['load-debug-controls', 'load-ia32-pat', 'load-ia32-efer']) m.setControl('vm-entry', id, value);
      m.set('guest-dr7', 0x2300n);
      m.p.q[DEBUGCTL >> 1] = 1n;
      m.set('guest-ia32-debugctl', 0n);
      m.set('guest-ia32-pat', 0x0606n);
      m.set('guest-ia32-efer', 0x500n);
      enterGuest(m.unit, true);
      expect(m.p.s[VMX_MODE]).toBe(MODE_NON_ROOT);
      expect(m.p.q[(DR >> 1) + 7]).toBe(value === 1 ? 0x2700n : 0n);
      expect(m.p.q[DEBUGCTL >> 1]).toBe(value === 1 ? 0n : 1n);
      expect(m.p.q[PAT >> 1]).toBe(value === 1 ? 0x0606n : 0n);
      expect(m.p.q[EFER >> 1]).toBe(value === 1 ? 0x500n : 0xd01n);
    });
  }

  test('DR7 and IA32_DEBUGCTL with breakpoints and BTF are loaded with the control only', () => {
    for (const value of [0, 1] as const) {
      const m = new VmxProcessor('root');
      m.set('guest-dr7', 0x401n);
      m.set('guest-ia32-debugctl', 2n);
      m.setControl('vm-entry', 'load-debug-controls', value);
      enterGuest(m.unit, true);
      expect(m.p.q[(DR >> 1) + 7]).toBe(value === 1 ? 0x401n : 0n);
      expect(m.p.q[DEBUGCTL >> 1]).toBe(value === 1 ? 2n : 0n);
    }
  });

  test('a guest may be entered with its last-branch records on', () => {
    const m = new VmxProcessor('root');
    m.set('guest-ia32-debugctl', 1n);
    m.setControl('vm-entry', 'load-debug-controls', 1);
    enterGuest(m.unit, true);
    expect([m.p.s[VMX_MODE], m.p.q[DEBUGCTL >> 1]]).toEqual([MODE_NON_ROOT, 1n]);
  });

  test('CPL is the DPL of SS; access rights lose the bits that do not exist', () => {
    const m = new VmxProcessor('root');
    m.set('guest-cs-selector', 0x33n);
    m.set('guest-cs-access-rights', 0xa0fbn);
    m.set('guest-ss-selector', 0x2bn);
    m.set('guest-ss-access-rights', 0xc0f3n);
    m.set('guest-fs-access-rights', 0xffff_0f00n | 0x1_0000n);
    enterGuest(m.unit, true);
    expect(m.p.s[CPL]).toBe(3);
    expect(m.p.s[SEGMENT_SELECTOR + SS]).toBe(0x2b);
    expect(m.p.s[SEGMENT_ACCESS + 4]).toBe(0x1_0000);
  });

  test('activity and interruptibility come from their fields; a window makes the boundaries be looked at', () => {
    const m = new VmxProcessor('root');
    m.set('guest-activity-state', 1n);
    m.set('guest-rflags', 0x202n);
    m.setControl('primary-processor-based', 'interrupt-window-exiting', 1);
    enterGuest(m.unit, true);
    expect([m.p.s[ACTIVITY], m.p.s[PENDING] & PENDING_EXTENSION]).toEqual([1, PENDING_EXTENSION]);
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect(m.p.s[PENDING] & PENDING_EXTENSION).toBe(0);
  });

  test('MSRs are loaded last', () => {
    const m = new VmxProcessor('root');
    msrEntry(m, ENTRY_MSR_LOAD_PAGE, 0, 0x277, 0x0407n);
    m.set('vm-entry-msr-load-count', 1n);
    enterGuest(m.unit, true);
    expect(m.p.q[PAT >> 1]).toBe(0x0407n);
  });
});

describe('VM entries that fail', () => {
  test('wrong controls: VMfailValid 7 with every failing row', () => {
    const m = new VmxProcessor('root');
    m.set('pin-based-controls', 0n);
    m.set('cr3-target-count', 9n);
    m.p.q[RIP >> 1] = 0x777n;
    enterGuest(m.unit, true);
    expect(m.lastTransition).toMatchObject({ kind: 'vm-fail', cause: 'vmlaunch', error: 7 });
    expect(m.lastTransition?.checks.length).toBeGreaterThanOrEqual(2);
    expect(m.lastTransition?.checks.filter((check) => check.reported)).toHaveLength(1);
    expect(m.field('vm-instruction-error')).toBe(7n);
    expect(m.p.s[RFLAGS] & ZF).toBe(ZF);
    expect(m.p.q[RIP >> 1]).toBe(0x777n);
    expect(m.p.s[VMX_MODE]).toBe(MODE_ROOT);
    expect(launched(m)).toBe(0);
  });

  test('wrong host state: VMfailValid 8', () => {
    const m = new VmxProcessor('root');
    m.set('host-cs-selector', 0n);
    enterGuest(m.unit, true);
    expect(m.lastTransition).toMatchObject({ kind: 'vm-fail', error: 8 });
  });

  test('wrong guest state: reason 33, host loaded, nothing saved, not launched', () => {
    const m = new VmxProcessor('root');
    m.set('guest-rflags', 0n);
    m.set('vm-entry-interruption-information', 0x8000_0030n);
    m.set('vm-exit-instruction-length', 0x55n);
    m.p.s[INTERRUPTIBILITY] = 8;
    const guestRip = m.field('guest-rip');
    enterGuest(m.unit, true);
    expect(m.lastTransition).toMatchObject({
      kind: 'entry-failure',
      exitReason: 0x8000_0021,
      qualification: 0n,
      toRip: HOST_RIP,
    });
    expect(m.lastTransition?.checks[0]).toMatchObject({ group: 'guest-state', reported: true });
    expect(m.field('exit-reason')).toBe(0x8000_0021n);
    expect(m.field('vm-exit-instruction-length')).toBe(0x55n);
    expect(m.field('vm-entry-interruption-information')).toBe(0x8000_0030n);
    expect(m.field('guest-rip')).toBe(guestRip);
    expect(m.p.q[RIP >> 1]).toBe(HOST_RIP);
    expect(m.p.s[INTERRUPTIBILITY]).toBe(8);
    expect(m.p.s[VMX_MODE]).toBe(MODE_ROOT);
    expect(launched(m)).toBe(0);
    expect(m.p.f[CYCLES]).toBe(costOf('entry-failure'));
  });

  test('a VMCS link pointer to nowhere: reason 33 with qualification 4', () => {
    const m = new VmxProcessor('root');
    m.set('vmcs-link-pointer', 0x123n);
    enterGuest(m.unit, true);
    expect(m.lastTransition).toMatchObject({ kind: 'entry-failure', exitReason: 0x8000_0021, qualification: 4n });
  });

  for (const [index, value] of [
    [0x277, 2n],
    [0x1234, 0n],
    [0xc000_0100, 0n],
    [0xc000_0101, 0n],
    [0x800, 0n],
    [0x480, 0n],
  ] as const) {
    test(`MSR 0x${index.toString(16)} = ${value} cannot be loaded: reason 34 with the entry's number`, () => {
      const m = new VmxProcessor('root');
      msrEntry(m, ENTRY_MSR_LOAD_PAGE, 0, 0x277, 0x0407n);
      msrEntry(m, ENTRY_MSR_LOAD_PAGE, 1, index, value);
      m.set('vm-entry-msr-load-count', 2n);
      m.set('guest-interruptibility-state', 8n);
      enterGuest(m.unit, true);
      expect(m.lastTransition).toMatchObject({ kind: 'entry-failure', exitReason: 0x8000_0022, qualification: 2n });
      expect(m.lastTransition?.checks).toMatchObject([
        { check: 'vm-entry-msr-load', group: 'msr-load', reported: true },
      ]);
      expect(m.p.q[RIP >> 1]).toBe(HOST_RIP);
      expect(m.p.s[INTERRUPTIBILITY]).toBe(0);
      expect(launched(m)).toBe(0);
    });
  }

  test('an entry failure whose host MSRs cannot be loaded is a VMX abort', () => {
    const m = new VmxProcessor('root');
    m.set('guest-rflags', 0n);
    msrEntry(m, MSR_LOAD_PAGE, 0, 0x1234, 0n);
    m.set('vm-exit-msr-load-count', 1n);
    enterGuest(m.unit, true);
    expect([m.p.s[STOP], m.p.s[STOP_VALUE]]).toEqual([STOP_VMX_ABORT, 4]);
    expect(m.transitions.map((t) => t.kind)).toEqual(['vmx-abort']);
    expect(m.lastTransition).toMatchObject({ abort: 4, exitReason: 0x8000_0021 });
  });

  test('what held once is checked again after a change', () => {
    const m = new VmxProcessor('root');
    enterGuest(m.unit, true);
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    m.set('guest-cs-access-rights', 0n);
    enterGuest(m.unit, false);
    expect(m.transitions.map((t) => t.kind)).toEqual(['vm-entry', 'vm-exit', 'entry-failure']);
  });
});
