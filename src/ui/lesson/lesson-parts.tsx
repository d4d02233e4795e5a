import type { MDXComponents } from 'mdx/types';
import type { ReactNode } from 'react';
import type { MessageKey } from '../../i18n/messages';
import { useT } from '../../i18n/use-t';
import type { Exercise } from '../../lessons/exercise';
import { useLesson } from '../../stores/lesson-store';
import { useSimulator } from '../../stores/simulator-store';
import { goToSource, showRegion } from '../../stores/view-actions';
import type { RegionId } from '../../stores/view-slice';
import { sameFiles } from '../../stores/work-state';
import { controlWords } from '../../vmx/controls/control-words.table';
import { ManualSection } from '../visuals/why/manual-section';
import { Button } from '../widgets/button';
import { Term } from '../widgets/term';
import { ExerciseView } from './exercise-view';
import { GoalList, GoalRow } from './goal-list';
import { ControlNow, ExitCountNow, FieldNow, ModeNow, RegisterNow } from './live-values';
import { openGiven } from './open-given';
import { RunButton } from './run-button';
import { useIsOpen } from './use-check';

/*
 * What the text of a lesson may hold beside Markdown: live parts of the page. The README of lessons lists them for writers.
 */

/** An exercise of the lesson by its id; the text says where it is missing. */
function WithExercise({ id, children }: { readonly id: string; readonly children: (exercise: Exercise) => ReactNode }) {
  const t = useT();
  const exercise = useLesson((state) => state.lesson?.exercises.find((row) => row.id === id));
  return exercise === undefined ? <p>{t('lesson.unknownPart', { name: id })}</p> : children(exercise);
}

function ExercisePart({ id }: { readonly id: string }) {
  return <WithExercise id={id}>{(exercise) => <ExerciseView exercise={exercise} level={3} />}</WithExercise>;
}

function GoalsPart({ exercise: id }: { readonly exercise: string }) {
  return <WithExercise id={id}>{(exercise) => <GoalList exercise={exercise} />}</WithExercise>;
}

function GoalPart({ exercise: id, id: goalId }: { readonly exercise: string; readonly id: string }) {
  const t = useT();
  return (
    <WithExercise id={id}>
      {(exercise) => {
        const goal = exercise.goals.find((row) => row.id === goalId);
        if (goal === undefined) return <p>{t('lesson.unknownPart', { name: goalId })}</p>;
        return <GoalRow exercise={exercise} goal={goal} />;
      }}
    </WithExercise>
  );
}

function LoadPart({ exercise: id }: { readonly exercise: string }) {
  return <WithExercise id={id}>{(exercise) => <LoadButton exercise={exercise} />}</WithExercise>;
}

function LoadButton({ exercise }: { readonly exercise: Exercise }) {
  const t = useT();
  const open = useIsOpen(exercise);
  const untouched = useSimulator((state) => sameFiles(state.files, exercise.files));
  if (open && untouched) return null;
  return (
    <p>
      <Button
        hint={t(open ? 'lesson.startOverHint' : 'lesson.openHint')}
        variant={open ? 'plain' : 'solid'}
        onClick={() => openGiven(exercise)}
      >
        {t(open ? 'lesson.startOver' : 'lesson.open')}
      </Button>
    </p>
  );
}

function ShowPart({ panel, children }: { readonly panel: RegionId; readonly children?: ReactNode }) {
  const t = useT();
  return (
    <button type="button" className="text-button" onClick={() => showRegion(panel)}>
      {children ?? t(`app.regions.${panel}`)}
    </button>
  );
}

interface SourceProps {
  readonly file: string;
  readonly line?: number;
  /** Text of the line to show, instead of its number: it stays right while the program is edited. */
  readonly find?: string;
  readonly children?: ReactNode;
}

function SourcePart({ file, line, find, children }: SourceProps) {
  const show = () => {
    const text = useSimulator.getState().files.find(({ name }) => name === file)?.text ?? '';
    const found = find === undefined ? -1 : text.split('\n').findIndex((candidate) => candidate.includes(find));
    goToSource(file, found >= 0 ? found + 1 : (line ?? 1));
  };
  return (
    <button type="button" className="text-button" onClick={show}>
      {children ?? file}
    </button>
  );
}

interface UiProps extends Readonly<Record<string, string | number>> {
  readonly k: MessageKey;
}

/** A word of the page as the page says it in the present language. */
function UiPart({ k, ...values }: UiProps) {
  const t = useT();
  return <b className="ui-word">{t(k, values)}</b>;
}

/** A control by its id: its name alone, where the text speaks of no instant. */
function ControlNamePart({ id }: { readonly id: string }) {
  const t = useT();
  const row = controlWords.flatMap(({ rows }) => rows).find((candidate) => candidate.id === id);
  return <b className="ui-word">{row?.name ?? t('lesson.unknownPart', { name: id })}</b>;
}

function HintPart({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <details className="lesson-hint">
      <summary>{title}</summary>
      <div>{children}</div>
    </details>
  );
}

/** The elements of MDX texts. */
export const lessonParts: MDXComponents = {
  Exercise: ExercisePart,
  Goals: GoalsPart,
  Goal: GoalPart,
  Load: LoadPart,
  Run: RunButton,
  Show: ShowPart,
  Source: SourcePart,
  Ui: UiPart,
  Hint: HintPart,
  Term,
  Manual: ({ section }: { readonly section: string }) => <ManualSection title={section} />,
  Field: FieldNow,
  Control: ControlNow,
  ControlName: ControlNamePart,
  Register: RegisterNow,
  Mode: ModeNow,
  ExitCount: ExitCountNow,
  // A long line of a program scrolls, also by keyboard.
  pre: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reachable by keyboard.
    <pre tabIndex={0}>{children}</pre>
  ),
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
};
