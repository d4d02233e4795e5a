import { describe, expect, test } from 'vitest';
import { CR0, CR4, EFER, PDPTE, STOP, STOP_VALUE } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_VMX_ABORT } from '../../../src/cpu/state/stop-code';
import { enterGuest } from '../../../src/vmx/entry/enter-guest';
import { MODE_NON_ROOT, VMX_MODE } from '../../../src/vmx/state/vmx-layout';
import { VmxProcessor } from '../../support/vmx-processor';

/** Page-directory-pointer tables of the guest and of the host. */
const GUEST_TABLE = 0x18_0020n;
const HOST_TABLE = 0x18_1000n;

function poke(m: VmxProcessor, address: bigint, value: bigint): void {
  m.image.view.setBigUint64(RAM_BASE + Number(address), value, true);
}
const pdpte = (m: VmxProcessor, n: number): bigint => m.p.q[(PDPTE >> 1) + n] as bigint;

/** A VMCS whose guest runs 32-bit code with PAE paging. */
function withPaeGuest(m: VmxProcessor): void {
  m.setControl('vm-entry', 'ia-32e-mode-guest', 0);
  m.set('guest-cs-access-rights', 0xc09bn);
  m.set('guest-cr3', GUEST_TABLE);
  for (let n = 0; n < 4; n++) poke(m, GUEST_TABLE + BigInt(8 * n), BigInt(0x18_4001 + 0x1000 * n));
}

/** A processor outside IA-32e mode whose VMCS returns to a 32-bit host with PAE paging. */
function withPaeHost(m: VmxProcessor): void {
  withPaeGuest(m);
  m.p.q[EFER >> 1] = 0n;
  m.setControl('vm-exit', 'host-address-space-size', 0);
  m.set('host-cr3', HOST_TABLE);
  m.set('host-cr4', 0x2020n);
  m.set('host-ss-selector', 0x10n);
  poke(m, HOST_TABLE + 8n, 0x18_9001n);
}

describe('a guest with PAE paging', () => {
  test('gets its PDPTE registers from the table that CR3 names', () => {
    const m = new VmxProcessor('root');
    withPaeGuest(m);
    enterGuest(m.unit, true);
    expect(m.p.s[VMX_MODE]).toBe(MODE_NON_ROOT);
    expect([0, 1, 2, 3].map((n) => pdpte(m, n))).toEqual([0x18_4001n, 0x18_5001n, 0x18_6001n, 0x18_7001n]);
  });

  test('is refused with reason 33 and qualification 2 when a present PDPTE has a reserved bit', () => {
    const m = new VmxProcessor('root');
    withPaeGuest(m);
    poke(m, GUEST_TABLE + 16n, 0x18_6003n);
    enterGuest(m.unit, true);
    expect(m.lastTransition).toMatchObject({ kind: 'entry-failure', exitReason: 0x8000_0021, qualification: 2n });
    expect(m.lastTransition?.checks.map(({ check }) => check)).toEqual(['guest-pdpte-reserved-bits']);
    expect(m.lastTransition?.checks[0]?.values).toMatchObject({ number: 2, value: '0x186003' });
    expect(m.field('exit-qualification')).toBe(2n);
  });

  test('is looked at anew each time, for memory may have changed', () => {
    const m = new VmxProcessor('root');
    withPaeGuest(m);
    enterGuest(m.unit, true);
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect(m.lastTransition).toMatchObject({ kind: 'vm-exit', exitReason: 10 });
    m.setControl('vm-entry', 'ia-32e-mode-guest', 0);
    poke(m, GUEST_TABLE, 0x18_4021n);
    enterGuest(m.unit, false);
    expect(m.lastTransition).toMatchObject({ kind: 'entry-failure', qualification: 2n });
  });

  test('without paging, or without CR4.PAE, needs no PDPTEs', () => {
    const m = new VmxProcessor('root');
    withPaeGuest(m);
    m.set('guest-cr4', 0x2000n);
    poke(m, GUEST_TABLE, 0x18_4003n);
    enterGuest(m.unit, true);
    expect(m.p.s[VMX_MODE]).toBe(MODE_NON_ROOT);
    expect(pdpte(m, 0)).toBe(0n);
  });
});

describe('a host with PAE paging', () => {
  test('gets its PDPTE registers with a VM exit', () => {
    const m = new VmxProcessor('root');
    withPaeHost(m);
    enterGuest(m.unit, true);
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect(m.lastTransition).toMatchObject({ kind: 'vm-exit', exitReason: 10 });
    expect([m.p.s[CR0] >>> 31, m.p.s[CR4], m.p.s[EFER] & 0x400]).toEqual([1, 0x2020, 0]);
    expect([pdpte(m, 0), pdpte(m, 1)]).toEqual([0n, 0x18_9001n]);
  });

  test('whose present PDPTE has a reserved bit: VMX abort 2', () => {
    const m = new VmxProcessor('root');
    withPaeHost(m);
    enterGuest(m.unit, true);
    poke(m, HOST_TABLE + 24n, 5n);
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect([m.p.s[STOP], m.p.s[STOP_VALUE]]).toEqual([STOP_VMX_ABORT, 2]);
    expect(m.lastTransition).toMatchObject({ kind: 'vmx-abort', abort: 2, exitReason: 10 });
  });

  test('and an entry failure abort in the same way', () => {
    const m = new VmxProcessor('root');
    withPaeHost(m);
    poke(m, HOST_TABLE + 24n, 5n);
    m.set('guest-rflags', 0n);
    enterGuest(m.unit, true);
    expect(m.lastTransition).toMatchObject({ kind: 'vmx-abort', abort: 2 });
  });
});
