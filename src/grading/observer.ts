import type { EndKind } from '../lessons/exercise';
import type { GoalSight } from '../protocol/grade';
import type { VmxMode } from '../protocol/snapshot';
import type { Transition } from '../vmx/explain/transition';
import type { MachineLook } from './machine-look';

export type ConsoleName = 'debugcon' | 'serial';

/** A run that is over. */
export interface RunEnd {
  /** null when a limit stopped it. */
  readonly how: EndKind | null;
  readonly value: number | null;
  readonly instructions: number;
  readonly cycles: number;
  readonly position: number;
  readonly mode: VmxMode;
}

/** What an observer found out. */
export interface Finding {
  readonly reached: boolean;
  readonly position: number | null;
  readonly sight: GoalSight;
  /** True when a run that was stopped by a limit cannot reach the goal, though nothing in it speaks against it. */
  readonly needsEnd?: boolean;
}

/** Watches one run for one goal, in bounded memory, and says at the end whether it was reached. */
export interface GoalObserver {
  /** Called right after each transition took effect. */
  transition?(t: Transition, look: MachineLook): void;
  /** Called for each byte that the program writes. */
  written?(console: ConsoleName, byte: number, position: number): void;
  finish(end: RunEnd, look: MachineLook): Finding;
}

/** The basic exit reason of a VM exit or of a VM-entry failure that loads host state; null for other transitions. */
export function exitReasonOf(t: Transition): number | null {
  if (t.kind !== 'vm-exit' && t.kind !== 'entry-failure') return null;
  return t.exitReason === undefined ? null : t.exitReason & 0xffff;
}
