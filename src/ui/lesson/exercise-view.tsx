import '../../i18n/lesson';
import { ListChecks, RotateCcw, SquarePen } from 'lucide-react';
import { useEffect, useId } from 'react';
import { useT } from '../../i18n/use-t';
import type { Exercise } from '../../lessons/exercise';
import { findLockedRegions } from '../../lessons/locked-regions';
import { checkAfterRun, checkExercise, useLesson } from '../../stores/lesson-store';
import { useSimulator } from '../../stores/simulator-store';
import { goToSource } from '../../stores/view-actions';
import { Button } from '../widgets/button';
import { CheckSummary } from './check-summary';
import { ExerciseText } from './exercise-text';
import { GoalList } from './goal-list';
import { HintList } from './hint-list';
import { openGiven } from './open-given';
import { useTextOf } from './text-of';
import { useIsOpen } from './use-check';

/** An exercise: what is to be done, its goals with what was seen of them, and help. */
export function ExerciseView({ exercise, level }: { readonly exercise: Exercise; readonly level: 2 | 3 }) {
  const textOf = useTextOf();
  const title = useId();
  const Heading = `h${level}` as const;
  useLiveCheck(exercise);
  return (
    <section className="exercise" aria-labelledby={title}>
      <Heading id={title}>{textOf(exercise.title)}</Heading>
      <ExerciseText text={exercise.text} />
      <LockedLines exercise={exercise} />
      <GoalList exercise={exercise} />
      <CheckSummary exercise={exercise} />
      <ExerciseButtons exercise={exercise} />
      <HintList exercise={exercise} />
    </section>
  );
}

/** After each run the goals are looked at again, when the program was another one than at the last check. */
function useLiveCheck(exercise: Exercise): void {
  const open = useIsOpen(exercise);
  const loaded = useSimulator((state) => state.loadedFiles);
  const atRest = useSimulator((state) => state.busy === null);
  const begun = useSimulator((state) => (state.snapshot?.position ?? 0) > 0);
  useEffect(() => {
    if (open && loaded !== null && atRest && begun) checkAfterRun(exercise);
  }, [exercise, open, loaded, atRest, begun]);
}

function ExerciseButtons({ exercise }: { readonly exercise: Exercise }) {
  const t = useT();
  const open = useIsOpen(exercise);
  const checking = useLesson((state) => state.checking === exercise.id);
  if (!open) {
    return (
      <div className="exercise-buttons">
        <Button variant="solid" icon={<SquarePen />} hint={t('lesson.openHint')} onClick={() => openGiven(exercise)}>
          {t('lesson.open')}
        </Button>
      </div>
    );
  }
  return (
    <div className="exercise-buttons">
      <Button
        variant="solid"
        icon={<ListChecks />}
        hint={t('lesson.checkHint')}
        aria-disabled={checking}
        onClick={() => void checkExercise(exercise, useSimulator.getState().files)}
      >
        {t(checking ? 'lesson.checking' : 'lesson.check')}
      </Button>
      <Button icon={<RotateCcw />} hint={t('lesson.startOverHint')} onClick={() => openGiven(exercise)}>
        {t('lesson.startOver')}
      </Button>
    </div>
  );
}

/** Where the lines are that must stay. */
function LockedLines({ exercise }: { readonly exercise: Exercise }) {
  const t = useT();
  const open = useIsOpen(exercise);
  const files = useSimulator((state) => state.files);
  const { regions } = findLockedRegions(open ? files : exercise.files);
  if (regions.length === 0) return null;
  return (
    <p className="locked-note">
      {t('lesson.locked')}{' '}
      {regions.map(({ name, file, firstLine, lastLine }, n) => (
        <span key={name}>
          {n > 0 && ' · '}
          <button type="button" className="text-button" disabled={!open} onClick={() => goToSource(file, firstLine)}>
            {t('lesson.lockedLines', { file, first: firstLine, last: lastLine })}
          </button>
        </span>
      ))}
    </p>
  );
}
