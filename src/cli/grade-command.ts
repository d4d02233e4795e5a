import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { withoutRun } from '../grading/grade';
import type { Exercise } from '../lessons/exercise';
import { parseExercise } from '../lessons/exercise-schema';
import { findModel } from '../models/find-model';
import { DEFAULT_MODEL } from '../models/model-list.table';
import type { GradedRun, GradeResult } from '../protocol/grade';
import { CommandError, STATUS_FAULT, STATUS_HALTED, STATUS_INPUT, STATUS_PARTIAL } from './exit-status';
import type { GradingTask } from './grade-worker';
import type { Host } from './host';
import { readInput } from './input-files';
import { readSubmission, type Submission } from './submission';

export interface GradeOptions {
  /** Seconds for each submission. */
  readonly timeLimit: number;
  /** Submissions at the same time. */
  readonly jobs: number;
}

/** Of each worker's JavaScript heap. The machine's RAM comes beside it; the exercise's schema bounds that. */
const HEAP_MIB = 512;
const MOST_JOBS = 8;
const LARGEST_EXERCISE = 5_000_000;

export const defaultJobs = (): number => Math.min(MOST_JOBS, availableParallelism());

/**
 * `vmxray grade`: each submission runs in a worker thread of its own with a limit of time and memory, so that none can harm
 * another. Writes one line of JSON per submission, in their order.
 */
export async function gradeCommand(
  exerciseName: string,
  names: readonly string[],
  options: GradeOptions,
  host: Host,
): Promise<number> {
  const exercise = readExercise(exerciseName, host);
  const submissions = names.map((name) => readSubmission(name, exercise, host));
  const results = await mapBounded(submissions, options.jobs, (one) => gradeOne(one, exercise, options.timeLimit));
  for (const [k, result] of results.entries()) {
    const { name } = submissions[k] as Submission;
    host.standardOutput(new TextEncoder().encode(`${JSON.stringify({ submission: name, ...result })}\n`));
    host.standardError(`${name}: ${result.points} of ${result.maximum} points${remark(result)}\n`);
  }
  if (results.some(({ run }) => run.kind === 'fault')) return STATUS_FAULT;
  return results.every(({ points, maximum }) => points === maximum) ? STATUS_HALTED : STATUS_PARTIAL;
}

function readExercise(name: string, host: Host): Exercise {
  const bytes = readInput(name, host);
  if (bytes.length > LARGEST_EXERCISE) {
    throw new CommandError(
      STATUS_INPUT,
      `vmxray: ${name} is ${bytes.length} bytes; an exercise has at most ${LARGEST_EXERCISE}`,
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new CommandError(STATUS_INPUT, `vmxray: ${name} is not JSON: ${(error as Error).message}`);
  }
  const result = parseExercise(data);
  if ('problem' in result) throw new CommandError(STATUS_INPUT, `vmxray: ${name} is no exercise: ${result.problem}`);
  const search = findModel(result.exercise.model ?? DEFAULT_MODEL);
  if (!search.ok) throw new CommandError(STATUS_INPUT, `vmxray: ${name}: ${search.message}`);
  return result.exercise;
}

function gradeOne(submission: Submission, exercise: Exercise, seconds: number): Promise<GradeResult> {
  if (submission.problem !== null) return Promise.resolve(withoutRun(exercise, submission.problem));
  const task: GradingTask = { task: 'vmxray grade', exercise, files: submission.files };
  return new Promise((resolve) => {
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, maxYoungGenerationSizeMb: 64 },
      execArgv: [],
    });
    const settle = (result: GradeResult): void => {
      clearTimeout(timer);
      // The first answer counts; a worker that goes on is ended.
      resolve(result);
      void worker.terminate();
    };
    const lose = (run: GradedRun): void => settle(withoutRun(exercise, run));
    const timer = setTimeout(() => lose({ kind: 'time-limit', seconds }), seconds * 1000);
    worker.once('message', settle);
    worker.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') lose({ kind: 'memory-limit', mebibytes: HEAP_MIB });
      else lose({ kind: 'fault', message: `${error.message}\n${error.stack ?? ''}` });
    });
    worker.once('exit', () => lose({ kind: 'fault', message: 'the worker ended without an answer' }));
  });
}

/** Maps with at most `most` at work at the same time; the results are in the order of the items. */
async function mapBounded<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const place = next++;
      results[place] = await work(items[place] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  return results;
}

/** What to say behind the points, for people. */
function remark({ run, locked, goals }: GradeResult): string {
  const changed = locked.length > 0 ? `; changed what is locked: ${locked.map(({ name }) => name).join(', ')}` : '';
  const missed = goals.filter(({ reached }) => !reached).map(({ id }) => id);
  const hasRun = run.kind === 'ended' || run.kind === 'limit';
  const misses = hasRun && missed.length > 0 ? `; missed: ${missed.join(', ')}` : '';
  return changed + misses + describeRun(run);
}

function describeRun(run: GradedRun): string {
  switch (run.kind) {
    case 'ended':
      return '';
    case 'limit':
      return `; stopped at the limit of ${run.most} (${run.limit})`;
    case 'not-assembled': {
      const [first] = run.diagnostics;
      return first === undefined ? '' : `; ${first.file}:${first.line}:${first.column}: ${first.message}`;
    }
    case 'too-large':
      return `; too large: ${run.size} ${run.what}, at most ${run.most}`;
    case 'time-limit':
      return `; took longer than ${run.seconds} s`;
    case 'memory-limit':
      return `; used more than ${run.mebibytes} MiB`;
    default:
      return `; ${run.message.split('\n')[0]}`;
  }
}
