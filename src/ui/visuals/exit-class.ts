import type { TransitionView } from '../../protocol/snapshot';
import { type ExitClass, exitReason } from '../../vmx/exit/exit-reasons.table';

/** The classes of VM exits in the order of legends and filters. */
export const exitClasses: readonly ExitClass[] = [
  'instruction',
  'io',
  'register',
  'memory',
  'event',
  'vmx-instruction',
];

/** Class of an exit reason; a reserved number counts as an event. */
export function exitClassOf(reason: number): ExitClass {
  return exitReason(reason)?.class ?? 'event';
}

/** Exits of memory accesses, whichever instruction makes them: EPT violation and misconfiguration, APIC access and write, SPP. */
const BY_ACCESS: ReadonlySet<number> = new Set([44, 48, 49, 56, 66]);

/** Whether an exit is caused by an instruction as such, and not by an event or by an access that it makes. */
export const isByInstruction = (reason: number): boolean =>
  exitClassOf(reason) !== 'event' && !BY_ACCESS.has(reason & 0xffff);

/** Class of a VM exit or entry failure; null for transitions that are none. */
export function transitionClass(transition: TransitionView): ExitClass | null {
  return transition.exitReason === undefined ? null : exitClassOf(transition.exitReason);
}
