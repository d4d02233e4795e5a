import { readOwnWork } from '../share/read-work';
import { toText, type Work } from '../share/work';
import { readStored, writeStored } from './storage';
import { isOwnWork, sameFiles } from './work-state';

/** Work that a link or a file took the place of. The newest few are kept, so that following a link loses nothing. */

const KEY = 'kept';
const MOST = 5;

export interface KeptWork {
  /** When it was put away: milliseconds since 1970. */
  readonly at: number;
  readonly work: Work;
}

/** Newest first. */
export function keptWorks(): readonly KeptWork[] {
  try {
    const entries: unknown = JSON.parse(readStored(KEY) ?? '[]');
    return Array.isArray(entries) ? entries.slice(0, MOST).flatMap(toKept) : [];
  } catch {
    return [];
  }
}

/** Puts a work away, unless it is an example as it was or kept already. Returns it when there was something to keep. */
export function keepWork(work: Work): KeptWork | null {
  if (!isOwnWork(work)) return null;
  const kept = { at: Date.now(), work };
  const all = [kept, ...keptWorks().filter((other) => !sameFiles(other.work.files, work.files))];
  // When there is no room for them all, the oldest go first.
  for (let count = Math.min(all.length, MOST); count > 0; count--) {
    if (writeStored(KEY, toEntries(all.slice(0, count)))) break;
  }
  return kept;
}

const toEntries = (all: readonly KeptWork[]): string =>
  JSON.stringify(all.map(({ at, work }) => ({ at, work: toText(work) })));

function toKept(entry: unknown): readonly KeptWork[] {
  if (typeof entry !== 'object' || entry === null || !('at' in entry) || !('work' in entry)) return [];
  const { at, work } = entry;
  if (typeof at !== 'number' || typeof work !== 'string') return [];
  const own = readOwnWork(work);
  return own === null ? [] : [{ at, work: own }];
}
