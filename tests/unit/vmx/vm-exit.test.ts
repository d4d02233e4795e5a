import { describe, expect, test } from 'vitest';
import {
  ACTIVITY,
  ATTENTION,
  CPL,
  CR0,
  CR3,
  CR4,
  CS,
  CYCLES,
  DEBUGCTL,
  DR,
  DS,
  EFER,
  ES,
  FS,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  GS,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  LAPSING,
  LDTR,
  PAT,
  PENDING_DEBUG,
  RFLAGS,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SINGLE_STEP,
  SS,
  STOP,
  STOP_VALUE,
  SYSENTER_EIP,
  TR,
} from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_VMX_ABORT } from '../../../src/cpu/state/stop-code';
import { guestStatePlaces } from '../../../src/vmx/transfer/guest-state-places';
import { exitCost } from '../../../src/vmx/transition-cost.table';
import { ABORT_INDICATOR_WORD, regionWord } from '../../../src/vmx/vmcs/vmcs-region';
import { MSR_LOAD_PAGE, MSR_STORE_PAGE, VMCS_POINTER } from '../../support/baseline-vmcs';
import { VmxProcessor } from '../../support/vmx-processor';

const cpuid = (m: VmxProcessor) => m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');

/** One entry of an MSR area. */
function msrEntry(m: VmxProcessor, page: number, n: number, index: number, value: bigint, reserved = 0): void {
  const at = RAM_BASE + page + 16 * n;
  m.image.view.setUint32(at, index, true);
  m.image.view.setUint32(at + 4, reserved, true);
  m.image.view.setBigUint64(at + 8, value, true);
}
const msrValue = (m: VmxProcessor, page: number, n: number) =>
  m.image.view.getBigUint64(RAM_BASE + page + 16 * n + 8, true);

describe('saving guest state', () => {
  test('every guest-state place goes to its field', () => {
    const m = new VmxProcessor();
    for (const control of ['save-debug-controls', 'save-ia32-pat', 'save-ia32-efer', 'save-ia32-perf-global-ctrl'])
      m.setControl('vm-exit', control, 1);
    m.setControl('primary-processor-based', 'activate-secondary-controls', 1);
    m.setControl('secondary-processor-based', 'virtual-interrupt-delivery', 1);
    const special = new Set([RFLAGS, INTERRUPTIBILITY, ACTIVITY, PENDING_DEBUG, EFER]);
    const expected = new Map<string, bigint>();
    for (const [n, row] of guestStatePlaces.entries()) {
      if (row.saved === 'computed' || row.saved === 'never' || special.has(row.place)) continue;
      const value = BigInt(0x100 + n);
      m.p.s[row.place] = Number(value);
      if (row.words === 2) m.p.s[row.place + 1] = 0;
      expected.set(row.field, value);
    }
    cpuid(m);
    for (const [field, value] of expected) expect([field, m.field(field as 'guest-cr0')]).toEqual([field, value]);
    expect(expected.size).toBeGreaterThan(45);
  });

  for (const [control, field, place] of [
    ['save-debug-controls', 'guest-dr7', DR + 14],
    ['save-debug-controls', 'guest-ia32-debugctl', DEBUGCTL],
    ['save-ia32-pat', 'guest-ia32-pat', PAT],
    ['save-ia32-efer', 'guest-ia32-efer', EFER],
  ] as const) {
    test(`${field} is saved only with "${control}"`, () => {
      for (const value of [0, 1] as const) {
        const m = new VmxProcessor();
        m.setControl('vm-exit', control, value);
        m.set(field, 0x77n);
        m.p.s[place] = 0x501;
        cpuid(m);
        expect(m.field(field)).toBe(value === 1 ? 0x501n : 0x77n);
      }
    });
  }

  test('IA32_EFER.LMA goes to "IA-32e mode guest" where the processor stores it', () => {
    const m = new VmxProcessor();
    expect(m.unit.storesIa32eMode).toBe(true);
    m.p.s[EFER] &= ~0x500;
    cpuid(m);
    expect(m.field('vm-entry-controls') & 0x200n).toBe(0n);
  });

  test('the valid bit of the VM-entry interruption information is cleared, the rest stays', () => {
    const m = new VmxProcessor();
    m.set('vm-entry-interruption-information', 0x8000_0b0dn);
    cpuid(m);
    expect(m.field('vm-entry-interruption-information')).toBe(0xb0dn);
  });
});

