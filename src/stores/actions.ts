import type { SourceFile } from '../asm/program';
import { ProblemError } from '../base/problem-error';
import { DEFAULT_PROCESSORS } from '../cpu/state/processor-count.table';
import type { Exercise } from '../lessons/exercise';
import { DEFAULT_MEMORY_MIB } from '../machine/memory/memory-size.table';
import type { BitmapsView } from '../protocol/bitmaps';
import type {
  Breakpoint,
  HandEdit,
  InjectedEvent,
  JournalEntry,
  Problem,
  RunCommand,
  WriteTarget,
} from '../protocol/commands';
import type { TablesView } from '../protocol/descriptor-tables';
import type { ChecklistView } from '../protocol/entry-checklist';
import type { InterruptsView } from '../protocol/interrupts-view';
import type { InvalidationsView } from '../protocol/invalidations-view';
import type { TlbView, WalkRequest, WalkView } from '../protocol/paging-view';
import type { ModeView } from '../protocol/processor-mode';
import type { MachineSetup, MemoryRequest, Simulator, SimulatorFault } from '../protocol/simulator';
import type { MemoryBlock, Snapshot } from '../protocol/snapshot';
import type { VirtualApicReading } from '../protocol/virtual-apic';
import { selectHasErrors, selectProgramEdited } from './selectors';
import { useSimulator } from './simulator-store';
import { call, connectLine, track } from './worker-line';

/** Everything that people can do to the machine. Each action is safe to call at any time; commands wait for their turn. */

/** Presses that may wait behind a running command; a held key would pile up more. */
const LONGEST_QUEUE = 32;
/** Commands that stay in the recorded history: an edited text is not loaded for them. */
const INSIDE_HISTORY = /back$|^previous-|^seek|^go-to-/;
/** Commands that may take long or go on for ever. */
const ENDLESS = /^(run|run-to|run-back|step-over|step-out|next-.*|go-to-.*|seek-writer)$/;

/** Name of the error with which calls are refused that a lost worker left unanswered. */
const WORKER_LOST = 'WorkerLostError';

/** A pause in typing after which the text is assembled. */
const CHECK_DELAY_MS = 250;

let checkTimer: ReturnType<typeof setTimeout> | undefined;
let settled: (() => void) | undefined;
let queue: Promise<void> = Promise.resolve();
let queued = 0;
/** A new worker repeats the run of a lost one: its snapshots come without a command of ours. */
let goingBack = false;

/** Connects the page to its simulator and fetches the library files. */
export async function connect(simulator: Simulator): Promise<void> {
  connectLine(simulator);
  simulator.onSnapshot(receivePushed);
  simulator.onFault(reportFault);
  await guarded(async () => useSimulator.setState({ libraries: await call((s) => s.libraryFiles()) }));
}

/**
 * Moves through time. Going forward after an edit first loads the edited program, so what runs is what one reads;
 * while it has errors the last good program goes on.
 */
export function run(command: RunCommand): Promise<void> {
  if (command.kind === 'restart' || /^(seek|go-to)/.test(command.kind)) stopRunning();
  return enqueue(command.kind, async () => {
    const state = useSimulator.getState();
    if (selectProgramEdited(state) && !selectHasErrors(state) && !INSIDE_HISTORY.test(command.kind)) {
      const loaded = await load(state.files, state.model);
      if (!loaded || command.kind === 'restart') return;
    }
    finish(await call((s) => s.run(command)));
  });
}

export function seek(position: number): Promise<void> {
  return run({ kind: 'seek', position });
}

/** Travels to what last wrote a register, a byte of memory or a VMCS field. */
export function askWhoWrote(target: WriteTarget): Promise<void> {
  useSimulator.setState((state) => ({ askedAt: state.snapshot?.position ?? null }));
  return run({ kind: 'seek-writer', target });
}

let wanted: number | null = null;
let scrubbing: Promise<void> | null = null;

/** Goes to a position that changes while one goes there: the newest target wins, those in between are left out. */
export function scrub(position: number): Promise<void> {
  wanted = position;
  scrubbing ??= goToWanted().finally(() => {
    scrubbing = null;
  });
  return scrubbing;
}

