import type { Instruction } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import { read64, write64 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { enterMmx } from '../../registers/x87-state';
import { ADDRESS, HIGH, X87, XMM } from '../../state/processor-layout';
import { largeOperandAddress, read64At, requireWritable, write64At } from '../large-operand';
import { effectiveAddress } from '../operands';
import type { Lanes } from './lanes';

/** Operands in MMX and XMM registers and in memory. */

/** Sign and exponent of an x87 register whose significand an MMX instruction writes. */
const MMX_EXPONENT = 0xffff;

export function loadXmm(p: Processor, n: number, lanes: Lanes): void {
  const { s } = p;
  const at = XMM + n * 4;
  for (let word = 0; word < 4; word++) lanes.words[word] = s[at + word];
}

export function storeXmm(p: Processor, n: number, lanes: Lanes): void {
  const { s } = p;
  const at = XMM + n * 4;
  for (let word = 0; word < 4; word++) s[at + word] = lanes.words[word];
}

export function loadMmx(p: Processor, n: number, lanes: Lanes): void {
  const at = X87 + (n & 7) * 4;
  lanes.words[0] = p.s[at];
  lanes.words[1] = p.s[at + 1];
}

/** Writes an MMX register, as an MMX instruction does that has no fault left before it. */
export function storeMmx(p: Processor, n: number, low: number, high: number): void {
  const at = X87 + (n & 7) * 4;
  p.s[at] = low;
  p.s[at + 1] = high;
  p.s[at + 2] = MMX_EXPONENT;
  enterMmx(p);
}

/** The address of a 16-byte operand, which must be aligned: #GP(0). SDM Vol. 3: "Unaligned Memory Access", SSE operands. */
export function alignedAddress(p: Processor, i: Instruction): void {
  largeOperandAddress(p, i, 16);
  if ((p.s[ADDRESS] & 15) !== 0) raiseWithCode(p, GP, 0);
}

/** Reads sixteen bytes at ADDRESS. */
export function readVector(p: Processor, lanes: Lanes): void {
  const { s } = p;
  const low = s[ADDRESS];
  const high = s[ADDRESS + 1];
  lanes.words[0] = read64(p, low, high);
  lanes.words[1] = s[HIGH];
  lanes.words[2] = read64At(p, low, high, 8);
  lanes.words[3] = s[HIGH];
}

/** Writes sixteen bytes at ADDRESS: all or none. */
export function writeVector(p: Processor, lanes: Lanes): void {
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  const { words } = lanes;
  if ((low & 0xfff) > 0xff0) requireWritable(p, low, high, 16);
  write64(p, low, high, words[0], words[1]);
  write64At(p, low, high, 8, words[2], words[3]);
}

/** Reads the eight bytes of a memory operand into the low half. */
export function readQuad(p: Processor, i: Instruction, lanes: Lanes): void {
  effectiveAddress(p, i);
  lanes.words[0] = read64(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
  lanes.words[1] = p.s[HIGH];
}

/** XMM register or aligned memory. */
export function loadXmmOrMemory(p: Processor, i: Instruction, lanes: Lanes): void {
  if (!i.memory) {
    loadXmm(p, i.rm, lanes);
    return;
  }
  alignedAddress(p, i);
  readVector(p, lanes);
}

/** MMX register or memory. */
export function loadMmxOrMemory(p: Processor, i: Instruction, lanes: Lanes): void {
  if (i.memory) readQuad(p, i, lanes);
  else loadMmx(p, i.rm, lanes);
}
