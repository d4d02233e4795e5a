import { isCanonical } from '../../base/words';
import { GP, raiseWithCode } from '../interrupts/fault';
import type { Processor } from '../processor';

/** Refuses a WRMSR value: #GP(0). */
export function refuseMsrValue(p: Processor): never {
  raiseWithCode(p, GP, 0);
}

/** Stores a value in a 64-bit word of the processor's area; any value is legal. */
export const storeAny =
  (word: number) =>
  (p: Processor, value: bigint): void => {
    p.q[word >> 1] = value;
  };

/** Stores a value whose reserved bits (those outside `defined`) must be 0. */
export const storeDefined =
  (word: number, defined: bigint) =>
  (p: Processor, value: bigint): void => {
    if ((value & ~defined) !== 0n) refuseMsrValue(p);
    p.q[word >> 1] = value;
  };

/** Stores a linear address, which must be canonical. */
export const storeCanonical =
  (word: number) =>
  (p: Processor, value: bigint): void => {
    if (!isCanonical(value, p.cpuid.linearAddressBits)) refuseMsrValue(p);
    p.q[word >> 1] = value;
  };

/** Reads a 64-bit word of the processor's area. */
export const load =
  (word: number) =>
  (p: Processor): bigint =>
    p.q[word >> 1] as bigint;
