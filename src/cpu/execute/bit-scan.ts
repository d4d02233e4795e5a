import type { Instruction, Operation } from '../decode/instruction';
import type { Processor } from '../processor';
import { ARITHMETIC_FLAGS, CF, PF_FLAG, setArithmeticFlags, ZF } from '../registers/flags';
import { HIGH } from '../state/processor-layout';
import { gpr32, gprHigh, readRm8, readRm16, readRm32, readRm64, setGpr16, setGpr32, setGpr64 } from './operands';

/** Bit scans and counts, byte swaps, CRC32. Undefined flags become 0, but PF of BSF and BSR, which stays. */

/** Reads ModRM.rm zero-extended to 64 bits: low half returned, high half in HIGH. */
function readWide(p: Processor, i: Instruction): number {
  if (i.operandSize === 8) return readRm64(p, i);
  const value = i.operandSize === 4 ? readRm32(p, i) : readRm16(p, i);
  p.s[HIGH] = 0;
  return value;
}

function storeCount(p: Processor, i: Instruction, count: number): void {
  if (i.operandSize === 2) setGpr16(p, i.reg, count);
  else setGpr32(p, i.reg, count);
}

function lowestBit(low: number, high: number): number {
  return low !== 0 ? 31 - Math.clz32(low & -low) : 63 - Math.clz32(high & -high);
}

function highestBit(low: number, high: number): number {
  return high !== 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(low);
}

/** BSF and BSR leave the destination alone when the source is zero: documented by AMD, so by processors in use. */
function scan(p: Processor, i: Instruction, forward: boolean): void {
  const low = readWide(p, i);
  const high = p.s[HIGH];
  const zero = (low | high) === 0;
  setArithmeticFlags(p, ARITHMETIC_FLAGS & ~PF_FLAG, zero ? ZF : 0);
  if (!zero) storeCount(p, i, forward ? lowestBit(low, high) : highestBit(low, high));
}

/** TZCNT and LZCNT: CF when the source is zero, ZF when the count is. */
function count(p: Processor, i: Instruction, trailing: boolean): void {
  const low = readWide(p, i);
  const high = p.s[HIGH];
  const bits = i.operandSize * 8;
  const zero = (low | high) === 0;
  const result = zero ? bits : trailing ? lowestBit(low, high) : bits - 1 - highestBit(low, high);
  setArithmeticFlags(p, ARITHMETIC_FLAGS, (zero ? CF : 0) | (result === 0 ? ZF : 0));
  storeCount(p, i, result);
}

function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x5555_5555);
  v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

export function swapBytes(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** One byte of CRC-32C (polynomial 11EDC6F41H, bits reflected). SDM: "CRC32". */
function crcByte(crc: number, byte: number): number {
  let c = crc ^ byte;
  for (let k = 0; k < 8; k++) c = (c >>> 1) ^ ((c & 1) !== 0 ? 0x82f6_3b78 : 0);
  return c;
}

export const BIT_SCANS: readonly [string, Operation][] = [
  ['bsf', (p, i) => scan(p, i, true)],
  ['bsr', (p, i) => scan(p, i, false)],
  ['tzcnt', (p, i) => count(p, i, true)],
  ['lzcnt', (p, i) => count(p, i, false)],
  [
    'popcnt',
    (p, i) => {
      const low = readWide(p, i);
      const result = ones(low) + ones(p.s[HIGH]);
      setArithmeticFlags(p, ARITHMETIC_FLAGS, result === 0 ? ZF : 0);
      storeCount(p, i, result);
    },
  ],
  [
    'bswap',
    (p, i) => {
      const low = gpr32(p, i.rm);
      if (i.operandSize === 8) setGpr64(p, i.rm, swapBytes(gprHigh(p, i.rm)), swapBytes(low));
      // With a 16-bit operand the result is undefined; processors clear the register's low word.
      else if (i.operandSize === 2) setGpr16(p, i.rm, 0);
      else setGpr32(p, i.rm, swapBytes(low));
    },
  ],
  ['crc32_byte', (p, i) => setGpr32(p, i.reg, crcByte(gpr32(p, i.reg), readRm8(p, i)))],
  [
    'crc32',
    (p, i) => {
      const low = readWide(p, i);
      const high = p.s[HIGH];
      let crc = gpr32(p, i.reg);
      for (let k = 0; k < i.operandSize; k++) crc = crcByte(crc, ((k < 4 ? low : high) >>> ((k & 3) * 8)) & 0xff);
      setGpr32(p, i.reg, crc);
    },
  ],
];
