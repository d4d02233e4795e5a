import type { Processor } from '../processor';
import { setSegment } from '../registers/segments';
import { ACTIVITY, ATTENTION, CS, RIP } from '../state/processor-layout';

/**
 * A start-up IPI ends the wait-for-SIPI state: real-address mode at 000VV000H, VV being its vector.
 * SDM Vol. 3: "MP Initialization Protocol Algorithm for MP Systems".
 */
export function takeStartup(p: Processor, vector: number): void {
  setSegment(p, CS, vector << 8, BigInt(vector << 12), 0xffff, 0x9b);
  p.q[RIP >> 1] = 0n;
  p.s[ACTIVITY] = 0;
  p.s[ATTENTION] = 1;
}
