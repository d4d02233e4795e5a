import { CYCLES, INTERRUPTIBILITY } from '../../cpu/state/processor-layout';
import { loadHostState } from '../exit/load-host-state';
import { ABORT_HOST_PDPTES, ABORT_LOADING_HOST_MSRS, vmxAbort } from '../exit/vmx-abort';
import { buildTransition } from '../explain/build-transition';
import type { CheckFinding } from '../explain/transition';
import { loadMsrsOnExit } from '../msr-areas/msr-areas';
import { hostStatePlaces } from '../transfer/guest-state-places';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

const EXIT_REASON = F['exit-reason'];
const QUALIFICATION = F['exit-qualification'];
const BLOCKED_BY_NMI = 8;

/** Bit 31 of the exit reason: the VM entry failed. */
export const ENTRY_FAILURE = 0x8000_0000;

/**
 * A VM entry that fails during or after loading guest state looks like a VM exit: reason and qualification are recorded and
 * the host is loaded. But no other information field changes, no guest state and no MSRs are saved, the interruption
 * information stays valid, and blocking by NMI is what it was before the entry.
 * SDM Vol. 3: "VM-Entry Failures During or After Loading Guest State".
 * @param nmiBlocking bit 3 of the interruptibility state before the entry
 */
export function failEntry(
  c: VmxContext,
  region: number,
  failure: { readonly reason: 33 | 34 | 41; readonly qualification: number },
  nmiBlocking: number,
  cause: string,
  checks: readonly CheckFinding[],
): void {
  const { p } = c;
  const words = p.image.i32;
  words[region + EXIT_REASON] = failure.reason | ENTRY_FAILURE;
  words[region + QUALIFICATION] = failure.qualification;
  words[region + QUALIFICATION + 1] = 0;
  if (!loadHostState(c, region)) {
    vmxAbort(c, region, ABORT_HOST_PDPTES, cause);
    return;
  }
  p.s[INTERRUPTIBILITY] = (p.s[INTERRUPTIBILITY] & ~BLOCKED_BY_NMI) | nmiBlocking;
  if (loadMsrsOnExit(c) !== 0) {
    vmxAbort(c, region, ABORT_LOADING_HOST_MSRS, cause);
    return;
  }
  const cost = c.charges.entryFailure;
  p.f[CYCLES] += cost;
  c.listener?.transition(
    buildTransition(p, {
      kind: 'entry-failure',
      cause,
      cost,
      exitReason: (failure.reason | ENTRY_FAILURE) >>> 0,
      qualification: BigInt(failure.qualification),
      checks,
      saved: c.detailed ? c.capture.savedFields(p, region) : [],
      loaded: c.detailed ? c.capture.loadedFields(p, hostStatePlaces) : [],
    }),
  );
}
