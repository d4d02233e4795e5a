import type { Processor } from '../processor';
import { scheduleChanged } from '../schedule';
import { CYCLES, TSC_BASE } from '../state/processor-layout';

/** IA32_TIME_STAMP_COUNTER: modelled cycles plus what WRMSR has set. */
export function readTsc(p: Processor): bigint {
  return BigInt.asUintN(64, BigInt(Math.floor(p.f[CYCLES])) + (p.q[TSC_BASE >> 1] as bigint));
}

/** Sets the counter; it goes on from there. */
export function writeTsc(p: Processor, value: bigint): void {
  p.q[TSC_BASE >> 1] = BigInt.asUintN(64, value - BigInt(Math.floor(p.f[CYCLES])));
  scheduleChanged(p);
}
