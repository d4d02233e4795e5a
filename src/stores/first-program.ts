import { fetchPrograms, knownPrograms } from '../programs/known-programs';
import type { ProgramToLoad } from './actions';
import { hasWork, WORK_KEY } from './saved-work';
import { readStored } from './storage';
import { exampleProgram } from './work-state';

export interface FirstProgram {
  readonly program: ProgramToLoad;
  /** What is left to do and to say when the program is loaded. */
  readonly arrive: () => Promise<void>;
}

/**
 * What the page opens with: the link's work, else the stored one, else the first example. What reads links and stored work
 * comes as a piece of its own: a first visit needs none of it.
 */
export async function firstProgram(hash: string): Promise<FirstProgram> {
  const stored = readStored(WORK_KEY);
  if (!hasWork(hash) && stored === null) {
    return { program: exampleProgram(knownPrograms()[0]?.id ?? ''), arrive: async () => undefined };
  }
  const [{ firstWork }] = await Promise.all([import('./open-work'), fetchPrograms()]);
  return firstWork(hash, stored);
}
