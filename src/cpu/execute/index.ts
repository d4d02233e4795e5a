import type { Operation } from '../decode/instruction';
import { ARITHMETIC_8 } from './arithmetic-8';
import { ARITHMETIC_16 } from './arithmetic-16';
import { ARITHMETIC_32 } from './arithmetic-32';
import { ARITHMETIC_64 } from './arithmetic-64';
import { BIT_MANIPULATION } from './bit-manipulation';
import { BIT_SCANS } from './bit-scan';
import { BIT_TESTS } from './bit-test';
import { BRANCHES } from './branch';
import { CONDITIONAL_DATA } from './conditional-data';
import { DATA_MOVEMENT } from './data-movement';
import { DECIMAL } from './decimal';
import { DIVISIONS } from './divide';
import { DOUBLE_SHIFTS } from './double-shift';
import { EXCHANGES } from './exchange';
import { FXSAVE } from './extended-state/fxsave';
import { XSAVE } from './extended-state/xsave';
import { FLAG_CONTROL } from './flag-control';
import { MULTIPLICATIONS } from './multiply';
import { ROTATES } from './rotate';
import { ROTATES_THROUGH_CARRY } from './rotate-through-carry';
import { SHIFTS } from './shift';
import { STACK } from './stack';
import { STRINGS } from './string';
import { VECTOR_ELEMENTS } from './vector/vector-elements';
import { VECTOR_INTEGER } from './vector/vector-integer';
import { VECTOR_MOVES } from './vector/vector-moves';
import { X87_CONTROL_INSTRUCTIONS } from './x87/control';
import { X87_ENVIRONMENT } from './x87/environment';

/**
 * Operations that need nothing beyond registers, memory and flags. Keys are names of cpu/isa rows, some followed by the
 * operand pattern, the operand's bytes and m or r: the decoder takes the most special key that exists.
 */
export const coreOperations: ReadonlyMap<string, Operation> = new Map([
  ...ARITHMETIC_8,
  ...ARITHMETIC_16,
  ...ARITHMETIC_32,
  ...ARITHMETIC_64,
  ...SHIFTS,
  ...ROTATES,
  ...ROTATES_THROUGH_CARRY,
  ...DOUBLE_SHIFTS,
  ...MULTIPLICATIONS,
  ...DIVISIONS,
  ...BIT_TESTS,
  ...BIT_SCANS,
  ...DATA_MOVEMENT,
  ...CONDITIONAL_DATA,
  ...EXCHANGES,
  ...STACK,
  ...BRANCHES,
  ...STRINGS,
  ...FLAG_CONTROL,
  ...DECIMAL,
  ...BIT_MANIPULATION,
  ...X87_CONTROL_INSTRUCTIONS,
  ...X87_ENVIRONMENT,
  ...VECTOR_INTEGER,
  ...VECTOR_MOVES,
  ...VECTOR_ELEMENTS,
  ...FXSAVE,
  ...XSAVE,
]);
