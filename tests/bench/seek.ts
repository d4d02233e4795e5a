import { InlineSimulator } from '../../src/worker/inline-simulator';
import { loops } from './loops';

const LENGTH = 10_000_000;
const SEEKS = 100;

/** Milliseconds of each seek, with its snapshot, to a random moment of a run of 10,000,000 instructions. */
export async function measureSeek(): Promise<number[]> {
  const simulator = new InlineSimulator();
  const files = loops.slice(0, 1).map(({ id, text }) => ({ name: `${id}.asm`, text }));
  const loaded = await simulator.load({ files, model: 'everything', memoryMib: 16 });
  if (!loaded.ok) throw new Error(loaded.diagnostics[0]?.message);
  await simulator.run({ kind: 'seek', position: LENGTH });
  const samples: number[] = [];
  let random = 1;
  for (let k = 0; k < SEEKS; k++) {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    const position = Math.floor((random / 2 ** 32) * LENGTH);
    const began = performance.now();
    const snapshot = await simulator.run({ kind: 'seek', position });
    samples.push(performance.now() - began);
    if (snapshot.position !== position) throw new Error(`stands at ${snapshot.position}, not at ${position}`);
  }
  return samples;
}
