import { create } from 'zustand';
import type { SourceFile } from '../asm/program';
import type { Exercise } from '../lessons/exercise';
import { lessons } from '../lessons/index';
import type { Lesson } from '../lessons/lesson';
import { DEFAULT_MODEL } from '../models/model-list.table';
import type { GradeResult } from '../protocol/grade';
import { loadProgram, type ProgramToLoad, reportFault } from './actions';
import { type AllProgress, readProgress, withProgress } from './lesson-progress';
import { useSimulator } from './simulator-store';
import { isOwnWork, sameFiles, toProgram, toWork } from './work-state';
import { call } from './worker-line';

/** What a check found, and the files that were checked. */
export interface Check {
  readonly result: GradeResult;
  readonly files: readonly SourceFile[];
}

/** Lessons and exercises: what the machine on screen knows nothing of. */
export interface LessonState {
  /** The lesson whose program is open, once it has been fetched. */
  readonly lesson: Lesson | null;
  /** The last check of each exercise in this visit, by the exercise's id. */
  readonly checks: Readonly<Record<string, Check>>;
  /** Id of the exercise that is being checked. */
  readonly checking: string | null;
  readonly progress: AllProgress;
}

export const useLesson = create<LessonState>(() => ({
  lesson: null,
  checks: {},
  checking: null,
  progress: readProgress(),
}));

/** Opens a lesson at its first exercise. `takenAway` gets the way back to a program of one's own that made room. */
export async function openLesson(id: string, takenAway: (goBack: () => void) => void): Promise<void> {
  const lesson = await fetchLesson(id);
  const [first] = lesson?.exercises ?? [];
  if (first !== undefined) replaceProgram(exerciseProgram(first, id), takenAway);
}

/** Fetches a lesson that is open already, for example after a reload. Null for an id that no lesson has. */
export async function fetchLesson(id: string): Promise<Lesson | null> {
  const entry = lessons.find((row) => row.id === id);
  if (entry === undefined) return null;
  const { lesson } = await entry.load();
  useLesson.setState({ lesson });
  return lesson;
}

/** Puts the files of an exercise into the editor as they were given. */
export function openExercise(exercise: Exercise, takenAway: (goBack: () => void) => void): void {
  const { lesson } = useLesson.getState();
  const inLesson = lesson?.exercises.some(({ id }) => id === exercise.id) ?? false;
  replaceProgram(exerciseProgram(exercise, inLesson ? (lesson?.id ?? null) : null), takenAway);
}

const exerciseProgram = (exercise: Exercise, programId: string | null): ProgramToLoad => ({
  programId,
  files: exercise.files,
  model: exercise.model ?? DEFAULT_MODEL,
  ...(exercise.memoryMib === undefined ? {} : { memoryMib: exercise.memoryMib }),
  ...(exercise.processors === undefined ? {} : { processors: exercise.processors }),
  exercise,
});

function replaceProgram(program: ProgramToLoad, takenAway: (goBack: () => void) => void): void {
  const before = toWork(useSimulator.getState());
  void loadProgram(program);
  if (isOwnWork(before)) takenAway(() => void loadProgram(toProgram(before)));
}

/** Runs files on a machine beside the one on screen, and keeps what each goal saw. A later check takes the place of an earlier one. */
export async function checkExercise(exercise: Exercise, files: readonly SourceFile[]): Promise<void> {
  useLesson.setState({ checking: exercise.id });
  try {
    const result = await call((simulator) => simulator.grade(exercise, files));
    if (result === null) return;
    useLesson.setState(({ checks, progress }) => ({
      checks: { ...checks, [exercise.id]: { result, files } },
      progress: withProgress(progress, exercise, (before) => ({
        ...before,
        best: Math.max(before.best, result.points),
      })),
      checking: null,
    }));
  } catch (error) {
    useLesson.setState({ checking: null });
    // A lost worker is told by the simulator itself; the next check goes to another.
    if (!(error instanceof Error) || error.name === 'WorkerLostError') return;
    const position = useSimulator.getState().snapshot?.position ?? 0;
    reportFault({ message: error.message, stack: error.stack ?? '', position });
  }
}

/**
 * Checks the program on screen each time it has been run: once for each text, as its run is always the same. Called when
 * something may have changed.
 */
export function checkAfterRun(exercise: Exercise): void {
  const { loadedFiles, snapshot, busy } = useSimulator.getState();
  if (loadedFiles === null || busy !== null || snapshot === null || snapshot.position === 0) return;
  const checked = useLesson.getState().checks[exercise.id];
  if (checked !== undefined && sameFiles(checked.files, loadedFiles)) return;
  void checkExercise(exercise, loadedFiles);
}

export function openHint(exercise: Exercise, count: number): void {
  useLesson.setState(({ progress }) => ({
    progress: withProgress(progress, exercise, (before) => ({ ...before, hints: Math.max(before.hints, count) })),
  }));
}
