import type { Processor } from '../../cpu/processor';
import { TRANSITION_MACHINE_CHECK } from './vmx-layout';

/**
 * Lets a machine check come in the middle of the next VM entry or VM exit. Of the outcomes that the manual lets a processor
 * choose from, the one that only a transition has: the VM entry fails (exit reason 41), the VM exit becomes a VMX abort
 * (indicator 5). SDM Vol. 3: "Machine-Check Events During VM Entry"; "Machine-Check Events During VM Exit".
 */
export function requestTransitionMachineCheck(p: Processor): void {
  p.s[TRANSITION_MACHINE_CHECK] = 1;
}

/** Whether one comes in the transition under way, which ends its waiting. */
export function takeTransitionMachineCheck(p: Processor): boolean {
  if (p.s[TRANSITION_MACHINE_CHECK] === 0) return false;
  p.s[TRANSITION_MACHINE_CHECK] = 0;
  return true;
}
