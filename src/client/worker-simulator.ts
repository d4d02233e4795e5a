import { proxy, type Remote, wrap } from 'comlink';
import type { Diagnostic, ProgramSymbol, SourceFile, SourcePlace } from '../asm/program';
import { ProblemError } from '../base/problem-error';
import type { Exercise } from '../lessons/exercise';
import type { BitmapsView } from '../protocol/bitmaps';
import type {
  Breakpoint,
  BreakpointProblem,
  HandEdit,
  InjectedEvent,
  JournalEntry,
  Problem,
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
import type {
  LoadResult,
  MachineSetup,
  MemoryRequest,
  Recovery,
  Simulator,
  SimulatorFault,
} from '../protocol/simulator';
import type { DisassembledLine, MemoryBlock, Snapshot, VmcsView } from '../protocol/snapshot';
import type { VirtualApicReading } from '../protocol/virtual-apic';
import type { WorkerEndpoint } from '../protocol/worker-endpoint';

/** Makes a worker that exposes a `WorkerEndpoint`. */
export type WorkerFactory = () => Worker;

const simulatorWorker: WorkerFactory = () =>
  new Worker(new URL('../worker/simulator.worker.ts', import.meta.url), { type: 'module', name: 'vmxray' });

/** How long a worker may leave calls unanswered and say nothing at all. */
const SILENCE_MS = 30_000;
/** How often that is looked at: a page that slept is late once only. */
const LOOKS = 6;

/** What refuses the calls that a lost worker left unanswered. The loss itself is told to the listeners of faults. */
class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';
}

/**
 * The page's simulator: each call goes to a worker. When the worker itself fails or falls silent, the calls that wait are
 * refused, the fault is reported, and a new worker takes over: it loads the program with the journal and goes to where the
 * machine stood, so that nothing is lost. What is needed for that is kept here, as nothing can be asked of a lost worker.
 */
export class WorkerSimulator implements Simulator {
  private worker: Worker | null = null;
  private remote: Remote<WorkerEndpoint>;
  private crash: (error: Error) => void = () => undefined;
  private crashed: Promise<never>;
  /** Whether this worker has answered at all; one that never did is not started again. */
  private answered = false;
  private setup: MachineSetup | null = null;
  private breakpoints: readonly Breakpoint[] = [];
  private journalKept: readonly JournalEntry[] = [];
  private selected: bigint | null = null;
  private selectedProcessor: number | null = null;
  private position = 0;
  private furthest = 0;
  /** What is being tried to get the machine back. */
  private attempt: 'moment' | 'start' | null = null;
  private waiting = 0;
  private silentLooks = 0;
  private watchdog: ReturnType<typeof setInterval> | undefined;
  private readonly snapshotListeners = new Set<(snapshot: Snapshot) => void>();
  private readonly faultListeners = new Set<(fault: SimulatorFault) => void>();

  constructor(
    private readonly makeWorker: WorkerFactory = simulatorWorker,
    private readonly silenceMs = SILENCE_MS,
  ) {
    [this.remote, this.crashed] = this.start();
  }

  libraryFiles(): Promise<readonly SourceFile[]> {
    return this.call((remote) => remote.libraryFiles());
  }

  check(files: readonly SourceFile[]): Promise<readonly Diagnostic[]> {
    return this.call((remote) => remote.check(files));
  }

  async load(setup: MachineSetup): Promise<LoadResult> {
    const result = await this.call<LoadResult>((remote) => remote.load(setup));
    if (result.ok) {
      this.setup = setup;
      this.journalKept = setup.journal ?? [];
      this.selected = null;
      this.selectedProcessor = null;
    }
    if (result.snapshot !== null) this.show(result.snapshot);
    return result;
  }

  async run(command: RunCommand): Promise<Snapshot> {
    return this.show(await this.call<Snapshot>((remote) => remote.run(command)));
  }

  pause(): Promise<void> {
    return this.call((remote) => remote.pause());
  }

  async inject(event: InjectedEvent): Promise<Snapshot> {
    const snapshot = await this.call<Snapshot>((remote) => remote.inject(event));
    this.journalKept = await this.journal();
    return this.show(snapshot);
  }

  async edit(edit: HandEdit): Promise<Snapshot> {
    const answer = await this.call<Snapshot | Problem>((remote) => remote.edit(edit));
    if ('code' in answer) throw new ProblemError(answer.code, answer.params, answer.message);
    this.journalKept = await this.journal();
    return this.show(answer);
  }

