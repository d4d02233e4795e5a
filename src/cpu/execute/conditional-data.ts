import type { Instruction, Operation } from '../decode/instruction';
import type { Processor } from '../processor';
import { HIGH } from '../state/processor-layout';
import { isBelow, isBelowOrEqual, isLess, isLessOrEqual, isOverflow, isParityEven, isSign, isZero } from './conditions';
import {
  effectiveAddress,
  gpr32,
  readRm16,
  readRm32,
  readRm64,
  setGpr16,
  setGpr32,
  setGpr64,
  storeRm8,
} from './operands';

/** SETcc and CMOVcc. */

function storeCondition(p: Processor, i: Instruction, condition: boolean): void {
  if (i.memory) effectiveAddress(p, i);
  storeRm8(p, i, condition ? 1 : 0);
}

/** CMOVcc reads its source (and may fault) whether or not it moves; with 32-bit operands it always clears the upper half. */
function moveIf(p: Processor, i: Instruction, condition: boolean): void {
  if (i.operandSize === 8) {
    const low = readRm64(p, i);
    if (condition) setGpr64(p, i.reg, low, p.s[HIGH]);
  } else if (i.operandSize === 4) {
    const value = readRm32(p, i);
    setGpr32(p, i.reg, condition ? value : gpr32(p, i.reg));
  } else {
    const value = readRm16(p, i);
    if (condition) setGpr16(p, i.reg, value);
  }
}

export const CONDITIONAL_DATA: readonly [string, Operation][] = [
  ['seto', (p, i) => storeCondition(p, i, isOverflow(p))],
  ['setno', (p, i) => storeCondition(p, i, !isOverflow(p))],
  ['setb', (p, i) => storeCondition(p, i, isBelow(p))],
  ['setae', (p, i) => storeCondition(p, i, !isBelow(p))],
  ['sete', (p, i) => storeCondition(p, i, isZero(p))],
  ['setne', (p, i) => storeCondition(p, i, !isZero(p))],
  ['setbe', (p, i) => storeCondition(p, i, isBelowOrEqual(p))],
  ['seta', (p, i) => storeCondition(p, i, !isBelowOrEqual(p))],
  ['sets', (p, i) => storeCondition(p, i, isSign(p))],
  ['setns', (p, i) => storeCondition(p, i, !isSign(p))],
  ['setp', (p, i) => storeCondition(p, i, isParityEven(p))],
  ['setnp', (p, i) => storeCondition(p, i, !isParityEven(p))],
  ['setl', (p, i) => storeCondition(p, i, isLess(p))],
  ['setge', (p, i) => storeCondition(p, i, !isLess(p))],
  ['setle', (p, i) => storeCondition(p, i, isLessOrEqual(p))],
  ['setg', (p, i) => storeCondition(p, i, !isLessOrEqual(p))],
  ['cmovo', (p, i) => moveIf(p, i, isOverflow(p))],
  ['cmovno', (p, i) => moveIf(p, i, !isOverflow(p))],
  ['cmovb', (p, i) => moveIf(p, i, isBelow(p))],
  ['cmovae', (p, i) => moveIf(p, i, !isBelow(p))],
  ['cmove', (p, i) => moveIf(p, i, isZero(p))],
  ['cmovne', (p, i) => moveIf(p, i, !isZero(p))],
  ['cmovbe', (p, i) => moveIf(p, i, isBelowOrEqual(p))],
  ['cmova', (p, i) => moveIf(p, i, !isBelowOrEqual(p))],
  ['cmovs', (p, i) => moveIf(p, i, isSign(p))],
  ['cmovns', (p, i) => moveIf(p, i, !isSign(p))],
  ['cmovp', (p, i) => moveIf(p, i, isParityEven(p))],
  ['cmovnp', (p, i) => moveIf(p, i, !isParityEven(p))],
  ['cmovl', (p, i) => moveIf(p, i, isLess(p))],
  ['cmovge', (p, i) => moveIf(p, i, !isLess(p))],
  ['cmovle', (p, i) => moveIf(p, i, isLessOrEqual(p))],
  ['cmovg', (p, i) => moveIf(p, i, !isLessOrEqual(p))],
];
