import type { SourceFile } from '../asm/program';
import { DEFAULT_PROCESSORS } from '../cpu/state/processor-count.table';
import { knownPrograms } from '../programs/known-programs';
import { ENGINE_VERSION, type Work } from '../share/work';
import type { ProgramToLoad } from './actions';
import { type SimulatorState, useSimulator } from './simulator-store';

/** Between the page's state and a work as a link, a file or the storage holds it. */

/** The program as the editor holds it, its machine, its breakpoints and its exercise. */
export function toWork(state: SimulatorState): Work {
  const { programId, model, memoryMib, processors, files, breakpoints, exercise } = state;
  return {
    engine: ENGINE_VERSION,
    program: programId,
    model,
    memoryMib,
    ...(processors === DEFAULT_PROCESSORS ? {} : { processors }),
    files,
    breakpoints,
    ...(exercise === null ? {} : { exercise }),
  };
}

export function toProgram(work: Work): ProgramToLoad {
  const { program, files, model, memoryMib, processors, breakpoints, exercise, moment } = work;
  return {
    programId: program,
    files,
    model,
    memoryMib,
    ...(processors === undefined ? {} : { processors }),
    breakpoints,
    exercise: exercise ?? null,
    journal: moment?.journal ?? [],
  };
}

export function exampleProgram(id: string): ProgramToLoad {
  const example = knownPrograms().find((program) => program.id === id);
  return {
    programId: example?.id ?? null,
    files: example?.files ?? [],
    model: useSimulator.getState().model,
    ...(example?.processors === undefined ? {} : { processors: example.processors }),
  };
}

/** Whether the files are somebody's own: not those of the exercise or example they began from. */
export function isOwnWork({ program, files, exercise }: Pick<Work, 'program' | 'files' | 'exercise'>): boolean {
  const example = knownPrograms().find(({ id }) => id === program);
  return files.length > 0 && !sameFiles(files, exercise?.files ?? example?.files ?? []);
}

export function sameFiles(some: readonly SourceFile[], others: readonly SourceFile[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, text }, n) => name === others[n]?.name && text === others[n]?.text)
  );
}
