import type { Processor } from '../processor';
import {
  ATTENTION,
  CR8,
  PENDING,
  PENDING_INIT,
  PENDING_INTERRUPT,
  PENDING_MACHINE_CHECK,
  PENDING_NMI,
  PENDING_SMI,
  PENDING_VECTORS,
} from '../state/processor-layout';

/** Requests an external interrupt; requesting a vector that is already requested changes nothing. */
export function requestInterrupt(p: Processor, vector: number): void {
  const s = p.s;
  s[PENDING_VECTORS + (vector >>> 5)] |= 1 << (vector & 31);
  s[PENDING] |= PENDING_INTERRUPT;
  s[ATTENTION] = 1;
}

/** Requests a non-maskable interrupt; one at most waits. */
export function requestNmi(p: Processor): void {
  p.s[PENDING] |= PENDING_NMI;
  p.s[ATTENTION] = 1;
}

/** Signals INIT; one at most waits. */
export function requestInit(p: Processor): void {
  p.s[PENDING] |= PENDING_INIT;
  p.s[ATTENTION] = 1;
}

/** Signals a system-management interrupt; one at most waits. */
export function requestSmi(p: Processor): void {
  p.s[PENDING] |= PENDING_SMI;
  p.s[ATTENTION] = 1;
}

/** Lets the hardware report a machine check that cannot be corrected. */
export function requestMachineCheck(p: Processor): void {
  p.s[PENDING] |= PENDING_MACHINE_CHECK;
  p.s[ATTENTION] = 1;
}

/**
 * The requested vector of the highest priority, when CR8 lets it pass; -1 otherwise. SDM Vol. 3: "Task Priority in IA-32e
 * Mode": a vector is held while its upper four bits are not above the task priority.
 */
export function highestPendingInterrupt(p: Processor): number {
  const s = p.s;
  if ((s[PENDING] & PENDING_INTERRUPT) === 0) return -1;
  for (let word = 7; word >= 0; word--) {
    const bits = s[PENDING_VECTORS + word];
    if (bits === 0) continue;
    const vector = word * 32 + 31 - Math.clz32(bits);
    return vector >>> 4 > (s[CR8] & 15) ? vector : -1;
  }
  return -1;
}

/** Takes a requested vector off the list, as the acknowledge cycle does. */
export function acknowledgeInterrupt(p: Processor, vector: number): void {
  const s = p.s;
  s[PENDING_VECTORS + (vector >>> 5)] &= ~(1 << (vector & 31));
  for (let word = 0; word < 8; word++) if (s[PENDING_VECTORS + word] !== 0) return;
  s[PENDING] &= ~PENDING_INTERRUPT;
}
