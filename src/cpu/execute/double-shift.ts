import type { Instruction, Operation } from '../decode/instruction';
import type { Processor } from '../processor';
import { highHalf, lowHalf } from '../state/halves';
import { noteShift } from './arithmetic-flags';
import { getGpr, gpr32, modifyRmBig, storeRmBig } from './operands';

/**
 * SHLD and SHRD. For 16-bit operands a count above 16 is undefined; here bits of the source follow those of the
 * destination again. SDM: "SHLD", "SHRD".
 */
function doubleShift(p: Processor, i: Instruction, amount: number, left: boolean): void {
  const bits = i.operandSize * 8;
  const width = BigInt(bits);
  const value = modifyRmBig(p, i);
  const count = amount & (bits === 64 ? 63 : 31);
  if (count === 0) {
    if (bits === 32) storeRmBig(p, i, value);
    return;
  }
  const source = BigInt.asUintN(bits, getGpr(p, i.reg));
  const by = BigInt(count);
  let result: bigint;
  let carry: number;
  if (left) {
    const joined = (((value << width) | source) << width) | value;
    result = BigInt.asUintN(bits, joined >> (2n * width - by));
    carry = Number((joined >> (3n * width - by)) & 1n);
  } else {
    const joined = (((value << width) | source) << width) | value;
    result = BigInt.asUintN(bits, joined >> by);
    carry = Number((joined >> (by - 1n)) & 1n);
  }
  const sign = Number(result >> (width - 1n));
  const oldSign = Number(value >> (width - 1n));
  const low = lowHalf(result);
  const high = highHalf(result);
  noteShift(p, low, high, -sign, carry, sign ^ oldSign);
  storeRmBig(p, i, result);
}

export const DOUBLE_SHIFTS: readonly [string, Operation][] = [
  ['shld.EGI', (p, i) => doubleShift(p, i, i.immediateLow, true)],
  ['shld.EGC', (p, i) => doubleShift(p, i, gpr32(p, 1), true)],
  ['shrd.EGI', (p, i) => doubleShift(p, i, i.immediateLow, false)],
  ['shrd.EGC', (p, i) => doubleShift(p, i, gpr32(p, 1), false)],
];
