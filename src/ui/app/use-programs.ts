import { useSyncExternalStore } from 'react';
import { knownPrograms, onProgramsKnown } from '../../programs/known-programs';
import type { ExampleProgram } from '../../programs/program';

/** The programs of the menu: the first one, and when the others have been fetched, all. */
export function usePrograms(): readonly ExampleProgram[] {
  return useSyncExternalStore(onProgramsKnown, knownPrograms);
}
