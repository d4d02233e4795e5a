import { formatSource } from '../asm/language/format-source';
import type { Diagnostic, ProgramSymbol, SourceFile, SourcePlace } from '../asm/program';
import type { Exercise } from '../lessons/exercise';
import type { BitmapsView } from '../protocol/bitmaps';
import type {
  Breakpoint,
  BreakpointProblem,
  HandEdit,
  InjectedEvent,
  JournalEntry,
  RunCommand,
} from '../protocol/commands';
import type { WorkloadResult } from '../protocol/comparison';
import type { TablesView } from '../protocol/descriptor-tables';
import type { ChecklistView } from '../protocol/entry-checklist';
import type { GradeResult } from '../protocol/grade';
import type { InterruptsView } from '../protocol/interrupts-view';
import type { InvalidationsView } from '../protocol/invalidations-view';
import type { ExportForm, ExportResult, InstructionFact, LanguageIndex, RenameResult } from '../protocol/language';
import type { ModelFacts } from '../protocol/model-facts';
import type { TlbView, WalkRequest, WalkView } from '../protocol/paging-view';
import type { ModeView } from '../protocol/processor-mode';
import type { LoadResult, MachineSetup, MemoryRequest, Simulator, SimulatorFault } from '../protocol/simulator';
import type { DisassembledLine, MemoryBlock, Snapshot, VmcsView } from '../protocol/snapshot';
import type { VirtualApicReading } from '../protocol/virtual-apic';
import { exportProgram } from './export/export-program';
import { Grader } from './grader';
import { instructionFacts } from './language/instruction-facts';
import * as language from './language/language-service';
import { checkProgram, librarySources, loadProgram } from './load-program';
import { modelFacts } from './model-facts';
import type { Session } from './session';
import { WorkloadMeter } from './workload-meter';
import { yieldToHost } from './yield-to-host';

/** How long one slice of a run may keep the host's thread. */
const SLICE_MILLISECONDS = 8;
const PUSH_MILLISECONDS = 50;
const SMALLEST_SLICE = 16;
const LARGEST_SLICE = 4_000_000;

/** May return a promise: while it is pending, running pushes no further snapshot to anybody. */
type SnapshotListener = (snapshot: Snapshot) => unknown;

/**
 * The simulator in this thread. Commands wait for each other; a run gives the thread back every few milliseconds, and what
 * only looks, injects or sets breakpoints is served in between.
 */
export class InlineSimulator implements Simulator {
  private session: Session | null = null;
  private breakpoints: readonly Breakpoint[] = [];
  private tail: Promise<unknown> = Promise.resolve();
  private pausing = false;
  private running = false;
  private awaitedPushes = 0;
  private readonly grader = new Grader();
  private readonly meter = new WorkloadMeter();
  private readonly snapshotListeners = new Set<SnapshotListener>();
  private readonly faultListeners = new Set<(fault: SimulatorFault) => void>();

  async libraryFiles(): Promise<readonly SourceFile[]> {
    return librarySources();
  }

  async check(files: readonly SourceFile[]): Promise<readonly Diagnostic[]> {
    return checkProgram(files);
  }

  load(setup: MachineSetup): Promise<LoadResult> {
    return this.enqueue(async () => {
      const { diagnostics, symbols, session } = loadProgram(setup);
      if (session === null) return { ok: false, diagnostics, symbols, snapshot: null };
      session.setBreakpoints(this.breakpoints);
      this.session = session;
      return { ok: true, diagnostics, symbols, snapshot: this.show() };
    });
  }

  run(command: RunCommand): Promise<Snapshot> {
    return this.enqueue(async () => {
      const session = this.loaded();
      await this.drive(session, command);
      return this.show();
    });
  }

  async pause(): Promise<void> {
    if (this.running) this.pausing = true;
  }

  inject(event: InjectedEvent): Promise<Snapshot> {
    return this.change((session) => session.inject(event));
  }

  edit(edit: HandEdit): Promise<Snapshot> {
    return this.change((session) => session.edit(edit));
  }

  journal(): Promise<readonly JournalEntry[]> {
    return this.interject(() => this.loaded().journal());
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): Promise<readonly BreakpointProblem[]> {
    return this.interject(() => {
      this.breakpoints = breakpoints;
      return this.session?.setBreakpoints(breakpoints) ?? [];
    });
  }

  selectVmcs(pointer: bigint | null): Promise<Snapshot> {
    return this.interject(() => {
      this.loaded().selectedVmcs = pointer;
      return this.show();
    });
  }

  selectProcessor(number: number | null): Promise<Snapshot> {
    return this.interject(() => {
      this.loaded().selectedProcessor = number;
      return this.show();
    });
  }

  readVmcs(pointer: bigint): Promise<VmcsView> {
    return this.interject(() => this.loaded().vmcs(pointer));
  }

  readMemory(request: MemoryRequest): Promise<MemoryBlock> {
    return this.interject(() => this.loaded().memory(request));
  }

  readWalk(request: WalkRequest): Promise<WalkView> {
    return this.interject(() => this.loaded().walk(request));
  }

  readTlb(address: bigint | null): Promise<TlbView> {
    return this.interject(() => this.loaded().tlb(address));
  }

  readInvalidations(): Promise<InvalidationsView | null> {
    return this.interject(() => (this.running ? null : this.loaded().invalidations()));
  }

  readInterrupts(): Promise<InterruptsView> {
    return this.interject(() => this.loaded().interrupts());
  }

