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

/** What an operand says that is not written. */
const UNWRITTEN: OperandSyntax = {
  place: { file: '', line: 1, column: 1, endColumn: 2 },
  size: 0,
  strict: false,
  distance: '',
  to: false,
  register: null,
  memory: null,
  immediate: null,
  far: null,
};

/** A number that is not written. */
export function immediateOperand(value: bigint): OperandValue {
  return { syntax: UNWRITTEN, register: null, address: null, immediate: scalar(value), far: null };
}

/** A register that is not written. */
export function unwrittenRegister(register: RegisterFacts): OperandValue {
  return { syntax: { ...UNWRITTEN, register }, register, address: null, immediate: null, far: null };
}
