import type { Instruction, Operation } from '../decode/instruction';
import type { Processor } from '../processor';
import { HIGH } from '../state/processor-layout';
import { noteShift } from './arithmetic-flags';
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
 * Shifts. The count is taken modulo 32, or 64 for 64-bit operands; with a count of 0 no flag changes. OF is defined for
 * a count of 1 only; beyond that the same formula is applied. SDM: "SAL/SAR/SHL/SHR".
 */

function shl8(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm8(p, i);
  if (count === 0) return;
  const wide = count > 8 ? 0 : value << count;
  const carry = (wide >>> 8) & 1;
  const result = (wide << 24) >> 24;
  noteShift(p, result, 0, result, carry, carry ^ (result >>> 31));
  storeRm8(p, i, result);
}

function shl16(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm16(p, i);
  if (count === 0) return;
  const wide = count > 16 ? 0 : value << count;
  const carry = (wide >>> 16) & 1;
  const result = (wide << 16) >> 16;
  noteShift(p, result, 0, result, carry, carry ^ (result >>> 31));
  storeRm16(p, i, result);
}

function shl32(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm32(p, i);
  if (count === 0) {
    storeRm32(p, i, value);
    return;
  }
  const result = value << count;
  const carry = (value >>> (32 - count)) & 1;
  noteShift(p, result, 0, result, carry, carry ^ (result >>> 31));
  storeRm32(p, i, result);
}

function shl64(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 63;
  const low = modifyRm64(p, i);
  if (count === 0) return;
  const high = p.s[HIGH];
  const carry = (count <= 32 ? high >>> (32 - count) : low >>> (64 - count)) & 1;
  const resultLow = count < 32 ? low << count : 0;
  const resultHigh = count < 32 ? (high << count) | ((low >>> 1) >>> (31 - count)) : low << (count - 32);
  noteShift(p, resultLow, resultHigh, resultHigh, carry, carry ^ (resultHigh >>> 31));
  storeRm64(p, i, resultLow, resultHigh);
}

function shr8(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm8(p, i);
  if (count === 0) return;
  const result = value >>> count;
  const extended = (result << 24) >> 24;
  noteShift(p, extended, 0, extended, (value >>> (count - 1)) & 1, value >>> 7);
  storeRm8(p, i, result);
}

function shr16(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm16(p, i);
  if (count === 0) return;
  const result = value >>> count;
  const extended = (result << 16) >> 16;
  noteShift(p, extended, 0, extended, (value >>> (count - 1)) & 1, value >>> 15);
  storeRm16(p, i, result);
}

function shr32(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm32(p, i);
  if (count === 0) {
    storeRm32(p, i, value);
    return;
  }
  const result = value >>> count;
  noteShift(p, result | 0, 0, result | 0, (value >>> (count - 1)) & 1, value >>> 31);
  storeRm32(p, i, result | 0);
}

function shr64(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 63;
  const low = modifyRm64(p, i);
  if (count === 0) return;
  const high = p.s[HIGH];
  const carry = (count <= 32 ? low >>> (count - 1) : high >>> (count - 33)) & 1;
  const resultLow = (count < 32 ? (low >>> count) | ((high << 1) << (31 - count)) : high >>> (count - 32)) | 0;
  const resultHigh = count < 32 ? (high >>> count) | 0 : 0;
  noteShift(p, resultLow, resultHigh, resultHigh, carry, high >>> 31);
  storeRm64(p, i, resultLow, resultHigh);
}

function sar8(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = (modifyRm8(p, i) << 24) >> 24;
  if (count === 0) return;
  const result = value >> count;
  noteShift(p, result, 0, result, (value >> (count - 1)) & 1, 0);
  storeRm8(p, i, result);
}

function sar16(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = (modifyRm16(p, i) << 16) >> 16;
  if (count === 0) return;
  const result = value >> count;
  noteShift(p, result, 0, result, (value >> (count - 1)) & 1, 0);
  storeRm16(p, i, result);
}

