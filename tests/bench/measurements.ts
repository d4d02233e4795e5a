import { measureAssembling } from './assembling';
import { type LoopResult, loops, measureLoop } from './loops';
import { measureStepBack } from './step-back';

export interface Measurements {
  readonly loops: readonly LoopResult[];
  /** Milliseconds of each step back. */
  readonly stepBack: readonly number[];
  /** Milliseconds of each time that 10,000 lines are assembled. */
  readonly assembling: readonly number[];
}

/** Every loop with and without a recorder, stepping back, and assembling. `accept` takes whatever the loops come to. */
export async function measure(accept: boolean): Promise<Measurements> {
  return {
    loops: loops.flatMap((loop) => [measureLoop(loop, false, accept), measureLoop(loop, true, accept)]),
    stepBack: await measureStepBack(),
    assembling: measureAssembling(),
  };
}
