import { CYCLES, INSTRUCTIONS } from '../cpu/state/processor-layout';
import type { Machine } from './machine';

/** Instructions begun by all processors. */
export const instructionsOf = (machine: Machine): number =>
  machine.processors.reduce((sum, p) => sum + (p.f[INSTRUCTIONS] as number), 0);

/** By processor. */
export const cyclesOf = (machine: Machine): number[] => machine.processors.map((p) => p.f[CYCLES] as number);