function sar32(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 31;
  const value = modifyRm32(p, i);
  if (count === 0) {
    storeRm32(p, i, value);
    return;
  }
  const result = value >> count;
  noteShift(p, result, 0, result, (value >> (count - 1)) & 1, 0);
  storeRm32(p, i, result);
}

function sar64(p: Processor, i: Instruction, amount: number): void {
  const count = amount & 63;
  const low = modifyRm64(p, i);
  if (count === 0) return;
  const high = p.s[HIGH];
  const carry = (count <= 32 ? low >>> (count - 1) : high >> (count - 33)) & 1;
  const resultLow = (count < 32 ? (low >>> count) | ((high << 1) << (31 - count)) : high >> (count - 32)) | 0;
  const resultHigh = count < 32 ? high >> count : high >> 31;
  noteShift(p, resultLow, resultHigh, resultHigh, carry, 0);
  storeRm64(p, i, resultLow, resultHigh);
}

/** Keys as in arithmetic-8; 1 stands for the constant, C for CL. */
export const SHIFTS: readonly [string, Operation][] = [
  ['shl.EI1', (p, i) => shl8(p, i, i.immediateLow)],
  ['shl.E11', (p, i) => shl8(p, i, 1)],
  ['shl.EC1', (p, i) => shl8(p, i, gpr32(p, 1))],
  ['shl.EI2', (p, i) => shl16(p, i, i.immediateLow)],
  ['shl.E12', (p, i) => shl16(p, i, 1)],
  ['shl.EC2', (p, i) => shl16(p, i, gpr32(p, 1))],
  ['shl.EI4', (p, i) => shl32(p, i, i.immediateLow)],
  ['shl.E14', (p, i) => shl32(p, i, 1)],
  ['shl.EC4', (p, i) => shl32(p, i, gpr32(p, 1))],
  ['shl.EI8', (p, i) => shl64(p, i, i.immediateLow)],
  ['shl.E18', (p, i) => shl64(p, i, 1)],
  ['shl.EC8', (p, i) => shl64(p, i, gpr32(p, 1))],
  ['shr.EI1', (p, i) => shr8(p, i, i.immediateLow)],
  ['shr.E11', (p, i) => shr8(p, i, 1)],
  ['shr.EC1', (p, i) => shr8(p, i, gpr32(p, 1))],
  ['shr.EI2', (p, i) => shr16(p, i, i.immediateLow)],
  ['shr.E12', (p, i) => shr16(p, i, 1)],
  ['shr.EC2', (p, i) => shr16(p, i, gpr32(p, 1))],
  ['shr.EI4', (p, i) => shr32(p, i, i.immediateLow)],
  ['shr.E14', (p, i) => shr32(p, i, 1)],
  ['shr.EC4', (p, i) => shr32(p, i, gpr32(p, 1))],
  ['shr.EI8', (p, i) => shr64(p, i, i.immediateLow)],
  ['shr.E18', (p, i) => shr64(p, i, 1)],
  ['shr.EC8', (p, i) => shr64(p, i, gpr32(p, 1))],
  ['sar.EI1', (p, i) => sar8(p, i, i.immediateLow)],
  ['sar.E11', (p, i) => sar8(p, i, 1)],
  ['sar.EC1', (p, i) => sar8(p, i, gpr32(p, 1))],
  ['sar.EI2', (p, i) => sar16(p, i, i.immediateLow)],
  ['sar.E12', (p, i) => sar16(p, i, 1)],
  ['sar.EC2', (p, i) => sar16(p, i, gpr32(p, 1))],
  ['sar.EI4', (p, i) => sar32(p, i, i.immediateLow)],
  ['sar.E14', (p, i) => sar32(p, i, 1)],
  ['sar.EC4', (p, i) => sar32(p, i, gpr32(p, 1))],
  ['sar.EI8', (p, i) => sar64(p, i, i.immediateLow)],
  ['sar.E18', (p, i) => sar64(p, i, 1)],
  ['sar.EC8', (p, i) => sar64(p, i, gpr32(p, 1))],
];
