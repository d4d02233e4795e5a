import { parseExercise } from '../lessons/exercise-schema';
import { DEFAULT_MEMORY_MIB } from '../machine/memory/memory-size.table';
import { DEFAULT_MODEL } from '../models/model-list.table';
import { linkLimits } from './link-limits.table';
import { type Reading, readWork } from './read-work';
import { ENGINE_VERSION, toText, type Work } from './work';

/** A work as a file, for what is too long for a link. It holds the texts themselves. */
export const WORK_FILE_ENDING = '.vmxray.json';

/** The name under which a work is saved. */
export function workFileName({ program, files }: Work): string {
  const stem = program ?? files[0]?.name.replace(/\.\w+$/, '') ?? 'program';
  return `${stem.replaceAll(/[^\w-]+/g, '-').slice(0, 60) || 'program'}${WORK_FILE_ENDING}`;
}

export const toWorkFile = (work: Work): Blob => new Blob([toText(work)], { type: 'application/json' });

/** Reads a file that somebody chose: a saved work, or an exercise as `vmxray grade` takes it. Never throws. */
export async function readWorkFile(file: Blob): Promise<Reading> {
  // A character is at most four bytes of UTF-8; the text itself is measured again.
  if (file.size > 4 * linkLimits.unpacked) return { problem: 'too-large' };
  try {
    const text = await file.text();
    const reading = readWork(text);
    return 'work' in reading ? reading : (readExercise(text) ?? reading);
  } catch {
    return { problem: 'damaged' };
  }
}

/** An exercise as a work that begins with its files; null when the text is none. */
function readExercise(text: string): Reading | null {
  const found = parseExercise(JSON.parse(text));
  if (!('exercise' in found)) return null;
  const { exercise } = found;
  const { files, model = DEFAULT_MODEL, memoryMib = DEFAULT_MEMORY_MIB, processors } = exercise;
  const machine = { model, memoryMib, ...(processors === undefined ? {} : { processors }) };
  const work = { engine: ENGINE_VERSION, program: null, ...machine, files, breakpoints: [], exercise };
  return { work, exampleChanged: false };
}
