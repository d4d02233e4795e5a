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

/** Class of a VM exit or entry failure; null for transitions that are none. */
export function transitionClass(transition: TransitionView): ExitClass | null {
  return transition.exitReason === undefined ? null : exitClassOf(transition.exitReason);
}
