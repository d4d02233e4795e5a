import { readTsc } from '../msr/time-stamp-counter';
import type { Processor } from '../processor';
import { scheduleChanged } from '../schedule';
import {
  APIC_LVT,
  APIC_TIMER_DIVIDE,
  APIC_TIMER_INITIAL,
  APIC_TIMER_RUNNING,
  APIC_TIMER_START,
  CYCLES,
  TSC_DEADLINE,
} from '../state/processor-layout';
import { deliverLocalVector } from './local-interrupts';
import { LVT_TIMER, lvtTimerMode, TIMER_PERIODIC, TIMER_TSC_DEADLINE } from './local-vector-table';

/**
 * The local APIC timer. It counts the bus clock, of which VMXray's has one tick per modelled cycle, divided by the divide
 * configuration register. SDM Vol. 3: "APIC Timer", "TSC-Deadline Mode".
 */

export const timerMode = (p: Processor): number => lvtTimerMode(p.s[APIC_LVT + LVT_TIMER]);

/** Cycles per count. Bits 3, 1 and 0 of the register: 0 = 2 … 6 = 128, 7 = 1. */
export function divisor(p: Processor): number {
  const value = p.s[APIC_TIMER_DIVIDE];
  return 1 << ((((value & 3) | ((value & 8) >>> 1)) + 1) & 7);
}

const initialCount = (p: Processor): number => p.s[APIC_TIMER_INITIAL] >>> 0;

/** The current-count register. */
export function currentCount(p: Processor): number {
  if (p.s[APIC_TIMER_RUNNING] === 0) return 0;
  const initial = initialCount(p);
  const counted = Math.floor((p.f[CYCLES] - p.f[APIC_TIMER_START]) / divisor(p));
  if (counted < initial) return initial - counted;
  return timerMode(p) === TIMER_PERIODIC ? initial - (counted % initial) : 0;
}

/** Writing the initial count starts the countdown, 0 stops it; in TSC-deadline mode the write is ignored. */
export function writeInitialCount(p: Processor, value: number): void {
  const s = p.s;
  if (timerMode(p) === TIMER_TSC_DEADLINE) return;
  s[APIC_TIMER_INITIAL] = value;
  s[APIC_TIMER_RUNNING] = value === 0 ? 0 : 1;
  p.f[APIC_TIMER_START] = value === 0 ? 0 : p.f[CYCLES];
  scheduleChanged(p);
}

/** Another divisor applies from now on: the count goes on from where it is. */
export function writeDivide(p: Processor, value: number): void {
  const s = p.s;
  const left = currentCount(p);
  s[APIC_TIMER_DIVIDE] = value;
  if (s[APIC_TIMER_RUNNING] !== 0) p.f[APIC_TIMER_START] = p.f[CYCLES] - (initialCount(p) - left) * divisor(p);
  scheduleChanged(p);
}

/** The timer's LVT entry was written: a change to or from TSC-deadline mode disarms the timer. */
export function timerModeChanged(p: Processor, before: number): void {
  const after = timerMode(p);
  const mode = lvtTimerMode(before);
  if (mode !== after && (mode === TIMER_TSC_DEADLINE || after === TIMER_TSC_DEADLINE)) {
    stopTimer(p);
    p.s[APIC_TIMER_INITIAL] = 0;
    p.q[TSC_DEADLINE >> 1] = 0n;
  }
  scheduleChanged(p);
}

/** IA32_TSC_DEADLINE: writes are ignored outside TSC-deadline mode, and then it reads 0. */
export function writeTscDeadline(p: Processor, value: bigint): void {
  if (timerMode(p) !== TIMER_TSC_DEADLINE) return;
  p.q[TSC_DEADLINE >> 1] = value;
  scheduleChanged(p);
}

export function stopTimer(p: Processor): void {
  p.s[APIC_TIMER_RUNNING] = 0;
  p.f[APIC_TIMER_START] = 0;
}

/** The cycle count at which the timer next expires; Infinity for never. */
export function timerDeadline(p: Processor): number {
  if (p.s[APIC_TIMER_RUNNING] !== 0) return p.f[APIC_TIMER_START] + initialCount(p) * divisor(p);
  const deadline = p.q[TSC_DEADLINE >> 1] as bigint;
  if (deadline === 0n) return Number.POSITIVE_INFINITY;
  const tsc = readTsc(p);
  return deadline <= tsc ? p.f[CYCLES] : Math.floor(p.f[CYCLES]) + Number(deadline - tsc);
}

/** The timer has expired (`timerDeadline` has come). */
export function expireTimer(p: Processor): void {
  if (timerMode(p) === TIMER_TSC_DEADLINE) p.q[TSC_DEADLINE >> 1] = 0n;
  else if (timerMode(p) === TIMER_PERIODIC) {
    const period = initialCount(p) * divisor(p);
    p.f[APIC_TIMER_START] += Math.floor((p.f[CYCLES] - p.f[APIC_TIMER_START]) / period) * period;
  } else stopTimer(p);
  deliverLocalVector(p, LVT_TIMER);
}
