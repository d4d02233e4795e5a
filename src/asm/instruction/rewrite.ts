import { isScalar } from '../expression/value';
import { OpCodeOperandKind as K } from '../iced';
import {
  IMPLIED_OPERANDS,
  NARROW_REGISTER,
  NUMBER_GIVES_SIZE,
  PSEUDO_INSTRUCTIONS,
  SELECTOR_OPERAND,
} from './nasm-spellings.table';
import { immediateOperand, type OperandValue, registerOperand } from './operand-value';
import { resized } from './registers';
import { completeX87, TAKES_TO } from './x87-operands';

/** An instruction after NASM's own habits are turned into forms that iced-x86 has. */
export interface Rewritten {
  readonly word: string;
  readonly operands: readonly OperandValue[];
  /** The operand size that the form must have, in bytes; 0 when any will do. */
  readonly operandSize: number;
  /** The address size that the form must have (`loop x, ecx`). */
  readonly addressSize: number;
  /** Leave out forms with an operand of this kind. */
  readonly without: K | null;
}

/** An operand size that no form has. */
const NO_SIZE = -1;

type Rule = (operands: readonly OperandValue[], bits: number) => Partial<Rewritten> | null;

/** The instructions where NASM's choice does not follow from the operand tables. */
const RULES: Readonly<Record<string, Rule>> = {
  mov: rewriteMov,
  // NASM puts the first of two registers into the reg field; the accumulator has a form of its own.
  xchg: (operands, bits) => {
    const [a, b] = operands;
    if (a === undefined || b === undefined) return null;
    if (b.address !== null) return { operands: [b, a] };
    if (a.register === null || b.register === null) return null;
    const accumulator = (operand: OperandValue): boolean =>
      operand.register !== null && operand.register.number === 0 && operand.register.size > 1;
    // `xchg eax, eax` clears the upper half of RAX, which `nop` does not.
    if (bits === 64 && a.register.size === 4 && accumulator(a) && accumulator(b)) return { without: K.eax };
    if (accumulator(a)) return { operands: [b, a] };
    return accumulator(b) ? null : { operands: [b, a] };
  },
  test: ([a, b]) =>
    a !== undefined && b !== undefined && a.register !== null && b.address !== null ? { operands: [b, a] } : null,
  movsx: ([a, b]) =>
    a?.register?.size === 8 && (b?.register?.size === 4 || b?.syntax.size === 4) ? { word: 'movsxd' } : null,
  imul: ([a, b, c]) =>
    a !== undefined && b !== undefined && c === undefined && b.immediate !== null ? { operands: [a, a, b] } : null,
  push: ([a], bits) => {
    if (a === undefined || a.immediate === null || a.syntax.size === 1) return null;
    const size = a.syntax.size === 4 && bits === 64 ? 8 : a.syntax.size;
    return { operandSize: size, operands: [{ ...a, syntax: { ...a.syntax, size: 0 } }] };
  },
  // The store from memory and the load from it have encodings of their own.
  vmovq: (operands) => (operands.some((operand) => operand.address !== null) ? { without: K.r64_or_mem } : null),
  lea: ([a, b]) =>
    a?.register !== undefined && a.register !== null && b !== undefined && b.address !== null
      ? { operands: [a, { ...b, syntax: { ...b.syntax, size: 0 } }] }
      : null,
  // The operand size does not matter; NASM writes no prefix for it.
  arpl: (operands, bits) =>
    bits === 32 && operands.every((operand) => operand.register?.size !== 4)
      ? {
          operands: operands.map((operand) =>
            operand.register?.size === 2 ? registerOperand(operand, resized(operand.register, 4)) : operand,
          ),
        }
      : null,
  call: farDefault,
  jmp: farDefault,
  loop: counted,
  loope: counted,
  loopz: counted,
  loopne: counted,
  loopnz: counted,
};