async function goToWanted(): Promise<void> {
  while (wanted !== null) {
    const position = wanted;
    wanted = null;
    await seek(position);
  }
}

/** Stops the running command. The only call that does not wait for its turn. */
export function pause(): Promise<void> {
  return guarded(() => call((s) => s.pause()));
}

/** A program that never ends would keep waiting for ever what leads to another place: that stops it first. */
function stopRunning(): void {
  const { busy } = useSimulator.getState();
  // A step of a processor that sleeps waits until somebody wakes it.
  if (busy === 'step' || (busy !== null && ENDLESS.test(busy))) void pause();
}

/** Sends an event to the processor, also while it runs. */
export function inject(event: InjectedEvent): Promise<void> {
  return comeFromOutside((s) => s.inject(event));
}

/**
 * Changes the machine's state by hand, also while it runs. Answers what was wrong with the edit, in which case nothing has
 * changed; null when it was made.
 */
export async function edit(change: HandEdit): Promise<Problem | null> {
  let problem: Problem | null = null;
  await comeFromOutside(async (s) => {
    try {
      return await s.edit(change);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problem = error;
      return null;
    }
  });
  return problem;
}

/** What changes the machine from outside: the history behind this instant is dropped, and the journal has one entry more. */
function comeFromOutside(change: (simulator: Simulator) => Promise<Snapshot | null>): Promise<void> {
  const { busy } = useSimulator.getState();
  if (busy === null || !ENDLESS.test(busy)) {
    return enqueue('step', async () => {
      const snapshot = await call(change);
      if (snapshot === null) return;
      finish(snapshot);
      await readJournal();
    });
  }
  // A run may never end: the change is made between two of its slices, and its snapshot comes with those on the way.
  return guarded(async () => {
    if ((await call(change)) !== null) await readJournal();
  });
}

async function readJournal(): Promise<void> {
  useSimulator.setState({ journal: await call((s) => s.journal()) });
}

/** Shows another VMCS than the current one; null = follow the current one. */
export function selectVmcs(pointer: bigint | null): Promise<void> {
  return enqueue('seek', async () => finish(await call((s) => s.selectVmcs(pointer))));
}

/** Looks at one processor of several; null = at the one whose turn it is. */
export function selectProcessor(number: number | null): Promise<void> {
  return enqueue('seek', async () => finish(await call((s) => s.selectProcessor(number))));
}

export function readMemory(request: MemoryRequest): Promise<MemoryBlock> {
  return call((s) => s.readMemory(request));
}

export function readWalk(request: WalkRequest): Promise<WalkView> {
  return call((s) => s.readWalk(request));
}

export function readTlb(address: bigint | null): Promise<TlbView> {
  return call((s) => s.readTlb(address));
}

export function readInvalidations(): Promise<InvalidationsView | null> {
  return call((s) => s.readInvalidations());
}

export function readInterrupts(): Promise<InterruptsView> {
  return call((s) => s.readInterrupts());
}

export function readVirtualApic(): Promise<VirtualApicReading | null> {
  return call((s) => s.readVirtualApic());
}

export function readMode(): Promise<ModeView> {
  return call((s) => s.readMode());
}

export function readTables(): Promise<TablesView> {
  return call((s) => s.readTables());
}

export function readChecklist(): Promise<ChecklistView | null> {
  return call((s) => s.readChecklist());
}

export function readBitmaps(): Promise<BitmapsView | null> {
  return call((s) => s.readBitmaps());
}

export function readDigest(): Promise<string> {
  return call((s) => s.digest());
}

export function setBreakpoints(breakpoints: readonly Breakpoint[]): Promise<void> {
  useSimulator.setState({ breakpoints });
  return guarded(async () => {
    const breakpointProblems = await call((s) => s.setBreakpoints(breakpoints));
    if (useSimulator.getState().breakpoints === breakpoints) useSimulator.setState({ breakpointProblems });
  });
}

