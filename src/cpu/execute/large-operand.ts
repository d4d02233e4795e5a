import type { Instruction } from '../decode/instruction';
import { isLongMode } from '../mmu/linear';
import { modify8, read16, read32, read64, write16, write32, write64 } from '../mmu/memory';
import type { Processor } from '../processor';
import { ADDRESS } from '../state/processor-layout';
import { effectiveAddress } from './operands';

/**
 * Memory operands larger than a general register: environments, saved states, vectors. They are read and written piece by
 * piece at an offset from the operand's address, in two halves; whoever writes several pieces asks `requireWritable` first.
 */

/** Computes the linear address of a memory operand of so many bytes into ADDRESS, with the checks of its segment. */
export function largeOperandAddress(p: Processor, i: Instruction, bytes: number): void {
  i.memorySize = bytes;
  effectiveAddress(p, i);
}

/** The high half of an address some bytes on. */
function highAfter(p: Processor, low: number, high: number, offset: number): number {
  if ((low + offset) >>> 0 >= low >>> 0) return high;
  return isLongMode(p) ? (high + 1) | 0 : 0;
}

/** Raises the page fault that a write to any of the bytes would raise. */
export function requireWritable(p: Processor, low: number, high: number, bytes: number): void {
  modify8(p, low, high);
  for (let offset = 0x1000; offset < bytes; offset += 0x1000)
    modify8(p, (low + offset) | 0, highAfter(p, low, high, offset));
  modify8(p, (low + bytes - 1) | 0, highAfter(p, low, high, bytes - 1));
}

export function read16At(p: Processor, low: number, high: number, offset: number): number {
  return read16(p, (low + offset) | 0, highAfter(p, low, high, offset));
}

export function read32At(p: Processor, low: number, high: number, offset: number): number {
  return read32(p, (low + offset) | 0, highAfter(p, low, high, offset));
}

/** Returns the low half; the high half is in HIGH. */
export function read64At(p: Processor, low: number, high: number, offset: number): number {
  return read64(p, (low + offset) | 0, highAfter(p, low, high, offset));
}

export function write16At(p: Processor, low: number, high: number, offset: number, value: number): void {
  write16(p, (low + offset) | 0, highAfter(p, low, high, offset), value);
}

export function write32At(p: Processor, low: number, high: number, offset: number, value: number): void {
  write32(p, (low + offset) | 0, highAfter(p, low, high, offset), value);
}

export function write64At(
  p: Processor,
  low: number,
  high: number,
  offset: number,
  valueLow: number,
  valueHigh: number,
): void {
  write64(p, (low + offset) | 0, highAfter(p, low, high, offset), valueLow, valueHigh);
}

/** The address that `largeOperandAddress` has just computed must be a multiple of `bytes`. */
export const isOperandAligned = (p: Processor, bytes: number): boolean => (p.s[ADDRESS] & (bytes - 1)) === 0;
