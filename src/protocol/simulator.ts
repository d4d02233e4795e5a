import type { Diagnostic, ProgramSymbol, SourceFile, SourcePlace } from '../asm/program';
import type { Exercise } from '../lessons/exercise';
import type { BitmapsView } from './bitmaps';
import type { Breakpoint, BreakpointProblem, HandEdit, InjectedEvent, JournalEntry, RunCommand } from './commands';
import type { WorkloadResult } from './comparison';
import type { TablesView } from './descriptor-tables';
import type { ChecklistView } from './entry-checklist';
import type { GradeResult } from './grade';
import type { InterruptsView } from './interrupts-view';
import type { InvalidationsView } from './invalidations-view';
import type { ExportForm, ExportResult, InstructionFact, LanguageIndex, RenameResult } from './language';
import type { ModelFacts } from './model-facts';
import type { TlbView, WalkRequest, WalkView } from './paging-view';
import type { ModeView } from './processor-mode';
import type { DisassembledLine, MemoryBlock, Snapshot, VmcsView } from './snapshot';
import type { VirtualApicReading } from './virtual-apic';

/** What a machine is made of. */
export interface MachineSetup {
  readonly files: readonly SourceFile[];
  readonly model: string;
  /** RAM in MiB. */
  readonly memoryMib: number;
  /** Logical processors, 1 to 8; absent = 1. */
  readonly processors?: number;
  /** Seed of RDRAND and RDSEED. */
  readonly seed?: number;
  /** What comes from outside during the run, ascending by position: with `seek` it restores a moment. */
  readonly journal?: readonly JournalEntry[];
}

