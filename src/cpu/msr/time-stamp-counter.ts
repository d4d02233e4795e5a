import type { Processor } from '../processor';
import { scheduleChanged } from '../schedule';
import { CYCLES, TSC_ADJUST, TSC_BASE } from '../state/processor-layout';

/** IA32_TIME_STAMP_COUNTER: modelled cycles plus what WRMSR has set. */
export function readTsc(p: Processor): bigint {
  return BigInt.asUintN(64, BigInt(Math.floor(p.f[CYCLES])) + (p.q[TSC_BASE >> 1] as bigint));
}

/** Sets the counter, which goes on from there; IA32_TSC_ADJUST changes by as much. SDM Vol. 3: "IA32_TSC_ADJUST Register Support". */
export function writeTsc(p: Processor, value: bigint): void {
  moveTsc(p, value - readTsc(p));
}

/** Sets IA32_TSC_ADJUST; the counter changes by as much. */
export function writeTscAdjust(p: Processor, value: bigint): void {
  moveTsc(p, value - (p.q[TSC_ADJUST >> 1] as bigint));
}

function moveTsc(p: Processor, distance: bigint): void {
  p.q[TSC_BASE >> 1] = BigInt.asUintN(64, (p.q[TSC_BASE >> 1] as bigint) + distance);
  p.q[TSC_ADJUST >> 1] = BigInt.asUintN(64, (p.q[TSC_ADJUST >> 1] as bigint) + distance);
  // The local APIC timer may wait for a value of the counter.
  scheduleChanged(p);
}
