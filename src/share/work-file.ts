import { linkLimits } from './link-limits.table';
import { type Reading, readWork } from './read-work';
import { toText, type Work } from './work';

/** A work as a file, for what is too long for a link. It holds the texts themselves. */
export const WORK_FILE_ENDING = '.vmxray.json';

/** The name under which a work is saved. */
export function workFileName({ program, files }: Work): string {
  const stem = program ?? files[0]?.name.replace(/\.\w+$/, '') ?? 'program';
  return `${stem.replaceAll(/[^\w-]+/g, '-').slice(0, 60) || 'program'}${WORK_FILE_ENDING}`;
}

export const toWorkFile = (work: Work): Blob => new Blob([toText(work)], { type: 'application/json' });

/** Reads a file that somebody chose. Never throws. */
export async function readWorkFile(file: Blob): Promise<Reading> {
  // A character is at most four bytes of UTF-8; the text itself is measured again.
  if (file.size > 4 * linkLimits.unpacked) return { problem: 'too-large' };
  try {
    return readWork(await file.text());
  } catch {
    return { problem: 'damaged' };
  }
}
