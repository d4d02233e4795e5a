import type { Instruction, Operation } from '../decode/instruction';
import type { Processor } from '../processor';
import { LAZY_CARRY, LAZY_RESULT, LAZY_SIGN, LAZY_VALID } from '../registers/flags';
import { GPR, HIGH } from '../state/processor-layout';
import {
  getGpr16,
  gpr32,
  gprHigh,
  readRm8,
  readRm16,
  readRm32,
  readRm64,
  readRmBig,
  setGpr,
  setGpr16,
  setGpr32,
  setGpr64,
} from './operands';

/** Multiplication. CF and OF say that the upper half matters; the other flags are undefined and follow the lower half. */

function noteProduct(p: Processor, low: number, signWord: number, overflow: boolean): void {
  const s = p.s;
  s[LAZY_VALID] = 1;
  s[LAZY_RESULT] = low;
  s[LAZY_SIGN] = signWord;
  s[LAZY_CARRY] = overflow ? 0x8000_0000 : 0;
}

/** High 32 bits of the unsigned product of two 32-bit values. */
function highUnsigned(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x1_0000) + Math.floor(other / 0x1_0000)) | 0;
}

/** High 32 bits of the signed product of two 32-bit values. */
function highSigned(a: number, b: number): number {
  return (highUnsigned(a, b) - (a < 0 ? b : 0) - (b < 0 ? a : 0)) | 0;
}

function mul64(p: Processor, i: Instruction): void {
  const product = readRmBig(p, i) * p.q[GPR >> 1];
  setGpr(p, 0, product);
  setGpr(p, 2, product >> 64n);
  noteProduct(p, gpr32(p, 0), gprHigh(p, 0), product >> 64n !== 0n);
}

function imulWide64(p: Processor, i: Instruction): void {
  const product = BigInt.asIntN(64, readRmBig(p, i)) * BigInt.asIntN(64, p.q[GPR >> 1]);
  setGpr(p, 0, product);
  setGpr(p, 2, product >> 64n);
  noteProduct(p, gpr32(p, 0), gprHigh(p, 0), BigInt.asIntN(64, product) !== product);
}

/** Signed 64-bit product into ModRM.reg. Factors that fit 32 bits, the usual case, need no BigInt. */
function imul64(p: Processor, i: Instruction, aLow: number, aHigh: number, bLow: number, bHigh: number): void {
  if (aHigh === aLow >> 31 && bHigh === bLow >> 31) {
    const low = Math.imul(aLow, bLow);
    const high = highSigned(aLow, bLow);
    setGpr64(p, i.reg, low, high);
    noteProduct(p, low, high, false);
    return;
  }
  const a = (BigInt(aHigh) << 32n) | BigInt(aLow >>> 0);
  const product = a * ((BigInt(bHigh) << 32n) | BigInt(bLow >>> 0));
  setGpr(p, i.reg, product);
  noteProduct(p, gpr32(p, i.reg), gprHigh(p, i.reg), BigInt.asIntN(64, product) !== product);
}

function imul32(p: Processor, i: Instruction, a: number, b: number): void {
  const low = Math.imul(a, b);
  setGpr32(p, i.reg, low);
  noteProduct(p, low, low, highSigned(a, b) !== low >> 31);
}

function imul16(p: Processor, i: Instruction, a: number, b: number): void {
  const product = ((a << 16) >> 16) * ((b << 16) >> 16);
  const low = (product << 16) >> 16;
  setGpr16(p, i.reg, low);
  noteProduct(p, low, low, low !== product);
}

export const MULTIPLICATIONS: readonly [string, Operation][] = [
  [
    'mul.E1',
    (p, i) => {
      const product = readRm8(p, i) * (gpr32(p, 0) & 0xff);
      setGpr16(p, 0, product);
      noteProduct(p, (product << 24) >> 24, product << 24, product > 0xff);
    },
  ],
  [
    'mul.E2',
    (p, i) => {
      const product = readRm16(p, i) * getGpr16(p, 0);
      setGpr16(p, 0, product);
      setGpr16(p, 2, product >>> 16);
      noteProduct(p, (product << 16) >> 16, product << 16, product > 0xffff);
    },
  ],
  [
    'mul.E4',
    (p, i) => {
      const a = readRm32(p, i);
      const b = gpr32(p, 0);
      const low = Math.imul(a, b);
      const high = highUnsigned(a, b);
      setGpr32(p, 0, low);
      setGpr32(p, 2, high);
      noteProduct(p, low, low, high !== 0);
    },
  ],
  ['mul.E8', mul64],
  [
    'imul.E1',
    (p, i) => {
      const product = ((readRm8(p, i) << 24) >> 24) * ((gpr32(p, 0) << 24) >> 24);
      const low = (product << 24) >> 24;
      setGpr16(p, 0, product);
      noteProduct(p, low, low, low !== product);
    },
  ],
  [
    'imul.E2',
    (p, i) => {
      const product = ((readRm16(p, i) << 16) >> 16) * ((gpr32(p, 0) << 16) >> 16);
      const low = (product << 16) >> 16;
      setGpr16(p, 0, product);
      setGpr16(p, 2, product >>> 16);
      noteProduct(p, low, low, low !== product);
    },
  ],
  [
    'imul.E4',
    (p, i) => {
      const a = readRm32(p, i);
      const b = gpr32(p, 0);
      const low = Math.imul(a, b);
      const high = highSigned(a, b);
      setGpr32(p, 0, low);
      setGpr32(p, 2, high);
      noteProduct(p, low, low, high !== low >> 31);
    },
  ],
  ['imul.E8', imulWide64],
  ['imul.GE2', (p, i) => imul16(p, i, readRm16(p, i), getGpr16(p, i.reg))],
  ['imul.GE4', (p, i) => imul32(p, i, readRm32(p, i), gpr32(p, i.reg))],
  [
    'imul.GE8',
    (p, i) => {
      const low = readRm64(p, i);
      imul64(p, i, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg));
    },
  ],
  ['imul.GEI2', (p, i) => imul16(p, i, readRm16(p, i), i.immediateLow)],
  ['imul.GEI4', (p, i) => imul32(p, i, readRm32(p, i), i.immediateLow | 0)],
  [
    'imul.GEI8',
    (p, i) => {
      const low = readRm64(p, i);
      imul64(p, i, low, p.s[HIGH], i.immediateLow | 0, i.immediateHigh | 0);
    },
  ],
];