  journal(): Promise<readonly JournalEntry[]> {
    return this.call((remote) => remote.journal());
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): Promise<readonly BreakpointProblem[]> {
    this.breakpoints = breakpoints;
    return this.call((remote) => remote.setBreakpoints(breakpoints));
  }

  async selectVmcs(pointer: bigint | null): Promise<Snapshot> {
    const snapshot = await this.call<Snapshot>((remote) => remote.selectVmcs(pointer));
    this.selected = pointer;
    return this.show(snapshot);
  }

  async selectProcessor(number: number | null): Promise<Snapshot> {
    const snapshot = await this.call<Snapshot>((remote) => remote.selectProcessor(number));
    this.selectedProcessor = number;
    return this.show(snapshot);
  }

  readVmcs(pointer: bigint): Promise<VmcsView> {
    return this.call((remote) => remote.readVmcs(pointer));
  }

  readMemory(request: MemoryRequest): Promise<MemoryBlock> {
    return this.call((remote) => remote.readMemory(request));
  }

  readWalk(request: WalkRequest): Promise<WalkView> {
    return this.call((remote) => remote.readWalk(request));
  }

  readTlb(address: bigint | null): Promise<TlbView> {
    return this.call((remote) => remote.readTlb(address));
  }

  readInvalidations(): Promise<InvalidationsView | null> {
    return this.call((remote) => remote.readInvalidations());
  }

  readInterrupts(): Promise<InterruptsView> {
    return this.call((remote) => remote.readInterrupts());
  }

  readVirtualApic(): Promise<VirtualApicReading | null> {
    return this.call((remote) => remote.readVirtualApic());
  }

  readMode(): Promise<ModeView> {
    return this.call((remote) => remote.readMode());
  }

  readTables(): Promise<TablesView> {
    return this.call((remote) => remote.readTables());
  }

  readChecklist(): Promise<ChecklistView | null> {
    return this.call((remote) => remote.readChecklist());
  }

  readBitmaps(): Promise<BitmapsView | null> {
    return this.call((remote) => remote.readBitmaps());
  }

  disassemble(address: bigint, count: number): Promise<readonly DisassembledLine[]> {
    return this.call((remote) => remote.disassemble(address, count));
  }

  digest(): Promise<string> {
    return this.call((remote) => remote.digest());
  }

  grade(exercise: Exercise, files: readonly SourceFile[]): Promise<GradeResult | null> {
    return this.call((remote) => remote.grade(exercise, files));
  }

  modelFacts(): Promise<readonly ModelFacts[]> {
    return this.call((remote) => remote.modelFacts());
  }

  measure(setup: MachineSetup, maxInstructions: number): Promise<WorkloadResult | null> {
    return this.call((remote) => remote.measure(setup, maxInstructions));
  }

  stopMeasuring(): Promise<void> {
    return this.call((remote) => remote.stopMeasuring());
  }

  languageIndex(files: readonly SourceFile[]): Promise<LanguageIndex> {
    return this.call((remote) => remote.languageIndex(files));
  }

  symbolValues(files: readonly SourceFile[]): Promise<readonly ProgramSymbol[]> {
    return this.call((remote) => remote.symbolValues(files));
  }

  instructionFacts(): Promise<readonly InstructionFact[]> {
    return this.call((remote) => remote.instructionFacts());
  }

  renameSymbol(files: readonly SourceFile[], place: SourcePlace, name: string): Promise<RenameResult> {
    return this.call((remote) => remote.renameSymbol(files, place, name));
  }

  formatSource(text: string): Promise<string> {
    return this.call((remote) => remote.formatSource(text));
  }

  exportProgram(files: readonly SourceFile[], form: ExportForm): Promise<ExportResult> {
    return this.call((remote) => remote.exportProgram(files, form));
  }

  onSnapshot(listener: (snapshot: Snapshot) => void): () => void {
    this.snapshotListeners.add(listener);
    return () => this.snapshotListeners.delete(listener);
  }

  onFault(listener: (fault: SimulatorFault) => void): () => void {
    this.faultListeners.add(listener);
    return () => this.faultListeners.delete(listener);
  }

  dispose(): void {
    this.snapshotListeners.clear();
    this.faultListeners.clear();
    clearInterval(this.watchdog);
    this.worker?.terminate();
    this.worker = null;
  }

  private async call<T>(use: (remote: Remote<WorkerEndpoint>) => Promise<unknown>): Promise<T> {
    this.waiting++;
    try {
      return (await Promise.race([use(this.remote), this.crashed])) as T;
    } finally {
      this.waiting--;
    }
  }

