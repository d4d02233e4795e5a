import { InlineSimulator } from '../../src/worker/inline-simulator';
import { loops } from './loops';

const STOPS = 40;

/** The loops, without an end. */
const endless = loops.map(({ id, text }) => ({
  name: `${id}.asm`,
  text: text.replace(/^(ITERATIONS|ROUND_TRIPS)(\s+equ) .*$/m, '$1$2 0x7fffffff'),
}));

/** Milliseconds from the moment at which "Pause" is asked for until an endless run stands, its snapshot included. */
export async function measurePause(): Promise<number[]> {
  const samples: number[] = [];
  for (const file of endless) {
    const simulator = new InlineSimulator();
    const loaded = await simulator.load({ files: [file], model: 'everything', memoryMib: 16 });
    if (!loaded.ok) throw new Error(loaded.diagnostics[0]?.message);
    for (let k = 0; k < STOPS / endless.length; k++) {
      const delay = 40 + ((k * 37) % 60);
      // Counted from the time for which the call is set: a busy engine may let it wait.
      const due = performance.now() + delay;
      const running = simulator.run({ kind: 'run' });
      setTimeout(() => void simulator.pause(), delay);
      const { stop } = await running;
      samples.push(performance.now() - due);
      if (stop.kind !== 'paused') throw new Error(`the run ended by itself: ${stop.kind}`);
    }
  }
  return samples;
}
