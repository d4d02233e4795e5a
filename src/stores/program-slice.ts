import type { StateCreator } from 'zustand';
import type { Diagnostic, SourceFile } from '../asm/program';
import { DEFAULT_PROCESSORS } from '../cpu/state/processor-count.table';
import type { Exercise } from '../lessons/exercise';
import { DEFAULT_MEMORY_MIB } from '../machine/memory/memory-size.table';
import type { Breakpoint, BreakpointProblem } from '../protocol/commands';
import type { SimulatorState } from './simulator-store';

/** The program being written, and what the assembler says about it. */
export interface ProgramSlice {
  /** Id of the example that the files came from; null when they came from elsewhere. */
  readonly programId: string | null;
  readonly model: string;
  /** RAM of the machine in MiB. */
  readonly memoryMib: number;
  /** Logical processors of the machine. */
  readonly processors: number;
  /** What is to be done with the program, when it came with an exercise. */
  readonly exercise: Exercise | null;
  readonly files: readonly SourceFile[];
  /** lab.inc, vmx.inc, vmm.inc and the others: shown read-only. */
  readonly libraries: readonly SourceFile[];
  /** The files that the machine runs; null before the first successful load. */
  readonly loadedFiles: readonly SourceFile[] | null;
  readonly loadedModel: string | null;
  readonly loadedProcessors: number;
  /** Findings about `files` as they are now. */
  readonly diagnostics: readonly Diagnostic[];
  readonly breakpoints: readonly Breakpoint[];
  /** Why some of them can never stop anything. */
  readonly breakpointProblems: readonly BreakpointProblem[];
}

export const createProgramSlice: StateCreator<SimulatorState, [], [], ProgramSlice> = () => ({
  programId: null,
  model: 'everything',
  memoryMib: DEFAULT_MEMORY_MIB,
  processors: DEFAULT_PROCESSORS,
  exercise: null,
  files: [],
  libraries: [],
  loadedFiles: null,
  loadedModel: null,
  loadedProcessors: DEFAULT_PROCESSORS,
  diagnostics: [],
  breakpoints: [],
  breakpointProblems: [],
});
