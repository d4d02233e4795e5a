import { InlineSimulator } from '../../src/worker/inline-simulator';
import { loops } from './loops';

const POSITION = 1_000_000;
const SAMPLES = 60;

/** Milliseconds of "Step back" with its snapshot, each from position 1,000,000. */
export async function measureStepBack(): Promise<number[]> {
  const simulator = new InlineSimulator();
  const files = loops.slice(0, 1).map(({ id, text }) => ({ name: `${id}.asm`, text }));
  const loaded = await simulator.load({ files, model: 'everything', memoryMib: 16 });
  if (!loaded.ok) throw new Error(loaded.diagnostics[0]?.message);
  await simulator.run({ kind: 'seek', position: 2 * POSITION });
  const samples: number[] = [];
  for (let k = 0; k < SAMPLES; k++) {
    // From the far side, so that the first step back never finds the machine just before its goal.
    await simulator.run({ kind: 'seek', position: 2 * POSITION });
    await simulator.run({ kind: 'seek', position: POSITION });
    const began = performance.now();
    const snapshot = await simulator.run({ kind: 'step-back' });
    samples.push(performance.now() - began);
    if (snapshot.position !== POSITION - 1) throw new Error(`stepped back to ${snapshot.position}`);
  }
  return samples;
}
