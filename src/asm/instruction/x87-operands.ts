import type { OperandSyntax } from '../statement/statement';
import type { OperandValue } from './operand-value';
import { registerNamed } from './registers';

/** An instruction and its operands when those that NASM lets one leave out are there. */
export interface WholeX87 {
  readonly word: string;
  readonly operands: readonly OperandValue[];
}

/** Instructions that understand `to st3`. */
export const TAKES_TO = new Set(['fadd', 'fmul', 'fsub', 'fsubr', 'fdiv', 'fdivr']);
const POPPING = new Set([...TAKES_TO].map((word) => `${word}p`));
const OF_THE_TOP = /^f(?:u?comi?p?|xch|cmov\w+)$/;
const OF_ONE = new Set(['fld', 'fst', 'fstp', 'ffree', 'ffreep']);

const NOWHERE = { file: '', line: 1, column: 1, endColumn: 2 };

function stack(number: 0 | 1): OperandValue {
  const register = registerNamed(`st${number}`) ?? null;
  const syntax: OperandSyntax = {
    place: NOWHERE,
    size: 0,
    strict: false,
    distance: '',
    to: false,
    register,
    memory: null,
    immediate: null,
    far: null,
  };
  return { syntax, register, address: null, immediate: null, far: null };
}

/** Adds the stack registers that are not written, e.g. `fadd st3`, `fxch`; null when nothing is missing. */
export function completeX87(word: string, operands: readonly OperandValue[]): WholeX87 | null {
  if (operands.length > 1) {
    const [first, second] = operands;
    const swapped = word === 'fxch' && first?.register?.number !== 0 && second?.register?.number === 0;
    return swapped && first !== undefined && second !== undefined ? { word, operands: [second, first] } : null;
  }
  const [only] = operands;
  if (only !== undefined && only.register === null) return null;
  if (TAKES_TO.has(word)) {
    if (only === undefined) return { word: `${word}p`, operands: [stack(1), stack(0)] };
    return { word, operands: only.syntax.to ? [only, stack(0)] : [stack(0), only] };
  }
  if (POPPING.has(word)) return { word, operands: [only ?? stack(1), stack(0)] };
  if (OF_THE_TOP.test(word)) return { word, operands: [stack(0), only ?? stack(1)] };
  return only === undefined && OF_ONE.has(word) ? { word, operands: [stack(1)] } : null;
}
