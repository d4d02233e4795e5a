import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { assemble } from '../asm/assembler';
import type { SourceFile } from '../asm/program';
import { grade } from '../grading/grade';
import type { Exercise } from '../lessons/exercise';
import { libraryFiles } from '../programs/library';
import type { GradeResult } from '../protocol/grade';

/** What a worker thread is started with. */
export interface GradingTask {
  readonly task: 'vmxray grade';
  readonly exercise: Exercise;
  readonly files: readonly SourceFile[];
}

/** In a worker thread that was started for it: grades one submission and answers with a `GradeResult`. */
export function serveGrading(): void {
  const task = workerData as GradingTask | null;
  if (isMainThread || task?.task !== 'vmxray grade') return;
  parentPort?.postMessage(gradeSubmission(task));
}

/** A submission may include the library's files and its own: never a file of the computer that grades it. */
function gradeSubmission({ exercise, files }: GradingTask): GradeResult {
  const known = new Map([...files, ...libraryFiles()].map(({ name, text }) => [name, text]));
  return grade(exercise, files, (sources) => assemble([...sources], (name) => known.get(name) ?? null));
}