/** Sets a breakpoint on a line, or removes the one that is there. */
export function toggleLineBreakpoint(file: string, line: number): Promise<void> {
  const { breakpoints } = useSimulator.getState();
  const rest = breakpoints.filter((b) => b.kind !== 'line' || b.file !== file || b.line !== line);
  return setBreakpoints(rest.length < breakpoints.length ? rest : [...breakpoints, { kind: 'line', file, line }]);
}

export interface ProgramToLoad {
  readonly programId: string | null;
  readonly files: readonly SourceFile[];
  readonly model: string;
  readonly memoryMib?: number;
  readonly processors?: number;
  readonly breakpoints?: readonly Breakpoint[];
  /** What is to be done with the program. */
  readonly exercise?: Exercise | null;
  /** What comes from outside while it runs, up to a moment that was shared. */
  readonly journal?: readonly JournalEntry[];
}

/** Puts a whole program into the editor and boots it. With errors it is shown and the machine before it stays. */
export function loadProgram({
  programId,
  files,
  model,
  memoryMib = DEFAULT_MEMORY_MIB,
  processors = DEFAULT_PROCESSORS,
  breakpoints = [],
  exercise = null,
  journal = [],
}: ProgramToLoad): Promise<void> {
  const openFile = files[0]?.name ?? null;
  useSimulator.setState({ programId, files, model, memoryMib, processors, exercise, openFile, sourceRequest: null });
  stopRunning();
  return enqueue('load', async () => {
    await setBreakpoints(breakpoints);
    await load(files, model, journal);
  });
}

/** Chooses the processor model; the program starts again on it. */
export function setModel(model: string): Promise<void> {
  useSimulator.setState({ model });
  return run({ kind: 'restart' });
}

/** Chooses how many processors the machine has; the program starts again on it. */
export function setProcessors(processors: number): Promise<void> {
  useSimulator.setState({ processors });
  return run({ kind: 'restart' });
}

/** Takes a new text of a file in and assembles it a moment after the last key. */
export function editFile(name: string, text: string): void {
  const { files } = useSimulator.getState();
  useSimulator.setState({ files: files.map((file) => (file.name === name ? { name, text } : file)) });
  checkSoon();
}

function checkSoon(): void {
  clearTimeout(checkTimer);
  settled?.();
  void track(
    new Promise<void>((resolve) => {
      settled = resolve;
      checkTimer = setTimeout(() => void checkFiles().then(resolve), CHECK_DELAY_MS);
    }),
  );
}

/** Adds an empty file behind the others and opens it. A name that is taken is refused. */
export function addFile(name: string): boolean {
  if (isTaken(name)) return false;
  setFiles([...useSimulator.getState().files, { name, text: '' }], name);
  return true;
}

/** Gives a file another name; its breakpoints go with it. */
export function renameFile(name: string, to: string): boolean {
  if (name === to) return true;
  if (isTaken(to)) return false;
  const { files, breakpoints } = useSimulator.getState();
  setFiles(
    files.map((file) => (file.name === name ? { ...file, name: to } : file)),
    to,
  );
  void setBreakpoints(breakpoints.map((b) => (b.kind === 'line' && b.file === name ? { ...b, file: to } : b)));
  return true;
}

/** Removes a file; the last one stays, a program has at least one. */
export function removeFile(name: string): void {
  const { files, breakpoints } = useSimulator.getState();
  const rest = files.filter((file) => file.name !== name);
  const [first] = rest;
  if (first === undefined) return;
  setFiles(rest, first.name);
  void setBreakpoints(breakpoints.filter((b) => b.kind !== 'line' || b.file !== name));
}

/** Whether a file of the program or of the library has this name. */
export function isTaken(name: string): boolean {
  const { files, libraries } = useSimulator.getState();
  return [...files, ...libraries].some((file) => file.name === name);
}

/** Makes this the list of files; one that is shown comes to the front. */
export function setFiles(files: readonly SourceFile[], openFile: string): void {
  useSimulator.setState({ files, openFile });
  checkSoon();
}

