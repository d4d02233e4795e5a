import type { Instruction } from '../decode/instruction';
import { raiseWithCode, SS_FAULT } from '../interrupts/fault';
import { isCanonical } from '../mmu/linear';
import { read16, read32, read64, write16, write32, write64 } from '../mmu/memory';
import type { Processor } from '../processor';
import { GPR, HIGH, SEGMENT_ACCESS, SEGMENT_BASE, SS } from '../state/processor-layout';
import { checkLegacySegment } from './legacy-segment';

/**
 * Pushes and pops. The stack pointer is RSP in 64-bit mode, else ESP or SP by the B bit of SS; it moves only when the
 * access did not fault. SDM Vol. 1, "Procedure Stack"; stack faults: Vol. 3, "Interrupt 12—Stack Fault Exception".
 */

const RSP_LOW = GPR + 4 * 2;
const RSP_HIGH = RSP_LOW + 1;
const SS_BIG = 0x4000;

/** Outside 64-bit mode: whether the stack pointer is ESP, not SP. */
export function isStack32(p: Processor): boolean {
  return (p.s[SEGMENT_ACCESS + SS] & SS_BIG) !== 0;
}

/** Linear address of a stack offset outside 64-bit mode, checked. */
export function legacyStackAddress(p: Processor, offset: number, size: number, write: boolean): number {
  checkLegacySegment(p, SS, offset, size, write);
  return (offset + p.s[SEGMENT_BASE + SS * 2]) | 0;
}

export function push64(p: Processor, low: number, high: number): void {
  const s = p.s;
  const old = s[RSP_LOW];
  const top = (old - 8) | 0;
  const topHigh = old >>> 0 < 8 ? (s[RSP_HIGH] - 1) | 0 : s[RSP_HIGH];
  if (!isCanonical(p, topHigh)) raiseWithCode(p, SS_FAULT, 0);
  write64(p, top, topHigh, low, high);
  s[RSP_LOW] = top;
  s[RSP_HIGH] = topHigh;
}

/** Returns the low half; the high half is in HIGH. */
export function pop64(p: Processor): number {
  const s = p.s;
  const old = s[RSP_LOW];
  const oldHigh = s[RSP_HIGH];
  if (!isCanonical(p, oldHigh)) raiseWithCode(p, SS_FAULT, 0);
  const low = read64(p, old, oldHigh);
  const top = (old + 8) | 0;
  s[RSP_LOW] = top;
  if (top >>> 0 < 8) s[RSP_HIGH] = (oldHigh + 1) | 0;
  return low;
}

/** Pushes 2 or 4 bytes (4 only outside 64-bit mode). */
export function pushNarrow(p: Processor, i: Instruction, value: number): void {
  const s = p.s;
  const size = i.operandSize;
  const old = s[RSP_LOW];
  if (i.codeSize === 8) {
    const top = (old - size) | 0;
    const topHigh = old >>> 0 < size ? (s[RSP_HIGH] - 1) | 0 : s[RSP_HIGH];
    if (!isCanonical(p, topHigh)) raiseWithCode(p, SS_FAULT, 0);
    write16(p, top, topHigh, value);
    s[RSP_LOW] = top;
    s[RSP_HIGH] = topHigh;
    return;
  }
  const wide = isStack32(p);
  const top = wide ? (old - size) | 0 : (old - size) & 0xffff;
  const address = legacyStackAddress(p, top, size, true);
  if (size === 4) write32(p, address, 0, value);
  else write16(p, address, 0, value);
  s[RSP_LOW] = wide ? top : (old & ~0xffff) | top;
}

/** Pops 2 or 4 bytes (4 only outside 64-bit mode). */
export function popNarrow(p: Processor, i: Instruction): number {
  const s = p.s;
  const size = i.operandSize;
  const old = s[RSP_LOW];
  if (i.codeSize === 8) {
    const oldHigh = s[RSP_HIGH];
    if (!isCanonical(p, oldHigh)) raiseWithCode(p, SS_FAULT, 0);
    const value = read16(p, old, oldHigh);
    s[RSP_LOW] = old + size;
    if ((old + size) >>> 0 < size) s[RSP_HIGH] = oldHigh + 1;
    return value;
  }
  const wide = isStack32(p);
  const address = legacyStackAddress(p, wide ? old : old & 0xffff, size, false);
  const value = size === 4 ? read32(p, address, 0) : read16(p, address, 0);
  s[RSP_LOW] = wide ? old + size : (old & ~0xffff) | ((old + size) & 0xffff);
  return value;
}

/** Pushes an operand of the instruction's size; `high` counts only for 64 bits. */
export function pushWide(p: Processor, i: Instruction, low: number, high: number): void {
  if (i.operandSize === 8) push64(p, low, high);
  else pushNarrow(p, i, low);
}

/** Pops an operand of the instruction's size: low half returned, high half (0 if narrower) in HIGH. */
export function popWide(p: Processor, i: Instruction): number {
  if (i.operandSize === 8) return pop64(p);
  const value = popNarrow(p, i);
  p.s[HIGH] = 0;
  return value;
}
