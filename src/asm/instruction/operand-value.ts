import { scalar, type Value } from '../expression/value';
import type { OperandSyntax } from '../statement/statement';
import type { EffectiveAddress } from './effective-address';
import type { RegisterFacts } from './registers';

/** An operand with the values that it has in this pass. */
export interface OperandValue {
  readonly syntax: OperandSyntax;
  readonly register: RegisterFacts | null;
  readonly address: EffectiveAddress | null;
  readonly immediate: Value | null;
  readonly far: { readonly selector: Value; readonly offset: Value } | null;
}

export function registerOperand(operand: OperandValue, register: RegisterFacts): OperandValue {
  return { ...operand, register };
}

/** A number that is not written, as the last operand behind another. */
export function immediateOperand(behind: OperandValue, value: bigint): OperandValue {
  const syntax: OperandSyntax = { ...behind.syntax, size: 0, strict: false, register: null, memory: null };
  return { syntax, register: null, address: null, immediate: scalar(value), far: null };
}
