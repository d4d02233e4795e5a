import { translate } from '../../i18n/i18n';
import type { Exercise } from '../../lessons/exercise';
import { openExercise } from '../../stores/lesson-store';
import { notify } from '../../stores/view-actions';

/** Puts an exercise's files into the editor; an edited program that they take the place of can be had back. */
export function openGiven(exercise: Exercise): void {
  openExercise(exercise, offerBack);
}

/** Says that a program was replaced, and offers the way back to it. */
export function offerBack(goBack: () => void): void {
  notify(translate('lesson.replaced'), { label: translate('lesson.undo'), run: goBack });
}