  private start(): [Remote<WorkerEndpoint>, Promise<never>] {
    const worker = this.makeWorker();
    const crashed = new Promise<never>((_, reject) => {
      this.crash = reject;
    });
    crashed.catch(() => undefined);
    worker.onerror = (event) => this.lose(event.message || 'the worker could not be started', event.error);
    worker.onmessageerror = () => this.lose('a message of the worker could not be read', undefined);
    worker.addEventListener('message', () => {
      this.answered = true;
      this.silentLooks = 0;
    });
    this.worker = worker;
    this.answered = false;
    this.silentLooks = 0;
    this.watchdog = setInterval(() => this.look(), this.silenceMs / LOOKS);
    const remote = wrap<WorkerEndpoint>(worker);
    void remote.listen(proxy(this.receive), proxy(this.report));
    return [remote, crashed];
  }

  /** A worker that runs tells of it all the time. One that has not answered yet may still be on its way through the network. */
  private look(): void {
    if (!this.answered || this.waiting === 0) this.silentLooks = 0;
    else if (++this.silentLooks > LOOKS) {
      this.lose(`the worker has not answered for ${this.silenceMs / 1000} seconds`, undefined);
    }
  }

  private readonly receive = async (snapshot: Snapshot): Promise<void> => {
    this.show(snapshot);
  };

  /** Hands a snapshot to the listeners: one on the way as it comes, one at rest when it is the answer to a command. */
  private show(snapshot: Snapshot): Snapshot {
    // On the way back to where the machine stood, that place is not forgotten.
    if (this.attempt === null) ({ position: this.position, furthest: this.furthest } = snapshot);
    for (const listener of this.snapshotListeners) listener(snapshot);
    return snapshot;
  }

  private readonly report = async (fault: SimulatorFault): Promise<void> => {
    for (const listener of this.faultListeners) listener(fault);
  };

  /** The worker is lost: says so, and has another one repeat the run; when that loses it again, only the program is loaded. */
  private lose(message: string, error: unknown): void {
    if (this.worker === null) return;
    clearInterval(this.watchdog);
    this.worker.terminate();
    this.worker = null;
    this.crash(new WorkerLostError(message));
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const tell = (recovery: Recovery) => void this.report({ message, stack, position: this.position, recovery });
    const next = this.attempt === null ? 'moment' : 'start';
    // The first one never worked, or nothing is left to try.
    if ((this.attempt === null && !this.answered) || this.attempt === 'start') {
      this.attempt = null;
      tell('gone');
      return;
    }
    this.attempt = next;
    [this.remote, this.crashed] = this.start();
    tell('going-back');
    const arrive = (recovery: Recovery): void => {
      this.attempt = null;
      tell(recovery);
    };
    this.goBack(next).then(
      () => arrive(next === 'moment' ? 'restored' : 'at-start'),
      // The loss of this worker as well has been told.
      (failure: unknown) => (failure instanceof WorkerLostError ? undefined : arrive('at-start')),
    );
  }

  /** Everything is sent at once, so that what people ask for meanwhile waits behind it. */
  private async goBack(attempt: 'moment' | 'start'): Promise<void> {
    const { setup, position, furthest, selected, selectedProcessor } = this;
    const breakpoints = this.call((remote) => remote.setBreakpoints(this.breakpoints));
    if (setup === null) {
      await breakpoints;
      return;
    }
    const moment = attempt === 'moment';
    if (!moment) this.journalKept = [];
    const show = (answer: Promise<Snapshot>) => answer.then((snapshot) => this.show(snapshot));
    const seek = (to: number) => show(this.call((remote) => remote.run({ kind: 'seek', position: to })));
    const steps: Promise<unknown>[] = [
      breakpoints,
      this.call<LoadResult>((remote) => remote.load({ ...setup, journal: this.journalKept })).then(({ snapshot }) => {
        if (snapshot !== null) this.show(snapshot);
      }),
    ];
    // The recorded history reaches as far as it did, and the machine stands in it where it stood.
    if (moment && furthest > position) steps.push(seek(furthest));
    if (moment) steps.push(seek(position));
    if (moment && selected !== null) steps.push(show(this.call((remote) => remote.selectVmcs(selected))));
    if (moment && selectedProcessor !== null) {
      steps.push(show(this.call((remote) => remote.selectProcessor(selectedProcessor))));
    }
    await Promise.all(steps);
  }
}

/** The simulator in a worker of its own. */
export const createWorkerSimulator = (): Simulator => new WorkerSimulator();
