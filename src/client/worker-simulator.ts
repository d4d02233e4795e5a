import { proxy, type Remote, wrap } from 'comlink';
import type { Diagnostic, ProgramSymbol, SourceFile, SourcePlace } from '../asm/program';
import { ProblemError } from '../base/problem-error';
import type {
  Breakpoint,
  BreakpointProblem,
  HandEdit,
  InjectedEvent,
  JournalEntry,
  Problem,
  RunCommand,
} from '../protocol/commands';
import type { ExportForm, ExportResult, InstructionFact, LanguageIndex, RenameResult } from '../protocol/language';
import type { LoadResult, MachineSetup, MemoryRequest, Simulator, SimulatorFault } from '../protocol/simulator';
import type { DisassembledLine, MemoryBlock, Snapshot, VmcsView } from '../protocol/snapshot';
import type { WorkerEndpoint } from '../protocol/worker-endpoint';

/** Makes a worker that exposes a `WorkerEndpoint`. */
export type WorkerFactory = () => Worker;

const simulatorWorker: WorkerFactory = () =>
  new Worker(new URL('../worker/simulator.worker.ts', import.meta.url), { type: 'module', name: 'vmxray' });

/**
 * The page's simulator: each call goes to a worker. When the worker itself fails, the calls that wait are refused, the
 * fault is reported, and a new worker takes over with the program that was loaded last, at its start.
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
  private position = 0;
  private readonly snapshotListeners = new Set<(snapshot: Snapshot) => void>();
  private readonly faultListeners = new Set<(fault: SimulatorFault) => void>();

  constructor(private readonly makeWorker: WorkerFactory = simulatorWorker) {
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
    if (result.ok) this.setup = setup;
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
    return this.show(await this.call<Snapshot>((remote) => remote.inject(event)));
  }

  async edit(edit: HandEdit): Promise<Snapshot> {
    const answer = await this.call<Snapshot | Problem>((remote) => remote.edit(edit));
    if ('code' in answer) throw new ProblemError(answer.code, answer.params, answer.message);
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
    return this.show(await this.call<Snapshot>((remote) => remote.selectVmcs(pointer)));
  }

  readVmcs(pointer: bigint): Promise<VmcsView> {
    return this.call((remote) => remote.readVmcs(pointer));
  }

  readMemory(request: MemoryRequest): Promise<MemoryBlock> {
    return this.call((remote) => remote.readMemory(request));
  }

  disassemble(address: bigint, count: number): Promise<readonly DisassembledLine[]> {
    return this.call((remote) => remote.disassemble(address, count));
  }

  digest(): Promise<string> {
    return this.call((remote) => remote.digest());
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
    this.worker?.terminate();
    this.worker = null;
  }

  private async call<T>(use: (remote: Remote<WorkerEndpoint>) => Promise<unknown>): Promise<T> {
    const result = await Promise.race([use(this.remote), this.crashed]);
    this.answered = true;
    return result as T;
  }

  private start(): [Remote<WorkerEndpoint>, Promise<never>] {
    const worker = this.makeWorker();
    const crashed = new Promise<never>((_, reject) => {
      this.crash = reject;
    });
    crashed.catch(() => undefined);
    worker.onerror = (event) => this.replace(event.message || 'the worker could not be started', event.error);
    worker.onmessageerror = () => this.replace('a message of the worker could not be read', undefined);
    this.worker = worker;
    this.answered = false;
    const remote = wrap<WorkerEndpoint>(worker);
    void remote.listen(proxy(this.receive), proxy(this.report));
    return [remote, crashed];
  }

  private readonly receive = async (snapshot: Snapshot): Promise<void> => {
    this.show(snapshot);
  };

  /** Hands a snapshot to the listeners: one on the way as it comes, one at rest when it is the answer to a command. */
  private show(snapshot: Snapshot): Snapshot {
    this.position = snapshot.position;
    for (const listener of this.snapshotListeners) listener(snapshot);
    return snapshot;
  }

  private readonly report = async (fault: SimulatorFault): Promise<void> => {
    for (const listener of this.faultListeners) listener(fault);
  };

  /** The worker is lost: says so, and starts another with the same program and breakpoints. */
  private replace(message: string, error: unknown): void {
    if (this.worker === null) return;
    this.worker.terminate();
    this.worker = null;
    this.crash(new Error(message));
    void this.report({ message, stack: error instanceof Error ? (error.stack ?? '') : '', position: this.position });
    if (!this.answered) return;
    [this.remote, this.crashed] = this.start();
    const again = async (): Promise<void> => {
      await this.setBreakpoints(this.breakpoints);
      if (this.setup !== null) await this.load(this.setup);
    };
    again().catch(() => undefined);
  }
}

/** The simulator in a worker of its own. */
export const createWorkerSimulator = (): Simulator => new WorkerSimulator();
