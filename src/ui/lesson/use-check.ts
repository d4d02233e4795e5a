import type { Exercise } from '../../lessons/exercise';
import type { GoalResult } from '../../protocol/grade';
import { type Check, useLesson } from '../../stores/lesson-store';
import { useSimulator } from '../../stores/simulator-store';
import { sameFiles } from '../../stores/work-state';

/** The last check of an exercise in this visit; null before the first. */
export const useCheck = (exercise: Exercise): Check | null => useLesson((state) => state.checks[exercise.id]) ?? null;

/** What the last check says of one goal. */
export function useGoalResult(exercise: Exercise, id: string): GoalResult | null {
  return useCheck(exercise)?.result.goals.find((goal) => goal.id === id) ?? null;
}

/** Whether the program that was checked is the one in the machine: then its moments can be visited. */
export function useIsOnScreen(check: Check | null): boolean {
  const loaded = useSimulator((state) => state.loadedFiles);
  return check !== null && loaded !== null && sameFiles(check.files, loaded);
}

/** Whether the files in the editor are those of this exercise, edited or not. */
export const useIsOpen = (exercise: Exercise): boolean =>
  useSimulator((state) => state.exercise !== null && state.exercise.id === exercise.id);
