import type { GoalCondition } from '../../lessons/exercise';
import type { GoalObserver } from '../observer';

/** How the run ends. */
export function observeEnd(goal: Extract<GoalCondition, { kind: 'ends' }>): GoalObserver {
  return {
    finish: ({ how, value, position }) => ({
      reached: how === goal.how && (goal.value === undefined || goal.value === value),
      position,
      sight: { kind: 'ended', how, value },
      needsEnd: true,
    }),
  };
}

/** Where the processor is at the end. */
export function observeMode(goal: Extract<GoalCondition, { kind: 'mode' }>): GoalObserver {
  return {
    finish: ({ mode, position }) => ({
      reached: mode === goal.mode,
      position,
      sight: { kind: 'mode', mode },
      needsEnd: true,
    }),
  };
}

/** Fewer instructions or cycles than a limit, in the whole run. */
export function observeBound(
  goal: Extract<GoalCondition, { kind: 'instructions-below' | 'cycles-below' }>,
): GoalObserver {
  return {
    finish: ({ instructions, cycles }) => {
      const count = goal.kind === 'cycles-below' ? cycles : instructions;
      return { reached: count < goal.limit, position: null, sight: { kind: 'count', count }, needsEnd: true };
    },
  };
}
