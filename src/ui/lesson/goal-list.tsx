import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useT } from '../../i18n/use-t';
import type { Exercise, Goal } from '../../lessons/exercise';
import { seek } from '../../stores/actions';
import { RichText } from '../visuals/rich-text';
import { goalSightText, goalTitle } from './goal-sight';
import { useTextOf } from './text-of';
import { useCheck, useGoalResult, useIsOnScreen } from './use-check';

/** The goals of an exercise as a checklist: reached or not, the points, what was seen, and the moment that decided. */
export function GoalList({ exercise }: { readonly exercise: Exercise }) {
  const t = useT();
  return (
    <ul className="goal-list" aria-label={t('lesson.goals')}>
      {exercise.goals.map((goal) => (
        <li key={goal.id}>
          <GoalRow exercise={exercise} goal={goal} />
        </li>
      ))}
    </ul>
  );
}

/** One goal. */
export function GoalRow({ exercise, goal }: { readonly exercise: Exercise; readonly goal: Goal }) {
  const t = useT();
  const textOf = useTextOf();
  const check = useCheck(exercise);
  const result = useGoalResult(exercise, goal.id);
  const onScreen = useIsOnScreen(check);
  const state = result === null ? 'unchecked' : result.reached ? 'reached' : 'missed';
  const seen = result === null ? '' : goalSightText(t, goal, result, goalTitle(exercise, textOf));
  const position = onScreen ? (result?.position ?? null) : null;
  return (
    <div className="goal" data-state={state}>
      <GoalMark state={state} />
      <div className="goal-words">
        <p className="goal-text">
          <span className="visually-hidden">{t(`lesson.state.${state}`)}: </span>
          <RichText text={textOf(goal.text)} />
        </p>
        {(seen !== '' || position !== null) && (
          <p className="goal-seen">
            {seen !== '' && <RichText text={seen} />}{' '}
            {position !== null && (
              <button
                type="button"
                className="text-button"
                aria-label={t('lesson.momentOf', { goal: textOf(goal.text) })}
                onClick={() => void seek(position)}
              >
                {t('lesson.moment')}
              </button>
            )}
          </p>
        )}
      </div>
      <span className="goal-points">{t('lesson.goalPoints', { count: goal.points })}</span>
    </div>
  );
}

function GoalMark({ state }: { readonly state: 'reached' | 'missed' | 'unchecked' }) {
  const Mark = state === 'reached' ? CircleCheck : state === 'missed' ? CircleX : CircleDashed;
  return <Mark className="goal-mark" aria-hidden="true" />;
}
