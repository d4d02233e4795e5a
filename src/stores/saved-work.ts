import type { SourceFile } from '../asm/program';
import { programs } from '../programs/index';
import { hasWork, readLink } from '../share/link';
import { parseWork, SCHEMA_VERSION, toText, type Work } from '../share/work';
import { loadProgram, type ProgramToLoad } from './actions';
import { type SimulatorState, useSimulator } from './simulator-store';
import { readStored, writeStored } from './storage';

/** Autosave: what is written is stored a moment after it changed, and opened again on the next visit. */

const KEY = 'work';
const DELAY_MS = 400;

/** What a link or the browser's storage keeps of the state. */
export function toWork(state: SimulatorState): Work {
  const lines = state.breakpoints.flatMap((b) => (b.kind === 'line' ? [{ file: b.file, line: b.line }] : []));
  return {
    version: SCHEMA_VERSION,
    program: state.programId,
    model: state.model,
    files: state.files.map(({ name, text }) => ({ name, text })),
    breakpoints: lines,
  };
}

export type Origin = 'link' | 'storage' | 'example';

/** What the page opens with: the link's work, else the stored one, else the first example; `brokenLink` when a link failed. */
export async function firstProgram(
  hash: string,
): Promise<{ program: ProgramToLoad; origin: Origin; brokenLink: boolean }> {
  const linked = hasWork(hash) ? await readLink(hash) : null;
  const brokenLink = hasWork(hash) && linked === null;
  if (linked !== null) return { program: toProgram(linked), origin: 'link', brokenLink };
  const stored = parseWork(readStored(KEY) ?? '');
  if (stored !== null) return { program: toProgram(stored), origin: 'storage', brokenLink };
  const [example] = programs;
  return { program: exampleProgram(example?.id ?? ''), origin: 'example', brokenLink };
}

/**
 * Opens an example. When that takes an edited program away, `takenAway` is called with the way back to it.
 */
export function openExample(id: string, takenAway: (goBack: () => void) => void): void {
  const before = useSimulator.getState();
  const own = programs.find((program) => program.id === before.programId);
  const edited = before.files.length > 0 && !sameFiles(before.files, own?.files ?? []);
  const work = toWork(before);
  void loadProgram(exampleProgram(id));
  if (edited) takenAway(() => void loadProgram(toProgram(work)));
}

/** What was stored before this visit, as long as it is not the program that is open; null when there is none. */
export function storedProgram(): ProgramToLoad | null {
  const stored = parseWork(readStored(KEY) ?? '');
  return stored === null || sameFiles(stored.files, useSimulator.getState().files) ? null : toProgram(stored);
}

function exampleProgram(id: string): ProgramToLoad {
  const example = programs.find((program) => program.id === id);
  return { programId: example?.id ?? null, files: example?.files ?? [], model: useSimulator.getState().model };
}

/** Stores each change from now on. `onFailure` is called once, when storing fails for the first time. */
export function autosave(onFailure: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    if (writeStored(KEY, toText(toWork(useSimulator.getState()))) || told) return;
    told = true;
    onFailure();
  };
  useSimulator.subscribe((now, before) => {
    if (now.files === before.files && now.model === before.model && now.breakpoints === before.breakpoints) return;
    clearTimeout(timer);
    timer = setTimeout(save, DELAY_MS);
  });
  addEventListener('pagehide', () => {
    if (timer !== undefined) save();
  });
}

function sameFiles(some: readonly SourceFile[], others: readonly SourceFile[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, text }, n) => name === others[n]?.name && text === others[n]?.text)
  );
}

function toProgram(work: Work): ProgramToLoad {
  return {
    programId: programs.some((program) => program.id === work.program) ? work.program : null,
    files: work.files,
    model: work.model,
    breakpoints: work.breakpoints.map(({ file, line }) => ({ kind: 'line', file, line })),
  };
}
