import type { TransitionView } from '../../../src/protocol/snapshot';

/** A transition with what a test does not care about filled in. */
export function transition(values: Partial<TransitionView> & Pick<TransitionView, 'kind'>): TransitionView {
  return {
    n: 1,
    cpu: 0,
    instructions: 0,
    position: 0,
    cycles: 0,
    cost: 0,
    cause: 'cpuid',
    fromRip: 0n,
    toRip: 0n,
    vmcs: 0x2000n,
    why: null,
    checks: [],
    saved: [],
    loaded: [],
    reasonName: null,
    guest: null,
    from: { symbol: null, source: null },
    to: { symbol: null, source: null },
    failures: [],
    ...values,
  };
}

/** VMXON, then entries and exits of two VMCSs in turn, 100 cycles each way, then VMXOFF. */
export const twoGuestHistory: readonly TransitionView[] = [
  transition({ kind: 'vmxon', cycles: 100, instructions: 10, position: 10, cost: 20 }),
  transition({ kind: 'vm-entry', cycles: 300, instructions: 20, position: 20, cost: 50, vmcs: 0x2000n }),
  transition({ kind: 'vm-exit', cycles: 500, instructions: 25, position: 25, cost: 30, vmcs: 0x2000n, exitReason: 10 }),
  transition({ kind: 'vm-entry', cycles: 700, instructions: 40, position: 41, cost: 50, vmcs: 0x4000n }),
  transition({ kind: 'vm-exit', cycles: 900, instructions: 45, position: 46, cost: 30, vmcs: 0x4000n, exitReason: 30 }),
  transition({ kind: 'vm-fail', cycles: 950, instructions: 50, position: 51, error: 5 }),
  transition({ kind: 'vmxoff', cycles: 1000, instructions: 60, position: 61 }),
];
