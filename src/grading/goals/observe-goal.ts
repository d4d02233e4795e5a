import type { GoalCondition } from '../../lessons/exercise';
import type { GoalObserver } from '../observer';
import type { Resolve } from '../values';
import { observeConsole } from './console-goals';
import { observeBound, observeEnd, observeMode } from './end-goals';
import { observeEvent } from './event-goals';
import { observeExitCount, observeExits } from './exit-goals';
import { observeLook } from './look-goals';

/** The observer of a goal. Throws UnknownSymbol when the submission lacks a symbol that the goal names. */
export function observeGoal(goal: GoalCondition, resolve: Resolve): GoalObserver {
  switch (goal.kind) {
    case 'ends':
      return observeEnd(goal);
    case 'mode':
      return observeMode(goal);
    case 'exits':
      return observeExits(goal);
    case 'exit-count':
      return observeExitCount(goal);
    case 'field':
    case 'register':
    case 'memory':
      return observeLook(goal, resolve);
    case 'console':
      return observeConsole(goal);
    case 'happens':
    case 'never':
      return observeEvent(goal);
    case 'instructions-below':
    case 'cycles-below':
      return observeBound(goal);
  }
}
