import type { Instruction, Operation } from '../decode/instruction';
import type { Processor } from '../processor';
import { carryFlag, setCarryAndOverflow } from '../registers/flags';
import { gpr32, modifyRmBig, storeRmBig } from './operands';

/**
 * RCL and RCR: rotates of the operand with CF as one more bit. They are rare, so all sizes share one exact computation.
 * OF is defined for a count of 1 only; beyond that the same formula is applied. SDM: "RCL/RCR/ROL/ROR".
 */

function rotateThroughCarry(p: Processor, i: Instruction, amount: number, left: boolean): void {
  const bits = i.operandSize * 8;
  const value = modifyRmBig(p, i);
  const masked = amount & (bits === 64 ? 63 : 31);
  const count = masked % (bits + 1);
  if (count === 0) {
    if (bits === 32) storeRmBig(p, i, value);
    return;
  }
  const width = BigInt(bits + 1);
  const places = BigInt(left ? count : bits + 1 - count);
  const withCarry = value | (BigInt(carryFlag(p)) << BigInt(bits));
  const rotated = BigInt.asUintN(bits + 1, (withCarry << places) | (withCarry >> (width - places)));
  const carry = Number(rotated >> BigInt(bits));
  const result = BigInt.asUintN(bits, rotated);
  const top = Number(result >> BigInt(bits - 1));
  const second = Number((result >> BigInt(bits - 2)) & 1n);
  setCarryAndOverflow(p, carry, left ? top ^ carry : top ^ second);
  storeRmBig(p, i, result);
}

/** Keys as in arithmetic-8; 1 stands for the constant, C for CL. */
export const ROTATES_THROUGH_CARRY: readonly [string, Operation][] = [
  ['rcl.EI', (p, i) => rotateThroughCarry(p, i, i.immediateLow, true)],
  ['rcl.E1', (p, i) => rotateThroughCarry(p, i, 1, true)],
  ['rcl.EC', (p, i) => rotateThroughCarry(p, i, gpr32(p, 1), true)],
  ['rcr.EI', (p, i) => rotateThroughCarry(p, i, i.immediateLow, false)],
  ['rcr.E1', (p, i) => rotateThroughCarry(p, i, 1, false)],
  ['rcr.EC', (p, i) => rotateThroughCarry(p, i, gpr32(p, 1), false)],
];