  readVirtualApic(): Promise<VirtualApicReading | null> {
    return this.interject(() => this.loaded().virtualApic());
  }

  readMode(): Promise<ModeView> {
    return this.interject(() => this.loaded().mode());
  }

  readTables(): Promise<TablesView> {
    return this.interject(() => this.loaded().tables());
  }

  readChecklist(): Promise<ChecklistView | null> {
    return this.interject(() => this.loaded().checklist());
  }

  readBitmaps(): Promise<BitmapsView | null> {
    return this.interject(() => this.loaded().bitmaps());
  }

  disassemble(address: bigint, count: number): Promise<readonly DisassembledLine[]> {
    return this.interject(() => this.loaded().disassemble(address, count));
  }

  digest(): Promise<string> {
    return this.interject(() => this.loaded().parts.digest());
  }

  grade(exercise: Exercise, files: readonly SourceFile[]): Promise<GradeResult | null> {
    return this.grader.grade(exercise, files);
  }

  async modelFacts(): Promise<readonly ModelFacts[]> {
    return modelFacts();
  }

  measure(setup: MachineSetup, maxInstructions: number): Promise<WorkloadResult | null> {
    return this.meter.measure(setup, maxInstructions);
  }

  async stopMeasuring(): Promise<void> {
    this.meter.cancel();
  }

  async languageIndex(files: readonly SourceFile[]): Promise<LanguageIndex> {
    return language.languageIndex(files);
  }

  async symbolValues(files: readonly SourceFile[]): Promise<readonly ProgramSymbol[]> {
    return language.symbolValues(files);
  }

  async instructionFacts(): Promise<readonly InstructionFact[]> {
    return instructionFacts();
  }

  async renameSymbol(files: readonly SourceFile[], place: SourcePlace, name: string): Promise<RenameResult> {
    return language.renameSymbol(files, place, name);
  }

  async formatSource(text: string): Promise<string> {
    return formatSource(text);
  }

  async exportProgram(files: readonly SourceFile[], form: ExportForm): Promise<ExportResult> {
    return exportProgram(files, form);
  }

  onSnapshot(listener: SnapshotListener): () => void {
    this.snapshotListeners.add(listener);
    return () => this.snapshotListeners.delete(listener);
  }

  onFault(listener: (fault: SimulatorFault) => void): () => void {
    this.faultListeners.add(listener);
    return () => this.faultListeners.delete(listener);
  }

  dispose(): void {
    this.pausing = true;
    this.grader.cancel();
    this.meter.cancel();
    this.snapshotListeners.clear();
    this.faultListeners.clear();
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Work that may be done between two slices of a run as well as at rest. */
  private interject<T>(work: () => T): Promise<T> {
    return this.running ? Promise.resolve().then(work) : this.enqueue(async () => work());
  }

  /** A change of the history: between two slices of a run that goes forward, else when the command under way is over. */
  private change(work: (session: Session) => void): Promise<Snapshot> {
    const changed = (): Snapshot => {
      work(this.loaded());
      return this.show();
    };
    return this.session?.interruptible === true ? this.interject(changed) : this.enqueue(async () => changed());
  }

  private loaded(): Session {
    if (this.session === null) throw new Error('no program is loaded');
    return this.session;
  }

  /** Carries out a command. A fault of the simulator goes to the listeners; the machine goes back to where the command began. */
  private async drive(session: Session, command: RunCommand): Promise<void> {
    const start = session.position;
    this.running = true;
    this.pausing = false;
    try {
      const movement = session.perform(command);
      let pushed = performance.now();
      for (;;) {
        const began = performance.now();
        if (movement.next().done === true) return;
        adaptSlice(session, performance.now() - began);
        await yieldToHost();
        if (this.pausing) return session.settle({ kind: 'paused' });
        const searching = session.searchedTo !== null;
        if (!searching && performance.now() - pushed >= PUSH_MILLISECONDS && this.awaitedPushes === 0) {
          this.push(session.snapshot(true));
          pushed = performance.now();
        }
      }
    } catch (error) {
      this.report(error, session.position);
      session.searchedTo = start;
      session.settle({ kind: 'paused' });
    } finally {
      this.running = false;
    }
  }

  /** The snapshot of this instant, also pushed to the listeners. */
  private show(): Snapshot {
    const snapshot = this.loaded().snapshot(this.running);
    this.push(snapshot);
    return snapshot;
  }

  private push(snapshot: Snapshot): void {
    for (const listener of this.snapshotListeners) {
      const answer = listener(snapshot);
      if (!(answer instanceof Promise)) continue;
      this.awaitedPushes++;
      const answered = (): void => void this.awaitedPushes--;
      answer.then(answered, answered);
    }
  }

  private report(error: unknown, position: number): void {
    const fault = {
      message: error instanceof Error ? error.message : String(error),
      stack: error instanceof Error ? (error.stack ?? '') : '',
      position,
    };
    for (const listener of this.faultListeners) listener(fault);
  }
}

/** Makes the next slice take about as long as it should; grows and shrinks by at most four times. */
function adaptSlice(session: Session, took: number): void {
  const factor = Math.min(4, Math.max(0.25, SLICE_MILLISECONDS / Math.max(took, 0.01)));
  session.sliceSteps = Math.round(Math.min(LARGEST_SLICE, Math.max(SMALLEST_SLICE, session.sliceSteps * factor)));
}
