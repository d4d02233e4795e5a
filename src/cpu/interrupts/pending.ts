import { EXTINT_MESSAGE, EXTINT_VECTOR, isExtIntRequested } from '../apic/external-interrupt';
import { dispensableVector, highestBit, localVectorBlock } from '../apic/priority';
import type { Processor } from '../processor';
import {
  APIC_IRR,
  APIC_ISR,
  ATTENTION,
  CR8,
  LOCAL_INTERRUPT_PINS,
  PENDING,
  PENDING_INIT,
  PENDING_INTERRUPT,
  PENDING_MACHINE_CHECK,
  PENDING_NMI,
  PENDING_SMI,
  PENDING_STARTUP,
  PENDING_VECTORS,
  STARTUP_VECTOR,
} from '../state/processor-layout';
import type { EventBlock } from './event-blocks.table';

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

/**
 * Signals a start-up IPI; a processor that does not wait for one drops it. SDM Vol. 3: "MP Initialization Protocol
 * Algorithm for MP Systems".
 */
export function requestStartup(p: Processor, vector: number): void {
  p.s[STARTUP_VECTOR] = vector;
  p.s[PENDING] |= PENDING_STARTUP;
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
 * The vector of the interrupt that would be delivered now; -1 for none, EXTINT_VECTOR when only the acknowledge cycle tells.
 * What comes by way of the 8259 or from outside goes before the local APIC's. CR8 holds back the latter two. SDM Vol. 3:
 * "Task Priority in IA-32e Mode": a vector is held while its upper four bits are not above the task priority.
 */
export function highestPendingInterrupt(p: Processor): number {
  const s = p.s;
  if ((s[PENDING] & PENDING_INTERRUPT) === 0) return -1;
  if (isExtIntRequested(p)) return EXTINT_VECTOR;
  const outside = highestBit(s, PENDING_VECTORS);
  if (outside >= 0 && outsideVectorBlock(p, outside) === null) return outside;
  return dispensableVector(p);
}

/** CR8 holds vectors from outside back as it does the local APIC's. */
const outsideVectorBlock = (p: Processor, vector: number): EventBlock | null =>
  vector >>> 4 > (p.s[CR8] & 15) ? null : 'task-priority';

/** An external interrupt that is requested of the processor. */
export interface RequestedInterrupt {
  /** The 8259's kind (ExtINT), from outside by hand, or the local APIC's. */
  readonly source: '8259' | 'outside' | 'local-apic';
  /** Null where only the acknowledge cycle tells. */
  readonly vector: number | null;
  /** What holds this vector back, whatever the processor's state. */
  readonly block: EventBlock | null;
}

/** Every external interrupt that is requested, in the order in which `highestPendingInterrupt` would choose them. For views. */
export function requestedInterrupts(p: Processor): readonly RequestedInterrupt[] {
  const s = p.s;
  const outside = setVectors(s, PENDING_VECTORS).map(
    (vector) => ({ source: 'outside', vector, block: outsideVectorBlock(p, vector) }) as const,
  );
  const local = setVectors(s, APIC_IRR).map(
    (vector) => ({ source: 'local-apic', vector, block: localVectorBlock(p, vector) }) as const,
  );
  const external = isExtIntRequested(p) ? [{ source: '8259', vector: null, block: null } as const] : [];
  return [...external, ...outside, ...local];
}

/** The vectors whose bits are set in 256, the highest first. */
export const setVectors = (s: Int32Array, first: number): number[] =>
  Array.from({ length: 256 }, (_, k) => 255 - k).filter((v) => (s[first + (v >>> 5)] & (1 << (v & 31))) !== 0);

/**
 * The acknowledge cycle for what `highestPendingInterrupt` said: an interrupt of the local APIC goes into service, one from
 * outside is off the list, the 8259 tells its vector, which is returned.
 */
export function acknowledgeInterrupt(p: Processor, vector: number): number {
  const s = p.s;
  const word = vector >>> 5;
  const bit = 1 << (vector & 31);
  let taken = vector;
  if (vector === EXTINT_VECTOR) {
    s[LOCAL_INTERRUPT_PINS] &= ~EXTINT_MESSAGE;
    taken = p.interrupts?.acknowledgeExternal(p) ?? 0xff;
  } else if ((s[PENDING_VECTORS + word] & bit) !== 0) s[PENDING_VECTORS + word] &= ~bit;
  else {
    s[APIC_IRR + word] &= ~bit;
    s[APIC_ISR + word] |= bit;
  }
  updateInterruptRequest(p);
  return taken;
}

/** Must follow every change of what decides whether an external interrupt is requested: IRR, ISR, task priority, pins. */
export function updateInterruptRequest(p: Processor): void {
  const s = p.s;
  if (highestBit(s, PENDING_VECTORS) >= 0 || isExtIntRequested(p) || dispensableVector(p) >= 0) {
    s[PENDING] |= PENDING_INTERRUPT;
    s[ATTENTION] = 1;
  } else s[PENDING] &= ~PENDING_INTERRUPT;
}
