import { type Instruction, type Operation, PREFIX_REP, PREFIX_REPNE } from '../decode/instruction';
import { read8, read16, read32, read64, write8, write16, write32, write64 } from '../mmu/memory';
import type { Processor } from '../processor';
import { DF_FLAG, RF } from '../registers/flags';
import { ADDRESS, ES, GPR, HIGH, INSTRUCTION_START, LAPSING, RFLAGS, RIP } from '../state/processor-layout';
import { sub8, sub16, sub32, sub64 } from './arithmetic-flags';
import { effectiveAddress, setGpr16, setGpr32, setGpr64 } from './operands';

/**
 * String instructions. One call does one element: a repeated instruction puts RIP back on itself while its count lasts,
 * so that every iteration is a position in time and events fit between them. SDM Vol. 1, "String Operations";
 * "REP/REPE/REPZ/REPNE/REPNZ".
 */

const RAX = 0,
  RCX = 1,
  RSI = 6,
  RDI = 7;

/** True when a repeated instruction has no iteration left; it is then over. */
export function isCountExhausted(p: Processor, i: Instruction): boolean {
  if ((i.prefixes & (PREFIX_REP | PREFIX_REPNE)) === 0) return false;
  const low = p.s[GPR + RCX * 2];
  if (i.addressSize === 2) return (low & 0xffff) === 0;
  return low === 0 && (i.addressSize === 4 || p.s[GPR + RCX * 2 + 1] === 0);
}

/** Moves an index register or the count by a small signed step, at the width of an address. */
export function advance(p: Processor, i: Instruction, register: number, by: number): void {
  const s = p.s;
  const at = GPR + register * 2;
  const old = s[at];
  if (i.addressSize === 8) {
    const low = (old + by) | 0;
    if (by >= 0) {
      if (low >>> 0 < by) s[at + 1] += 1;
    } else if (old >>> 0 < -by) s[at + 1] -= 1;
    s[at] = low;
  } else if (i.addressSize === 4) {
    s[at] = old + by;
    s[at + 1] = 0;
  } else s[at] = (old & ~0xffff) | ((old + by) & 0xffff);
}

/** Counts a finished iteration; asks for another one while the count lasts and `again` holds. */
export function finishIteration(p: Processor, i: Instruction, again: boolean): void {
  if ((i.prefixes & (PREFIX_REP | PREFIX_REPNE)) === 0) return;
  advance(p, i, RCX, -1);
  if (!again || isCountExhausted(p, i)) {
    p.s[RFLAGS] &= ~RF;
    return;
  }
  p.s[RIP] = p.s[INSTRUCTION_START];
  p.s[RIP + 1] = p.s[INSTRUCTION_START + 1];
  resumeIteration(p);
}

/**
 * Sets RF between two iterations: an event that is taken there pushes it, and the instruction does not meet its own breakpoint
 * again. The last iteration clears it. SDM Vol. 3: "Instruction-Breakpoint Exception Condition".
 */
export function resumeIteration(p: Processor): void {
  p.s[RFLAGS] |= RF;
  p.s[LAPSING] &= ~RF;
}

/** Bytes to the next element: negative while DF is set. */
export function elementStep(p: Processor, i: Instruction): number {
  return (p.s[RFLAGS] & DF_FLAG) !== 0 ? -i.operandSize : i.operandSize;
}

/** Linear address of the source element (RSI; the segment can be overridden) into ADDRESS. */
export function sourceAddress(p: Processor, i: Instruction): void {
  i.base = RSI;
  i.writesMemory = false;
  effectiveAddress(p, i);
}

/** Linear address of the destination element (RDI in ES, always) into ADDRESS. */
export function destinationAddress(p: Processor, i: Instruction, write: boolean): void {
  const { segment } = i;
  i.base = RDI;
  i.writesMemory = write;
  i.segment = ES;
  try {
    effectiveAddress(p, i);
  } finally {
    i.segment = segment;
  }
}

/** Reads the element at ADDRESS: low half returned, high half in HIGH (8 bytes only). */
function readElement(p: Processor, i: Instruction): number {
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  const size = i.operandSize;
  if (size === 8) return read64(p, low, high);
  if (size === 4) return read32(p, low, high);
  return size === 2 ? read16(p, low, high) : read8(p, low, high);
}

