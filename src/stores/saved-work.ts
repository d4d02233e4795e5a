import { toText } from '../share/work';
import { loadProgram } from './actions';
import { loadExamples, loadedExample } from './examples';
import { type SimulatorState, useSimulator } from './simulator-store';
import { writeStored } from './storage';
import { exampleProgram, isOwnWork, toProgram, toWork } from './work-state';

/** Autosave: what is written is stored a moment after it changed; `first-program.ts` opens it again on the next visit. */

export const WORK_KEY = 'work';
const DELAY_MS = 400;

/** Whether an address carries a work. */
export function hasWork(hash: string): boolean {
  return /^#v\d+=/.test(hash);
}

/**
 * Opens an example. When that takes an edited program away, `takenAway` is called with the way back to it. Rejects when its
 * sources cannot be fetched.
 */
export async function openExample(id: string, takenAway: (goBack: () => void) => void): Promise<void> {
  if (loadedExample(id) === undefined) await loadExamples();
  const work = toWork(useSimulator.getState());
  void loadProgram(exampleProgram(id));
  if (isOwnWork(work)) takenAway(() => void loadProgram(toProgram(work)));
}

let timer: ReturnType<typeof setTimeout> | undefined;
/** The parts of a program that are stored when one of them changes. */
type Kept = Pick<SimulatorState, 'files' | 'model' | 'processors' | 'breakpoints'>;

const isSame = (some: Kept, others: Kept): boolean =>
  some.files === others.files &&
  some.model === others.model &&
  some.processors === others.processors &&
  some.breakpoints === others.breakpoints;

/** What a link put there and nobody has changed yet: it is not anybody's work, and the address still names it. */
let untouched: Kept | null = null;
let held = false;

/** Opens a program that is not to be stored as long as nobody changes it. */
export async function openUnstored(open: () => Promise<void>): Promise<void> {
  held = true;
  try {
    await open();
  } finally {
    held = false;
    untouched = useSimulator.getState();
  }
}

/** Whether what is open came by a link and is as it came. */
export function isUntouched(): boolean {
  return untouched !== null && isSame(useSimulator.getState(), untouched);
}

/** Stores each change from now on. */
export function autosave(): void {
  useSimulator.subscribe((now, before) => {
    if (isSame(now, before)) return;
    if (held || isUntouched()) return;
    untouched = null;
    forgetLink();
    clearTimeout(timer);
    timer = setTimeout(saveNow, DELAY_MS);
  });
  addEventListener('pagehide', () => {
    if (timer !== undefined) saveNow();
  });
}

function saveNow(): void {
  clearTimeout(timer);
  timer = undefined;
  writeStored(WORK_KEY, toText(toWork(useSimulator.getState())));
}

/** Takes a link out of the address, where it no longer says what is open: a reload opens the stored work. */
export function forgetLink(): void {
  if (hasWork(location.hash)) history.replaceState(null, '', location.pathname + location.search);
}