/** Breakpoints of a file move with their lines while it is edited; `lines` are where they lie now. */
export function moveLineBreakpoints(file: string, lines: readonly number[]): void {
  const { breakpoints } = useSimulator.getState();
  const own = breakpoints.filter((b) => b.kind === 'line' && b.file === file) as readonly LineBreakpoint[];
  const before = own.map(({ line }) => line).sort((a, b) => a - b);
  const after = lines.toSorted((a, b) => a - b);
  if (before.length === 0 || before.toString() === after.toString()) return;
  const taken = new Set<number>();
  const moved = breakpoints.flatMap((b) => {
    if (b.kind !== 'line' || b.file !== file) return [b];
    // Lines keep their order: the n-th breakpoint from the top stays the n-th.
    const line = after[before.indexOf(b.line)];
    if (line === undefined || taken.has(line)) return [];
    taken.add(line);
    return [{ ...b, line }];
  });
  void setBreakpoints(moved);
}

type LineBreakpoint = Extract<Breakpoint, { kind: 'line' }>;

/** Assembles the edited files for their diagnostics; a machine that has not started yet takes them at once. */
export function checkFiles(): Promise<void> {
  const { files } = useSimulator.getState();
  return guarded(async () => {
    const diagnostics = await call((s) => s.check(files));
    if (useSimulator.getState().files !== files) return;
    useSimulator.setState({ diagnostics });
    const state = useSimulator.getState();
    const atStart = (state.snapshot?.position ?? 0) === 0 && state.busy === null;
    if (atStart && !selectHasErrors(state) && (selectProgramEdited(state) || state.loadedFiles === null)) {
      await enqueue('load', () => load(files, state.model).then(() => undefined));
    }
  });
}

export function reportFault(fault: SimulatorFault): void {
  goingBack = fault.recovery === 'going-back';
  // Somebody who has closed the dialog need not hear that all went well.
  if (fault.recovery === 'restored' && useSimulator.getState().fault === null) return;
  useSimulator.setState({ fault, dialog: 'fault', busy: null });
}

async function load(
  files: readonly SourceFile[],
  model: string,
  journal: readonly JournalEntry[] = [],
): Promise<boolean> {
  const { memoryMib, processors } = useSimulator.getState();
  const setup: MachineSetup = { files, model, memoryMib, processors, journal };
  const result = await call((s) => s.load(setup));
  const current = useSimulator.getState().files === files;
  if (current) useSimulator.setState({ diagnostics: result.diagnostics });
  if (!result.ok) return false;
  useSimulator.setState({
    loadedFiles: files,
    loadedModel: model,
    loadedProcessors: processors,
    symbols: result.symbols,
    previous: null,
    journal,
  });
  if (result.snapshot !== null) receive(result.snapshot);
  // Which of them can stop anything depends on the program.
  const { breakpoints } = useSimulator.getState();
  if (breakpoints.length > 0) await setBreakpoints(breakpoints);
  return true;
}

function receive(snapshot: Snapshot): void {
  useSimulator.getState().receiveSnapshot(snapshot);
}

/** Takes in the snapshot that a command ends with. */
function finish(snapshot: Snapshot): void {
  useSimulator.getState().receiveSnapshot(snapshot, true);
}

/**
 * Snapshots on the way are for the eye; one at rest comes a second time as the answer to its command and is taken from
 * there. One at rest that nobody asked for is of a worker that took over from a lost one.
 */
function receivePushed(snapshot: Snapshot): void {
  const waiting = useSimulator.getState().busy !== null;
  if (goingBack || snapshot.running === waiting) receive(snapshot);
}

function enqueue(busy: RunCommand['kind'] | 'load', work: () => Promise<void>): Promise<void> {
  if (queued >= LONGEST_QUEUE) return Promise.resolve();
  queued++;
  queue = queue.then(() =>
    guarded(async () => {
      useSimulator.setState({ busy });
      try {
        await work();
      } finally {
        queued--;
        if (useSimulator.getState().busy !== null) useSimulator.setState({ busy: null });
      }
    }),
  );
  return track(queue);
}

/** A call that is refused is a fault of the simulator, not of the program: it is shown, never swallowed. */
async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await track(work());
  } catch (error) {
    // Told by the simulator itself, with what became of the machine.
    if (error instanceof Error && error.name === WORKER_LOST) return;
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    reportFault({ message, stack: stack ?? '', position: useSimulator.getState().snapshot?.position ?? 0 });
  }
}
