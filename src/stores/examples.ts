import { lifeCycle } from '../programs/life-cycle/program';
import type { ExampleProgram } from '../programs/program';

/** The first program is there from the start; the others come in a piece of their own. */
let loaded: readonly ExampleProgram[] = [lifeCycle];

/** The example that a new visitor sees. */
export const firstExample = lifeCycle;

/** An example whose sources are here; undefined for an id that none has, or as long as `loadExamples` is not done. */
export const loadedExample = (id: string | null): ExampleProgram | undefined =>
  loaded.find((program) => program.id === id);

/** Fetches the sources of all examples. Rejects without the network when they were never fetched. */
export async function loadExamples(): Promise<void> {
  loaded = (await import('../programs/index')).programs;
}
