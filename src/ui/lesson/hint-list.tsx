import { Lightbulb } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useT } from '../../i18n/use-t';
import type { Exercise } from '../../lessons/exercise';
import { progressOf } from '../../stores/lesson-progress';
import { openHint, useLesson } from '../../stores/lesson-store';
import { Button } from '../widgets/button';
import { ExerciseText } from './exercise-text';

/** The hints that were opened, and a button for the next one. */
export function HintList({ exercise }: { readonly exercise: Exercise }) {
  const t = useT();
  const opened = useLesson((state) => progressOf(state.progress, exercise).hints);
  const newest = useRef<HTMLLIElement>(null);
  const before = useRef(opened);
  const count = exercise.hints.length;
  useEffect(() => {
    // The button may have gone with the last hint: the focus goes to what it opened.
    if (opened > before.current) newest.current?.focus();
    before.current = opened;
  }, [opened]);
  if (count === 0) return null;
  const shown = Math.min(opened, count);
  return (
    <section className="hints" aria-label={t('lesson.hints')}>
      {shown > 0 && (
        <ol className="hint-list">
          {exercise.hints.slice(0, shown).map((hint, n) => (
            <li key={hint.en} ref={n === shown - 1 ? newest : null} tabIndex={-1}>
              <h4>{t('lesson.hint', { n: n + 1 })}</h4>
              <ExerciseText text={hint} />
            </li>
          ))}
        </ol>
      )}
      {shown < count && (
        <Button icon={<Lightbulb />} onClick={() => openHint(exercise, shown + 1)}>
          {t('lesson.nextHint', { n: shown + 1, count })}
        </Button>
      )}
    </section>
  );
}
