import { measureAssembling } from './assembling';
import { type LoopResult, loops, measureLoop } from './loops';
import { measurePause } from './pause';
import { measureSeek } from './seek';
import { measureStepBack } from './step-back';

export interface Measurements {
  readonly loops: readonly LoopResult[];
  /** Milliseconds of each step back. */
  readonly stepBack: readonly number[];
  /** Milliseconds of each seek to a random moment. */
  readonly seek: readonly number[];
  /** Milliseconds from each "Pause" until the machine stands. */
  readonly pause: readonly number[];
  /** Milliseconds of each time that 10,000 lines are assembled. */
  readonly assembling: readonly number[];
}

/** Every loop with and without a recorder, and what a person waits for. `accept` takes whatever the loops come to. */
export async function measure(accept: boolean): Promise<Measurements> {
  return {
    loops: loops.flatMap((loop) => measureLoop(loop, accept)),
    stepBack: await measureStepBack(),
    seek: await measureSeek(),
    pause: await measurePause(),
    assembling: measureAssembling(),
  };
}
