import { high32, isCanonical, low32 } from '../../../base/words';
import type { Instruction } from '../../decode/instruction';
import { raiseWithCode, SS_FAULT } from '../../interrupts/fault';
import { read16, read32, readBig, write16, write32, writeBig } from '../../mmu/memory';
import { linearAddressBits } from '../../mmu/paging-mode';
import type { Processor } from '../../processor';
import { ACCESS_DEFAULT_BIG } from '../../registers/descriptor';
import { SEGMENT_ACCESS, SEGMENT_BASE, SS } from '../../state/processor-layout';
import { checkLegacySegment } from '../legacy-segment';
import { RSP } from './wide-registers';

/**
 * Words on the stack that far transfers read and write as a group: the stack pointer moves once, at the end, so that a
 * fault leaves it alone. The pointer is RSP in 64-bit mode, else ESP or SP by the B bit of SS.
 */
const pointerBits = (p: Processor, i: Instruction): number =>
  i.codeSize === 8 ? 64 : (p.s[SEGMENT_ACCESS + SS] & ACCESS_DEFAULT_BIG) !== 0 ? 32 : 16;

/** RSP, ESP or SP. */
export const stackPointer = (p: Processor, i: Instruction): bigint =>
  BigInt.asUintN(pointerBits(p, i), p.q[RSP >> 1] as bigint);

/** Writes RSP, ESP or SP; the bits above it stay. */
export function setStackPointer(p: Processor, i: Instruction, value: bigint): void {
  const bits = pointerBits(p, i);
  const old = p.q[RSP >> 1] as bigint;
  p.q[RSP >> 1] = ((old >> BigInt(bits)) << BigInt(bits)) | BigInt.asUintN(bits, value);
}

function wordAddress(p: Processor, i: Instruction, offset: bigint, size: number, write: boolean): bigint {
  const at = BigInt.asUintN(pointerBits(p, i), offset);
  if (i.codeSize === 8) {
    if (!isCanonical(at, linearAddressBits(p))) raiseWithCode(p, SS_FAULT, 0);
    return at;
  }
  checkLegacySegment(p, SS, low32(at), size, write);
  return BigInt.asUintN(32, at + (p.q[(SEGMENT_BASE >> 1) + SS] as bigint));
}

/** The word of `size` bytes (the instruction's operand size) that lies `index` words above the stack pointer. */
export function stackWord(p: Processor, i: Instruction, index: number, size: number = i.operandSize): bigint {
  const address = wordAddress(p, i, stackPointer(p, i) + BigInt(index * size), size, false);
  const low = low32(address);
  const high = high32(address);
  if (size === 8) return readBig(p, low, high);
  return BigInt(size === 4 ? read32(p, low, high) >>> 0 : read16(p, low, high));
}

/** Pushes words of the instruction's operand size, the first one deepest. */
export function pushWords(p: Processor, i: Instruction, words: readonly bigint[]): void {
  let top = stackPointer(p, i);
  for (const word of words) {
    top -= BigInt(i.operandSize);
    const address = wordAddress(p, i, top, i.operandSize, true);
    const low = low32(address);
    const high = high32(address);
    if (i.operandSize === 8) writeBig(p, low, high, word);
    else if (i.operandSize === 4) write32(p, low, high, low32(word));
    else write16(p, low, high, low32(word) & 0xffff);
  }
  setStackPointer(p, i, top);
}