/** Applies NASM's habits; most instructions have none. */
export function rewrite(word: string, operands: readonly OperandValue[], bits: number): Rewritten {
  const plain: Rewritten = { word, operands, operandSize: 0, addressSize: 0, without: null };
  const implied = IMPLIED_OPERANDS[word];
  if (implied !== undefined && operands.length === implied.length) {
    const all = operands.every(
      (operand, index) => operand.register !== null && implied[index]?.includes(operand.register.name) === true,
    );
    return all ? { ...plain, operands: [] } : plain;
  }
  if (operands.some(({ syntax }) => syntax.to) && !TAKES_TO.has(word)) return { ...plain, operandSize: NO_SIZE };
  if (word[0] === 'f') {
    const whole = completeX87(word, operands);
    if (whole !== null) return { ...plain, ...whole };
  }
  const pseudo = PSEUDO_INSTRUCTIONS.get(word);
  const [last] = operands.slice(-1);
  if (pseudo !== undefined && last !== undefined)
    return { ...plain, word: pseudo.mnemonic, operands: [...operands, immediateOperand(last, pseudo.immediate)] };
  const narrow = NARROW_REGISTER[word];
  if (narrow !== undefined) return { ...plain, operands: narrowed(operands, narrow) };
  const selector = SELECTOR_OPERAND[word];
  if (selector !== undefined) {
    const written = operands[selector]?.register?.size;
    // `lar` and `lsl` take a selector from a register of any size.
    if (selector === 0 && written !== undefined && written !== 2) return { ...plain, operandSize: NO_SIZE };
    return { ...plain, operands: withSelector(operands, selector, bits) };
  }
  const [first, second] = operands;
  if (
    NUMBER_GIVES_SIZE.has(word) &&
    first !== undefined &&
    first.address !== null &&
    first.syntax.size === 0 &&
    second !== undefined &&
    second.immediate !== null
  ) {
    return { ...plain, operands: [{ ...first, syntax: { ...first.syntax, size: second.syntax.size } }, second] };
  }
  const rule = RULES[word];
  const change = rule === undefined ? null : rule(operands, bits);
  return change === null ? plain : { ...plain, ...change };
}

function narrowed(operands: readonly OperandValue[], at: number): readonly OperandValue[] {
  const operand = operands[at];
  if (operand === undefined || operand.register === null || operand.register.size !== 8) return operands;
  return operands.with(at, registerOperand(operand, resized(operand.register, 4)));
}

function withSelector(operands: readonly OperandValue[], at: number, bits: number): readonly OperandValue[] {
  const operand = operands[at];
  if (
    operand === undefined ||
    operand.register === null ||
    operand.register.sort !== 'general' ||
    operand.register.size === 1
  )
    return operands;
  const other = at === 0 ? undefined : operands[0]?.register;
  const size = other === null || other === undefined ? (bits === 16 ? 2 : 4) : other.size;
  if (size !== 2 && size !== 4 && size !== 8) return operands;
  const changed = [...operands];
  changed[at] = registerOperand(operand, resized(operand.register, size));
  return changed;
}

function rewriteMov(operands: readonly OperandValue[], bits: number): Partial<Rewritten> | null {
  const [to, from] = operands;
  if (to === undefined || from === undefined) return null;
  if (
    to.register?.sort === 'segment' &&
    from.register !== null &&
    from.register.sort === 'general' &&
    from.register.size > 1
  ) {
    return { operands: [to, registerOperand(from, resized(from.register, bits === 16 ? 2 : 4))] };
  }
  if (from.register?.sort === 'segment' && to.register?.size === 8)
    return { operands: [registerOperand(to, resized(to.register, 4)), from] };
  if (to.register?.size === 8 && to.register.sort === 'general' && from.immediate !== null) {
    const { size, strict } = from.syntax;
    const value = from.immediate;
    const unsized: OperandValue = { ...from, syntax: { ...from.syntax, size: 0 } };
    // `dword` asks for the sign-extended form.
    if (size === 4) return { operands: [to, from] };
    if (size !== 0 && size !== 8) return null;
    const plain = isScalar(value) && !strict;
    if ((value.unknown && !strict) || (plain && value.number >= 0n && value.number <= 0xffff_ffffn)) {
      return { operands: [registerOperand(to, resized(to.register, 4)), unsized] };
    }
    const signed = plain && value.number >= -0x8000_0000n && value.number < 0n;
    return signed ? { operands: [to, unsized] } : { operands: [to, unsized], without: K.imm32sex64 };
  }
  return null;
}

/** `jmp far [x]` has a 64-bit offset in 64-bit mode. */
function farDefault(operands: readonly OperandValue[], bits: number): Partial<Rewritten> | null {
  const [target] = operands;
  if (target === undefined) return null;
  // Without `o16` there is no near jump to a 16-bit offset in 64-bit mode.
  const written = target.register?.size ?? (target.address === null ? 0 : target.syntax.size);
  if (bits === 64 && written === 2 && target.syntax.distance !== 'far') return { operandSize: 8 };
  if (target.address !== null && target.syntax.distance === 'far' && target.syntax.size === 0 && bits === 64)
    return { operandSize: 8 };
  if (target.far !== null) return { operandSize: target.syntax.size };
  return null;
}

/** `loop label, ecx` */
function counted(operands: readonly OperandValue[]): Partial<Rewritten> | null {
  const [target, counter] = operands;
  if (target === undefined || counter === undefined || counter.register === null || counter.register.number !== 1)
    return null;
  return { operands: [target], addressSize: counter.register.size };
}
