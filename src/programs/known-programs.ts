import { lifeCycle } from './life-cycle/program';
import type { ExampleProgram } from './program';

/*
 * A first visit opens one program of the menu: the others are no part of the first script. They come behind the editor, or
 * before anything that may refer to one of them (a link, stored work).
 */
let known: readonly ExampleProgram[] = [lifeCycle];
const listeners = new Set<() => void>();

/** The programs of the menu that have been fetched: the first one, or all. */
export const knownPrograms = (): readonly ExampleProgram[] => known;

/** Calls `listener` when all are known, until the function returned is called. */
export function onProgramsKnown(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function fetchPrograms(): Promise<void> {
  known = (await import('./index')).programs;
  for (const listener of listeners) listener();
}
