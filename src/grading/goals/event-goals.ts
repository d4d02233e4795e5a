import type { GoalCondition } from '../../lessons/exercise';
import type { Transition } from '../../vmx/explain/transition';
import { exitReasonOf, type GoalObserver } from '../observer';

/** A kind of transition that must happen, or must not. */
export function observeEvent(goal: Extract<GoalCondition, { kind: 'happens' | 'never' }>): GoalObserver {
  let count = 0;
  let first: number | null = null;
  return {
    transition(t) {
      if (t.kind !== goal.what || (goal.reason !== undefined && numberOf(t) !== goal.reason)) return;
      count++;
      first ??= t.position;
    },
    finish: () => ({
      reached: goal.kind === 'happens' ? count > 0 : count === 0,
      position: first,
      sight: { kind: 'count', count },
      needsEnd: goal.kind === 'never',
    }),
  };
}

/** What tells transitions of one kind apart: the exit reason, the VM-instruction error, the abort indicator. */
const numberOf = (t: Transition): number | undefined => exitReasonOf(t) ?? t.error ?? t.abort;
