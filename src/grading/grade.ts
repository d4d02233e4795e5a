import type { AssembledProgram, SourceFile } from '../asm/program';
import type { Exercise, Goal } from '../lessons/exercise';
import { checkLockedRegions, type LockViolation } from '../lessons/locked-regions';
import { BootError } from '../machine/boot/boot-error';
import { createMachine } from '../machine/create-machine';
import type { Machine } from '../machine/machine';
import type { GoalResult, GradedRun, GradeResult } from '../protocol/grade';
import { observeGoal } from './goals/observe-goal';
import { gradingLimits } from './grading-limits.table';
import { type ObservedRun, observeRun } from './observed-run';
import type { GoalObserver } from './observer';
import { type Resolve, resolver, UnknownSymbol } from './values';

/** Assembles a submission. It sees the library and its own files, nothing else. */
export type AssembleSubmission = (files: readonly SourceFile[]) => AssembledProgram;

/**
 * Grades a submission: assembles it, runs it on a machine of its own within `gradingLimits`, and says of each goal whether it
 * was reached and what was seen. Always the same for the same submission. Each turn of the generator is some milliseconds.
 */
export function* grading(
  exercise: Exercise,
  files: readonly SourceFile[],
  assemble: AssembleSubmission,
): Generator<undefined, GradeResult> {
  const tooLarge = checkSize(files);
  if (tooLarge !== null) return withoutRun(exercise, tooLarge);
  const locked = checkLockedRegions(exercise.files, files);
  const program = assemble(files);
  const errors = program.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const diagnostics = errors.slice(0, gradingLimits.diagnostics);
    return withoutRun(exercise, { kind: 'not-assembled', diagnostics }, locked);
  }
  let machine: Machine;
  try {
    const { model, memoryMib, processors } = exercise;
    machine = createMachine({
      program,
      ...(model === undefined ? {} : { model }),
      ...(memoryMib === undefined ? {} : { memoryMib }),
      ...(processors === undefined ? {} : { processors }),
    });
  } catch (error) {
    if (!(error instanceof BootError)) throw error;
    return withoutRun(exercise, { kind: 'not-booted', message: error.message }, locked);
  }
  const resolve = resolver(program.symbols);
  const watched = exercise.goals.map((goal) => ({ goal, observer: tryToObserve(goal, resolve) }));
  const observers = watched.flatMap(({ observer }) => (observer instanceof UnknownSymbol ? [] : [observer]));
  const observed = yield* observeRun(machine, observers, exercise.maxInstructions ?? gradingLimits.instructions);
  return judge(exercise, watched, observed, locked);
}

/** `grading` in one turn. */
export function grade(exercise: Exercise, files: readonly SourceFile[], assemble: AssembleSubmission): GradeResult {
  const turns = grading(exercise, files, assemble);
  for (;;) {
    const turn = turns.next();
    if (turn.done === true) return turn.value;
  }
}

function checkSize(files: readonly SourceFile[]): GradedRun | null {
  if (files.length > gradingLimits.files)
    return { kind: 'too-large', what: 'files', size: files.length, most: gradingLimits.files };
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  return size > gradingLimits.characters
    ? { kind: 'too-large', what: 'characters', size, most: gradingLimits.characters }
    : null;
}

function tryToObserve(goal: Goal, resolve: Resolve): GoalObserver | UnknownSymbol {
  try {
    return observeGoal(goal, resolve);
  } catch (error) {
    if (error instanceof UnknownSymbol) return error;
    throw error;
  }
}

interface WatchedGoal {
  readonly goal: Goal;
  readonly observer: GoalObserver | UnknownSymbol;
}

function judge(
  exercise: Exercise,
  watched: readonly WatchedGoal[],
  { run, end, look }: ObservedRun,
  locked: readonly LockViolation[],
): GradeResult {
  const reachedGoals = new Set<string>();
  const goals = watched.map(({ goal, observer }): GoalResult => {
    if (observer instanceof UnknownSymbol) return missed(goal, { kind: 'unknown-symbol', symbol: observer.symbol });
    const { reached, position, sight, needsEnd = false } = observer.finish(end, look);
    const unfinished = needsEnd && run.kind === 'limit';
    if (!reached || unfinished) return { id: goal.id, reached: false, points: 0, position, sight, unfinished };
    const absent = (goal.needs ?? []).filter((need) => !reachedGoals.has(need));
    if (absent.length > 0) return missed(goal, { kind: 'needs', goals: absent });
    reachedGoals.add(goal.id);
    const points = locked.length > 0 ? 0 : goal.points;
    return { id: goal.id, reached: true, points, position, sight, unfinished: false };
  });
  const { instructions, cycles, position } = end;
  return total({ exercise: exercise.id, run, instructions, cycles, position, locked, goals }, exercise);
}

const missed = ({ id }: Goal, sight: GoalResult['sight']): GoalResult => ({
  id,
  reached: false,
  points: 0,
  position: null,
  sight,
  unfinished: false,
});

/** The result of a submission that was not run, or whose run is lost. */
export function withoutRun(exercise: Exercise, run: GradedRun, locked: readonly LockViolation[] = []): GradeResult {
  const goals = exercise.goals.map((goal) => missed(goal, { kind: 'not-run' }));
  return total({ exercise: exercise.id, run, instructions: 0, cycles: 0, position: 0, locked, goals }, exercise);
}

function total(result: Omit<GradeResult, 'points' | 'maximum'>, { goals }: Exercise): GradeResult {
  return {
    ...result,
    points: result.goals.reduce((sum, { points }) => sum + points, 0),
    maximum: goals.reduce((sum, { points }) => sum + points, 0),
  };
}