export interface LoadResult {
  /** False when there were errors: the machine that ran before is still there. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly symbols: readonly ProgramSymbol[];
  readonly snapshot: Snapshot | null;
}

/** Memory is read by linear address through the current paging, or by physical address. */
export interface MemoryRequest {
  readonly space: 'linear' | 'physical';
  readonly address: bigint;
  readonly length: number;
}

/**
 * The one interface between people and the engine. The page talks to it over a worker, the command line and the tests
 * inline. Commands run one after the other; what looks, injects, edits or sets breakpoints is served while one is running,
 * and so is `pause`.
 */
export interface Simulator {
  /** lab.inc, vmx.inc, vmm.inc and the others: what programs may include. */
  libraryFiles(): Promise<readonly SourceFile[]>;
  /** Assembles without touching the machine. */
  check(files: readonly SourceFile[]): Promise<readonly Diagnostic[]>;
  /** Assembles and, without errors, boots a new machine with an empty history. */
  load(setup: MachineSetup): Promise<LoadResult>;
  /** Resolves when the machine stands still again. */
  run(command: RunCommand): Promise<Snapshot>;
  pause(): Promise<void>;
  /** Puts an outside event into the journal at this instant. History after this instant is dropped. */
  inject(event: InjectedEvent): Promise<Snapshot>;
  /**
   * Changes the machine's state by hand at this instant, journalled like an outside event. Rejects with a `ProblemError`
   * (base/problem-error.ts) what cannot be; nothing has changed then.
   */
  edit(edit: HandEdit): Promise<Snapshot>;
  /** Everything that came from outside in this history, also after the present position. */
  journal(): Promise<readonly JournalEntry[]>;
  /** The breakpoints from now on. Answers which of them can never stop anything, and why. */
  setBreakpoints(breakpoints: readonly Breakpoint[]): Promise<readonly BreakpointProblem[]>;
  /** The VMCS that snapshots show; null = the current one. */
  selectVmcs(pointer: bigint | null): Promise<Snapshot>;
  /**
   * The processor that people look at: snapshots show its state, what is read is read as it sees it, steps are its steps
   * and edits by hand are made on it. null = the one whose turn it is.
   */
  selectProcessor(number: number | null): Promise<Snapshot>;
  readVmcs(pointer: bigint): Promise<VmcsView>;
  readMemory(request: MemoryRequest): Promise<MemoryBlock>;
  /** The page walk of one access as it would be made now, entry by entry. */
  readWalk(request: WalkRequest): Promise<WalkView>;
  /**
   * What is cached of translations now, each entry beside what memory says, and what each invalidation would remove; those of
   * one address for the given one, null = that of the instruction at RIP.
   */
  readTlb(address: bigint | null): Promise<TlbView>;
  /** The last invalidations of cached translations before here and what they removed; null while the machine runs. */
  readInvalidations(): Promise<InvalidationsView | null>;
  /** What waits to interrupt the processor and why it is not taken now, with the interrupt controllers behind it. */
  readInterrupts(): Promise<InterruptsView>;
  /** The virtual APIC of the current VMCS, decoded; null without one. */
  readVirtualApic(): Promise<VirtualApicReading | null>;
  /** The processor's mode, each fact with the bits that make it so. */
  readMode(): Promise<ModeView>;
  /** The descriptor tables and the TSS as they stand in memory. */
  readTables(): Promise<TablesView>;
  /** Every VM-entry check of the VMCS that snapshots show, asked now; null when they show none. */
  readChecklist(): Promise<ChecklistView | null>;
  /** The bitmaps of the VMCS that snapshots show, decoded; null when they show none. */
  readBitmaps(): Promise<BitmapsView | null>;
  disassemble(address: bigint, count: number): Promise<readonly DisassembledLine[]>;
  /** Hash of the whole machine state, 16 hex digits. */
  digest(): Promise<string>;
  /**
   * Runs a submission on a bounded machine of its own, beside the one on screen and without disturbing it, and says which
   * goals it reaches. The next call ends the one before, which then gives null.
   */
  grade(exercise: Exercise, files: readonly SourceFile[]): Promise<GradeResult | null>;
  /** What every processor model shows of its VMX; always the same. */
  modelFacts(): Promise<readonly ModelFacts[]>;
  /**
   * Runs a program to its end, or until `maxInstructions` have begun, on a machine of its own beside the one on screen, and
   * counts its exits. The next call, or `stopMeasuring`, ends the one before, which then gives null.
   */
  measure(setup: MachineSetup, maxInstructions: number): Promise<WorkloadResult | null>;
  stopMeasuring(): Promise<void>;
  /** The names of a program and its libraries, and where they stand. */
  languageIndex(files: readonly SourceFile[]): Promise<LanguageIndex>;
  /** Values of the program's labels and constants, as far as they can be told. */
  symbolValues(files: readonly SourceFile[]): Promise<readonly ProgramSymbol[]>;
  /** Every instruction that the assembler knows. */
  instructionFacts(): Promise<readonly InstructionFact[]>;
  /** The changes that give the name at a place another name everywhere; the machine is not touched. */
  renameSymbol(files: readonly SourceFile[], place: SourcePlace, name: string): Promise<RenameResult>;
  /** The text with labels, mnemonics and comments in their columns: same lines, same bytes. */
  formatSource(text: string): Promise<string>;
  /** The program as one file: NASM source with everything included, or a Multiboot image that boots it. */
  exportProgram(files: readonly SourceFile[], form: ExportForm): Promise<ExportResult>;
  /** Pushed after each command and about every 50 ms while running. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  /** A fault of the simulator itself. */
  onFault(listener: (fault: SimulatorFault) => void): () => void;
  dispose(): void;
}

/** The simulator failed (not the program in it): shown as such, with what is needed to reproduce it. */
export interface SimulatorFault {
  readonly message: string;
  readonly stack: string;
  readonly position: number;
  /** What became of the machine, when the worker that held it was lost. */
  readonly recovery?: Recovery;
}

/**
 * After the loss of a worker another one repeats the run (`going-back`) until the machine stands where it stood, events and
 * edits included (`restored`). Should that fail, too, the program stands at its start (`at-start`); `gone` = no worker works.
 */
export type Recovery = 'going-back' | 'restored' | 'at-start' | 'gone';