describe('loading host state', () => {
  test('control registers, descriptor tables and stack come from the fields; the rest is fixed', () => {
    const m = new VmxProcessor();
    const { s, q } = m.p;
    m.set('host-fs-selector', 0x10n);
    m.set('host-fs-base', 0xffff_8000_0000_0000n);
    m.set('host-gs-base', 0x1234n);
    m.set('host-ia32-sysenter-eip', 0xffff_8000_0000_1000n);
    q[CR0 >> 1] = 0xe005_0033n;
    q[CR3 >> 1] = 0x9000n;
    q[(DR >> 1) + 7] = 0xffn;
    q[DEBUGCTL >> 1] = 3n;
    s[RFLAGS] = 0x246;
    s[CPL] = 3;
    s[ACTIVITY] = 1;
    s[INTERRUPTIBILITY] = 3;
    s[LAPSING] = 1;
    s[SINGLE_STEP] = 2;
    s[SEGMENT_SELECTOR + LDTR] = 0x40;
    q[PENDING_DEBUG >> 1] = 0x4000n;
    s[ATTENTION] = 0;
    cpuid(m);
    expect(q[CR0 >> 1]).toBe((m.field('host-cr0') & 0x8005_003fn) | 0x6000_0010n);
    expect(q[CR3 >> 1]).toBe(m.field('host-cr3'));
    expect(q[CR4 >> 1]).toBe(m.field('host-cr4'));
    expect(q[(DR >> 1) + 7]).toBe(0x400n);
    expect(q[DEBUGCTL >> 1]).toBe(0n);
    expect(q[SYSENTER_EIP >> 1]).toBe(0xffff_8000_0000_1000n);
    expect(s[RFLAGS]).toBe(2);
    expect(s[CPL]).toBe(0);
    expect(q[(GPR >> 1) + 4]).toBe(m.field('host-rsp'));
    expect(q[GDTR_BASE >> 1]).toBe(m.field('host-gdtr-base'));
    expect(q[IDTR_BASE >> 1]).toBe(m.field('host-idtr-base'));
    expect([s[GDTR_LIMIT], s[IDTR_LIMIT]]).toEqual([0xffff, 0xffff]);
    expect([s[ACTIVITY], s[INTERRUPTIBILITY], s[LAPSING], s[SINGLE_STEP], s[ATTENTION]]).toEqual([0, 0, 0, 0, 1]);
    expect(q[PENDING_DEBUG >> 1]).toBe(0n);
    const segment = (n: number) => [
      s[SEGMENT_SELECTOR + n],
      s[SEGMENT_ACCESS + n],
      s[SEGMENT_LIMIT + n] >>> 0,
      q[(SEGMENT_BASE >> 1) + n],
    ];
    expect(segment(CS)).toEqual([8, 0xa09b, 0xffff_ffff, 0n]);
    for (const n of [ES, SS, DS]) expect(segment(n)).toEqual([0x10, 0xc093, 0xffff_ffff, 0n]);
    expect(segment(FS)).toEqual([0x10, 0xc093, 0xffff_ffff, 0xffff_8000_0000_0000n]);
    expect(segment(GS)).toEqual([0, 0x1_c093, 0xffff_ffff, 0x1234n]);
    expect(segment(TR)).toEqual([0x18, 0x8b, 0x67, m.field('host-tr-base')]);
    expect(segment(LDTR)).toEqual([0, 0x1_0000, 0, 0n]);
  });

  test('IA32_EFER: LME and LMA follow host address-space size, unless it is loaded', () => {
    const m = new VmxProcessor();
    m.p.q[EFER >> 1] = 0x801n;
    cpuid(m);
    expect(m.p.q[EFER >> 1]).toBe(0xd01n);
    const loading = new VmxProcessor();
    loading.setControl('vm-exit', 'load-ia32-efer', 1);
    loading.set('host-ia32-efer', 0x500n);
    cpuid(loading);
    expect(loading.p.q[EFER >> 1]).toBe(0x500n);
  });

  test('IA32_PAT is loaded only when its control says so', () => {
    for (const value of [0, 1] as const) {
      const m = new VmxProcessor();
      m.setControl('vm-exit', 'load-ia32-pat', value);
      m.set('host-ia32-pat', 6n);
      m.p.q[PAT >> 1] = 7n;
      cpuid(m);
      expect(m.p.q[PAT >> 1]).toBe(value === 1 ? 6n : 7n);
    }
  });

  test('a VM exit costs the cycles of its kind', () => {
    const m = new VmxProcessor();
    m.p.f[CYCLES] = 100;
    cpuid(m);
    expect(m.p.f[CYCLES]).toBe(100 + exitCost(10).cycles);
    expect(m.lastTransition?.cost).toBe(exitCost(10).cycles);
    expect(exitCost(10)).toMatchObject({ measure: 'exit-cpuid', certainty: 'recalled' });
    expect(exitCost(15)).toMatchObject({ measure: 'exit-other-instruction', certainty: 'assumed' });
  });
});

