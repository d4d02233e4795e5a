import type { SourceFile } from '../asm/program';
import { DEFAULT_MEMORY_MIB } from '../machine/memory/memory-size.table';
import type { Breakpoint, InjectedEvent, RunCommand } from '../protocol/commands';
import type { MachineSetup, MemoryRequest, Simulator, SimulatorFault } from '../protocol/simulator';
import type { MemoryBlock, Snapshot } from '../protocol/snapshot';
import { selectHasErrors, selectProgramEdited } from './selectors';
import { useSimulator } from './simulator-store';
import { call, connectLine, track } from './worker-line';

/** Everything that people can do to the machine. Each action is safe to call at any time; commands wait for their turn. */

/** Presses that may wait behind a running command; a held key would pile up more. */
const LONGEST_QUEUE = 32;
const BACKWARD = new Set<RunCommand['kind']>(['step-back', 'previous-vm-exit', 'previous-vm-entry', 'seek']);
/** Commands that may go on for ever. */
const ENDLESS = new Set<string>(['run', 'step-over', 'step-out', 'next-vm-exit', 'next-vm-entry']);

/** A pause in typing after which the text is assembled. */
const CHECK_DELAY_MS = 250;

let checkTimer: ReturnType<typeof setTimeout> | undefined;
let settled: (() => void) | undefined;
let queue: Promise<void> = Promise.resolve();
let queued = 0;

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
  if (command.kind === 'restart' || command.kind === 'seek') stopRunning();
  return enqueue(command.kind, async () => {
    const state = useSimulator.getState();
    if (selectProgramEdited(state) && !selectHasErrors(state) && !BACKWARD.has(command.kind)) {
      const loaded = await load(state.files, state.model);
      if (!loaded || command.kind === 'restart') return;
    }
    finish(await call((s) => s.run(command)));
  });
}

export function seek(position: number): Promise<void> {
  return run({ kind: 'seek', position });
}

/** Stops the running command. The only call that does not wait for its turn. */
export function pause(): Promise<void> {
  return guarded(() => call((s) => s.pause()));
}

/** A program that never ends would keep waiting for ever what leads to another place: that stops it first. */
function stopRunning(): void {
  const { busy } = useSimulator.getState();
  if (busy !== null && ENDLESS.has(busy)) void pause();
}

export function inject(event: InjectedEvent): Promise<void> {
  return enqueue('step', async () => finish(await call((s) => s.inject(event))));
}

/** Shows another VMCS than the current one; null = follow the current one. */
export function selectVmcs(pointer: bigint | null): Promise<void> {
  return enqueue('seek', async () => finish(await call((s) => s.selectVmcs(pointer))));
}

export function readMemory(request: MemoryRequest): Promise<MemoryBlock> {
  return call((s) => s.readMemory(request));
}

export function readDigest(): Promise<string> {
  return call((s) => s.digest());
}

export function setBreakpoints(breakpoints: readonly Breakpoint[]): Promise<void> {
  useSimulator.setState({ breakpoints });
  return guarded(async () => void (await call((s) => s.setBreakpoints(breakpoints))));
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
  readonly breakpoints?: readonly Breakpoint[];
}

/** Puts a whole program into the editor and boots it. With errors it is shown and the machine before it stays. */
export function loadProgram({ programId, files, model, breakpoints = [] }: ProgramToLoad): Promise<void> {
  useSimulator.setState({ programId, files, model, openFile: files[0]?.name ?? null, sourceRequest: null });
  stopRunning();
  return enqueue('load', async () => {
    await setBreakpoints(breakpoints);
    await load(files, model);
  });
}

/** Chooses the processor model; the program starts again on it. */
export function setModel(model: string): Promise<void> {
  useSimulator.setState({ model });
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

/** Breakpoints of a file move with their lines while it is edited. */
export function moveLineBreakpoints(file: string, lines: readonly number[]): void {
  const { breakpoints } = useSimulator.getState();
  const before = breakpoints.flatMap((b) => (b.kind === 'line' && b.file === file ? [b.line] : []));
  if (before.length === 0 || before.toString() === [...new Set(lines)].toString()) return;
  const others = breakpoints.filter((b) => b.kind !== 'line' || b.file !== file);
  void setBreakpoints([...others, ...[...new Set(lines)].map((line) => ({ kind: 'line' as const, file, line }))]);
}

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
  useSimulator.setState({ fault, dialog: 'fault', busy: null });
}

async function load(files: readonly SourceFile[], model: string): Promise<boolean> {
  const setup: MachineSetup = { files, model, memoryMib: DEFAULT_MEMORY_MIB };
  const result = await call((s) => s.load(setup));
  const current = useSimulator.getState().files === files;
  if (current) useSimulator.setState({ diagnostics: result.diagnostics });
  if (!result.ok) return false;
  useSimulator.setState({ loadedFiles: files, loadedModel: model, symbols: result.symbols, previous: null });
  if (result.snapshot !== null) receive(result.snapshot);
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
  if (snapshot.running === waiting) receive(snapshot);
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
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    reportFault({ message, stack: stack ?? '', position: useSimulator.getState().snapshot?.position ?? 0 });
  }
}
