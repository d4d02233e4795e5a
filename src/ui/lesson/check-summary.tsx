import type { MessageKey } from '../../i18n/messages';
import { useT } from '../../i18n/use-t';
import type { Exercise } from '../../lessons/exercise';
import type { LockViolation } from '../../lessons/locked-regions';
import type { GradedRun, GradeResult } from '../../protocol/grade';
import { progressOf } from '../../stores/lesson-progress';
import { useLesson } from '../../stores/lesson-store';
import { useSimulator } from '../../stores/simulator-store';
import { goToSource } from '../../stores/view-actions';
import { sameFiles } from '../../stores/work-state';
import { groupDecimal } from '../visuals/hex';
import { RichText } from '../visuals/rich-text';
import { useCheck } from './use-check';

/** The points of the last check, and what stood in the way of more. A screen reader hears it after each check. */
export function CheckSummary({ exercise }: { readonly exercise: Exercise }) {
  const t = useT();
  const check = useCheck(exercise);
  const best = useLesson((state) => progressOf(state.progress, exercise).best);
  const edited = useSimulator((state) => check !== null && !sameFiles(check.files, state.files));
  const maximum = exercise.goals.reduce((sum, { points }) => sum + points, 0);
  const result = check?.result ?? null;
  return (
    <div className="check-summary">
      <output aria-live="polite">
        {result === null ? (
          t('lesson.unchecked')
        ) : (
          <>
            <strong>{t('lesson.points', { points: result.points, maximum })}</strong>
            {result.points === maximum && <span> {t('lesson.allReached')}</span>}
          </>
        )}
      </output>
      {best > (result?.points ?? 0) && <p>{t('lesson.best', { points: best, maximum })}</p>}
      {edited && <p>{t('lesson.edited')}</p>}
      {result !== null && <Obstacles result={result} />}
    </div>
  );
}

function Obstacles({ result }: { readonly result: GradeResult }) {
  const t = useT();
  const { run, locked } = result;
  return (
    <>
      <RunObstacle run={run} />
      {locked.length > 0 && (
        <div className="check-obstacle">
          <p>{t('lesson.noPoints')}</p>
          <ul>
            {locked.map((violation) => (
              <li key={violation.name}>
                <Violation violation={violation} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Violation({ violation }: { readonly violation: LockViolation }) {
  const t = useT();
  const { name, file, line, problem, expected, seen } = violation;
  const words = { name, file, line: line ?? 0, expected: quoted(expected), seen: quoted(seen) };
  return (
    <>
      <RichText text={t(violationKey(problem, expected, seen), words)} />{' '}
      {line !== null && <SourceButton file={file} line={line} />}
    </>
  );
}

function violationKey(problem: LockViolation['problem'], expected: string | null, seen: string | null): MessageKey {
  if (problem !== 'changed') return `lesson.violation.${problem}`;
  if (expected === null) return 'lesson.violation.lengthened';
  return seen === null ? 'lesson.violation.shortened' : 'lesson.violation.changed';
}

/** A line of the program inside backticks. */
const quoted = (line: string | null): string => (line ?? '').trim().replaceAll('`', '’') || ' ';

function RunObstacle({ run }: { readonly run: GradedRun }) {
  const t = useT();
  switch (run.kind) {
    case 'ended':
      return null;
    case 'limit':
      return <p className="check-obstacle">{t(`lesson.run.${run.limit}`, { most: groupDecimal(run.most) })}</p>;
    case 'not-assembled': {
      const [first] = run.diagnostics;
      return (
        <p className="check-obstacle">
          {t('lesson.run.notAssembled')} {first !== undefined && <SourceButton file={first.file} line={first.line} />}
        </p>
      );
    }
    case 'too-large':
      return (
        <p className="check-obstacle">
          {t('lesson.run.tooLarge', { size: groupDecimal(run.size), most: groupDecimal(run.most) })}
        </p>
      );
    case 'not-booted':
      return <p className="check-obstacle">{t('lesson.run.notBooted', { message: run.message })}</p>;
    default:
      return null;
  }
}

function SourceButton({ file, line }: { readonly file: string; readonly line: number }) {
  const t = useT();
  return (
    <button type="button" className="text-button" title={t('lesson.showSource')} onClick={() => goToSource(file, line)}>
      {file}:{line}
    </button>
  );
}