function writeElement(p: Processor, i: Instruction, value: number, valueHigh: number): void {
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  const size = i.operandSize;
  if (size === 8) write64(p, low, high, value, valueHigh);
  else if (size === 4) write32(p, low, high, value);
  else if (size === 2) write16(p, low, high, value);
  else write8(p, low, high, value);
}

/** Sets the flags of a − b, elements of the operand's size. */
function compare(p: Processor, i: Instruction, a: number, aHigh: number, b: number, bHigh: number): void {
  const size = i.operandSize;
  if (size === 8) sub64(p, a, aHigh, b, bHigh);
  else if (size === 4) sub32(p, a, b);
  else if (size === 2) sub16(p, a, b);
  else sub8(p, a, b);
}

/**
 * Ends an iteration of CMPS or SCAS. Only the last one sets flags: a repeated instruction that a fault or an event suspends
 * leaves them as they were before it. SDM Vol. 2: "REP/REPE/REPZ/REPNE/REPNZ".
 */
function finishComparison(p: Processor, i: Instruction, a: number, aHigh: number, b: number, bHigh: number): void {
  const equal = a === b && (i.operandSize !== 8 || aHigh === bHigh);
  const next = p.s[RIP];
  finishIteration(p, i, equal === ((i.prefixes & PREFIX_REP) !== 0));
  if (p.s[RIP] === next) compare(p, i, a, aHigh, b, bHigh);
}

function moveString(p: Processor, i: Instruction): void {
  if (isCountExhausted(p, i)) return;
  sourceAddress(p, i);
  const low = readElement(p, i);
  const high = p.s[HIGH];
  destinationAddress(p, i, true);
  writeElement(p, i, low, high);
  const step = elementStep(p, i);
  advance(p, i, RSI, step);
  advance(p, i, RDI, step);
  finishIteration(p, i, true);
}

function storeString(p: Processor, i: Instruction): void {
  if (isCountExhausted(p, i)) return;
  destinationAddress(p, i, true);
  writeElement(p, i, p.s[GPR + RAX * 2], p.s[GPR + RAX * 2 + 1]);
  advance(p, i, RDI, elementStep(p, i));
  finishIteration(p, i, true);
}

function loadString(p: Processor, i: Instruction): void {
  if (isCountExhausted(p, i)) return;
  sourceAddress(p, i);
  const low = readElement(p, i);
  const size = i.operandSize;
  if (size === 8) setGpr64(p, RAX, low, p.s[HIGH]);
  else if (size === 4) setGpr32(p, RAX, low);
  else if (size === 2) setGpr16(p, RAX, low);
  else p.b[GPR * 4] = low;
  advance(p, i, RSI, elementStep(p, i));
  finishIteration(p, i, true);
}

function compareStrings(p: Processor, i: Instruction): void {
  if (isCountExhausted(p, i)) return;
  sourceAddress(p, i);
  const a = readElement(p, i);
  const aHigh = p.s[HIGH];
  destinationAddress(p, i, false);
  const b = readElement(p, i);
  const bHigh = p.s[HIGH];
  const step = elementStep(p, i);
  advance(p, i, RSI, step);
  advance(p, i, RDI, step);
  finishComparison(p, i, a, aHigh, b, bHigh);
}

function scanString(p: Processor, i: Instruction): void {
  if (isCountExhausted(p, i)) return;
  const s = p.s;
  destinationAddress(p, i, false);
  const element = readElement(p, i);
  const elementHigh = s[HIGH];
  const mask = i.operandSize === 1 ? 0xff : i.operandSize === 2 ? 0xffff : -1;
  advance(p, i, RDI, elementStep(p, i));
  finishComparison(p, i, s[GPR] & mask, s[GPR + 1], element, elementHigh);
}

export const STRINGS: readonly [string, Operation][] = [
  ['movs', moveString],
  ['stos', storeString],
  ['lods', loadString],
  ['cmps', compareStrings],
  ['scas', scanString],
];