describe('what a VM exit tells', () => {
  test('fields saved and registers loaded, each with old and new value, changes only', () => {
    const m = new VmxProcessor();
    m.p.q[CR3 >> 1] = 0x9000n;
    cpuid(m);
    const { saved, loaded } = m.lastTransition ?? { saved: [], loaded: [] };
    expect(saved).toContainEqual({ field: 'exit-reason', old: 0n, new: 10n });
    expect(saved).toContainEqual({ field: 'guest-cr3', old: 0x1000n, new: 0x9000n });
    expect(loaded).toContainEqual({ field: 'host-cr3', old: 0x9000n, new: 0x1000n });
    expect([...saved, ...loaded].every((change) => change.old !== change.new)).toBe(true);
  });

  test('an outline when the listener does not want detail', () => {
    const m = new VmxProcessor();
    const told: unknown[] = [];
    m.unit.listener = { detailed: false, transition: (t) => told.push(t), decision: () => expect.unreachable() };
    cpuid(m);
    expect(told).toMatchObject([{ kind: 'vm-exit', exitReason: 10, why: null, saved: [], loaded: [] }]);
  });
});

describe('MSR areas and VMX abort', () => {
  test('MSRs are stored before the host is loaded and loaded after it', () => {
    const m = new VmxProcessor();
    m.p.q[PAT >> 1] = 0x0407n;
    msrEntry(m, MSR_STORE_PAGE, 0, 0x277, 0n);
    msrEntry(m, MSR_STORE_PAGE, 1, 0xc000_0080, 0n);
    msrEntry(m, MSR_LOAD_PAGE, 0, 0x277, 0x0606n);
    m.set('vm-exit-msr-store-count', 2n);
    m.set('vm-exit-msr-load-count', 1n);
    cpuid(m);
    expect(msrValue(m, MSR_STORE_PAGE, 0)).toBe(0x0407n);
    expect(msrValue(m, MSR_STORE_PAGE, 1)).toBe(0xd01n);
    expect(m.p.q[PAT >> 1]).toBe(0x0606n);
  });

  for (const [what, area, index, value, reserved, indicator] of [
    ['an MSR that does not exist cannot be stored', 'store', 0x1234, 0n, 0, 1],
    ['an x2APIC MSR cannot be stored', 'store', 0x802, 0n, 0, 1],
    ['IA32_SMBASE cannot be stored', 'store', 0x9e, 0n, 0, 1],
    ['reserved bits of a store entry must be 0', 'store', 0x277, 0n, 1, 1],
    ['a value that WRMSR refuses cannot be loaded', 'load', 0x277, 2n, 0, 4],
    ['IA32_FS_BASE cannot be loaded', 'load', 0xc000_0100, 0n, 0, 4],
    ['IA32_GS_BASE cannot be loaded', 'load', 0xc000_0101, 0n, 0, 4],
    ['a read-only MSR cannot be loaded', 'load', 0x480, 0n, 0, 4],
    ['reserved bits of a load entry must be 0', 'load', 0x277, 0n, 1, 4],
  ] as const) {
    test(`${what}: VMX abort ${indicator}`, () => {
      const m = new VmxProcessor();
      msrEntry(m, area === 'store' ? MSR_STORE_PAGE : MSR_LOAD_PAGE, 0, index, value, reserved);
      m.set(area === 'store' ? 'vm-exit-msr-store-count' : 'vm-exit-msr-load-count', 1n);
      cpuid(m);
      expect([m.p.s[STOP], m.p.s[STOP_VALUE], m.p.s[ACTIVITY]]).toEqual([STOP_VMX_ABORT, indicator, 2]);
      expect(m.image.i32[regionWord(VMCS_POINTER) + ABORT_INDICATOR_WORD]).toBe(indicator);
      expect(m.transitions.map((t) => t.kind)).toEqual(['vmx-abort']);
      expect(m.lastTransition).toMatchObject({
        abort: indicator,
        cause: 'cpuid',
        exitReason: 10,
        guestRip: m.field('guest-rip'),
      });
    });
  }

  test('an exit from IA-32e mode to a 32-bit host aborts', () => {
    const m = new VmxProcessor();
    m.setControl('vm-exit', 'host-address-space-size', 0);
    cpuid(m);
    expect(m.p.s[STOP_VALUE]).toBe(6);
  });
});
