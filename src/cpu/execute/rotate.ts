import type { Instruction, Operation } from '../decode/instruction';
import type { Processor } from '../processor';
import { setCarryAndOverflow } from '../registers/flags';
import { HIGH } from '../state/processor-layout';
import {
  gpr32,
  modifyRm8,
  modifyRm16,
  modifyRm32,
  modifyRm64,
  storeRm8,
  storeRm16,
  storeRm32,
  storeRm64,
} from './operands';

/**
 * ROL and ROR. They change CF and OF only; a count that is 0 modulo 32 (64) changes nothing. OF is defined for a count
 * of 1 only; beyond that the same formula is applied. SDM: "RCL/RCR/ROL/ROR".
 */

function rol8(p: Processor, i: Instruction, amount: number): void {
  const value = modifyRm8(p, i);
  if ((amount & 31) === 0) return;
  const count = amount & 7;
  const result = (value << count) | (value >>> (8 - count));
  setCarryAndOverflow(p, result & 1, ((result >>> 7) ^ result) & 1);
  storeRm8(p, i, result);
}

function rol16(p: Processor, i: Instruction, amount: number): void {
  const value = modifyRm16(p, i);
  if ((amount & 31) === 0) return;
  const count = amount & 15;
  const result = (value << count) | (value >>> (16 - count));
  setCarryAndOverflow(p, result & 1, ((result >>> 15) ^ result) & 1);
  storeRm16(p, i, result);
}

function rol32(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm32(p, i);
  if (count === 0) {
    storeRm32(p, i, value);
    return;
  }
  const result = (value << count) | ((value >>> 1) >>> (31 - count));
  setCarryAndOverflow(p, result & 1, (result >>> 31) ^ (result & 1));
  storeRm32(p, i, result);
}

function rol64(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 63;
  const low = modifyRm64(p, i);
  if (count === 0) return;
  const high = p.s[HIGH];
  // 32 or more exchange the halves; what is left of the count moves bits between them.
  const first = count < 32 ? low : high;
  const second = count < 32 ? high : low;
  const part = count & 31;
  const resultLow = (first << part) | ((second >>> 1) >>> (31 - part));
  const resultHigh = (second << part) | ((first >>> 1) >>> (31 - part));
  setCarryAndOverflow(p, resultLow & 1, (resultHigh >>> 31) ^ (resultLow & 1));
  storeRm64(p, i, resultLow, resultHigh);
}

function ror8(p: Processor, i: Instruction, amount: number): void {
  const value = modifyRm8(p, i);
  if ((amount & 31) === 0) return;
  const count = amount & 7;
  const result = (value << (8 - count)) | (value >>> count);
  setCarryAndOverflow(p, (result >>> 7) & 1, ((result >>> 7) ^ (result >>> 6)) & 1);
  storeRm8(p, i, result);
}

function ror16(p: Processor, i: Instruction, amount: number): void {
  const value = modifyRm16(p, i);
  if ((amount & 31) === 0) return;
  const count = amount & 15;
  const result = (value << (16 - count)) | (value >>> count);
  setCarryAndOverflow(p, (result >>> 15) & 1, ((result >>> 15) ^ (result >>> 14)) & 1);
  storeRm16(p, i, result);
}

function ror32(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm32(p, i);
  if (count === 0) {
    storeRm32(p, i, value);
    return;
  }
  const result = (value >>> count) | ((value << 1) << (31 - count));
  setCarryAndOverflow(p, result >>> 31, (result >>> 31) ^ ((result >>> 30) & 1));
  storeRm32(p, i, result);
}

function ror64(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 63;
  const low = modifyRm64(p, i);
  if (count === 0) return;
  const high = p.s[HIGH];
  // 32 or more exchange the halves; what is left of the count moves bits between them.
  const first = count < 32 ? low : high;
  const second = count < 32 ? high : low;
  const part = count & 31;
  const resultLow = (first >>> part) | ((second << 1) << (31 - part));
  const resultHigh = (second >>> part) | ((first << 1) << (31 - part));
  setCarryAndOverflow(p, resultHigh >>> 31, (resultHigh >>> 31) ^ ((resultHigh >>> 30) & 1));
  storeRm64(p, i, resultLow, resultHigh);
}

/** Keys as in arithmetic-8; 1 stands for the constant, C for CL. */
export const ROTATES: readonly [string, Operation][] = [
  ['rol.EI1', (p, i) => rol8(p, i, i.immediateLow)],
  ['rol.E11', (p, i) => rol8(p, i, 1)],
  ['rol.EC1', (p, i) => rol8(p, i, gpr32(p, 1))],
  ['rol.EI2', (p, i) => rol16(p, i, i.immediateLow)],
  ['rol.E12', (p, i) => rol16(p, i, 1)],
  ['rol.EC2', (p, i) => rol16(p, i, gpr32(p, 1))],
  ['rol.EI4', (p, i) => rol32(p, i, i.immediateLow)],
  ['rol.E14', (p, i) => rol32(p, i, 1)],
  ['rol.EC4', (p, i) => rol32(p, i, gpr32(p, 1))],
  ['rol.EI8', (p, i) => rol64(p, i, i.immediateLow)],
  ['rol.E18', (p, i) => rol64(p, i, 1)],
  ['rol.EC8', (p, i) => rol64(p, i, gpr32(p, 1))],
  ['ror.EI1', (p, i) => ror8(p, i, i.immediateLow)],
  ['ror.E11', (p, i) => ror8(p, i, 1)],
  ['ror.EC1', (p, i) => ror8(p, i, gpr32(p, 1))],
  ['ror.EI2', (p, i) => ror16(p, i, i.immediateLow)],
  ['ror.E12', (p, i) => ror16(p, i, 1)],
  ['ror.EC2', (p, i) => ror16(p, i, gpr32(p, 1))],
  ['ror.EI4', (p, i) => ror32(p, i, i.immediateLow)],
  ['ror.E14', (p, i) => ror32(p, i, 1)],
  ['ror.EC4', (p, i) => ror32(p, i, gpr32(p, 1))],
  ['ror.EI8', (p, i) => ror64(p, i, i.immediateLow)],
  ['ror.E18', (p, i) => ror64(p, i, 1)],
  ['ror.EC8', (p, i) => ror64(p, i, gpr32(p, 1))],
];
