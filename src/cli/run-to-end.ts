import type { Machine } from '../machine/machine';
import { instructionsOf } from '../machine/run-totals';

/** Positions per call of the machine; the instruction limit is looked at in between. */
const SLICE = 10_000_000;

/** Runs until the machine stops; false when the limit came first. */
export function runToEnd(machine: Machine, limit: number): boolean {
  for (;;) {
    const left = limit - instructionsOf(machine);
    const done = left > 0 ? machine.run(Math.min(SLICE, left)) : 0;
    if (machine.stop !== 0) return true;
    if (left <= 0) return false;
    if (done === 0) throw new Error('the machine does not move');
  }
}
