import type { GoalCondition } from '../../lessons/exercise';
import { exitReasonOf, type GoalObserver } from '../observer';

/** Reasons that a result lists. */
const LISTED = 200;

/** VM exits in an order: these and no others, or with others between them. */
export function observeExits({ reasons, order }: Extract<GoalCondition, { kind: 'exits' }>): GoalObserver {
  const seen: number[] = [];
  let count = 0;
  let found = 0;
  let decided: number | null = null;
  let wrong = false;
  return {
    transition(t) {
      const reason = exitReasonOf(t);
      if (reason === null) return;
      count++;
      if (seen.length < LISTED) seen.push(reason);
      if (wrong || (found === reasons.length && order === 'subsequence')) return;
      if (reason === reasons[found]) found++;
      else if (order === 'exact') wrong = true;
      if (wrong || found === reasons.length) decided = t.position;
    },
    finish: () => ({
      reached: found === reasons.length && !wrong,
      position: decided,
      sight: { kind: 'exits', reasons: seen, count, found },
      needsEnd: order === 'exact',
    }),
  };
}

/** How many VM exits of a reason there are. */
export function observeExitCount({ reason, min, max }: Extract<GoalCondition, { kind: 'exit-count' }>): GoalObserver {
  let count = 0;
  let enough: number | null = null;
  let tooMany: number | null = null;
  return {
    transition(t) {
      const seen = exitReasonOf(t);
      if (seen === null || (reason !== null && seen !== reason)) return;
      count++;
      if (count === min) enough = t.position;
      if (max !== undefined && count === max + 1) tooMany = t.position;
    },
    finish: () => ({
      reached: count >= (min ?? 0) && count <= (max ?? Number.POSITIVE_INFINITY),
      position: tooMany ?? enough,
      sight: { kind: 'count', count },
      needsEnd: max !== undefined,
    }),
  };
}
