import { type AddressHints, evaluate } from '../expression/evaluate';
import { type Expression, isFixed } from '../expression/expression';
import { sameBase, type Value } from '../expression/value';
import type { InstructionBody, OperandSyntax } from '../statement/statement';
import type { Assembly } from './assembly';
import type { ReachQuestion } from './instruction-notes';

/**
 * The length of an instruction when everything that decides it is as it was when its form was chosen last; else -1.
 * Passes before the last one need nothing more, and most of a program stays as it is from pass to pass.
 */
export function keptLength(assembly: Assembly, body: InstructionBody): number {
  const known = body.notes.kept;
  if (known === null) return -1;
  if (known.bits !== assembly.bits || known.relative !== assembly.relative || known.bound !== assembly.bound) return -1;
  if (known.settled) return known.length;
  const only = body.operands.length === 1 ? body.operands[0]?.immediate : null;
  if (only?.kind === 'symbol' && known.target === 0) {
    // Most of what is left is jumps to labels.
    const entry = assembly.symbols.find(assembly.symbols.fullName(only.name));
    if (entry !== undefined && entry.section !== null && known.values[0]?.unknown === false) {
      const here = assembly.section;
      for (const { length, answer } of known.reach) {
        const near = entry.section === here && isByte(entry.offset - here.offset - length);
        if (near !== answer) return -1;
      }
      return known.length;
    }
  }
  const values = valuesOf(assembly, body);
  for (let n = 0; n < values.length; n += 1) {
    const value = values[n];
    const before = known.values[n];
    if (value === undefined || before === undefined) return -1;
    if (n === known.target) {
      if (value.unknown !== before.unknown) return -1;
      for (const { length, answer } of known.reach) if (isNear(assembly, value, length) !== answer) return -1;
    } else if (!alike(value, before)) return -1;
  }
  return known.length;
}

/** Keeps the length of an instruction whose form has just been chosen. */
export function keepLength(
  assembly: Assembly,
  body: InstructionBody,
  reach: readonly ReachQuestion[],
  length: number,
): void {
  const { bits, relative, bound } = assembly;
  const values = valuesOf(assembly, body);
  const asked = reach[0]?.target;
  // Only an operand that stands alone is a target of a jump.
  const target = asked === undefined ? -1 : values.length === 1 ? 0 : -2;
  if (target === -2) return;
  const settled = reach.length === 0 && body.operands.every((operand) => isSettled(assembly, operand));
  body.notes.kept = { bits, relative, bound, values, target, reach, length, settled };
}

/** Whether no later pass can find another length for an instruction, as long as the mode is the same. */
export function hasSettledLength(body: InstructionBody): boolean {
  return body.fixed || body.notes.kept?.settled === true;
}

/** Whether an operand is the same in every pass but for the offsets of labels. Those keep their section; an `equ` may become anything. */
function isSettled(assembly: Assembly, { memory, immediate, far, register }: OperandSyntax): boolean {
  if (register !== null) return true;
  const expression = memory?.expression ?? immediate;
  if (far !== null || expression === null) return false;
  if (isFixed(expression)) return true;
  if (!isOfLabels(assembly, expression)) return false;
  const { terms, unknown } = inAddress(assembly, expression);
  return !unknown && terms.some(({ base }) => !('register' in base));
}

function isOfLabels(assembly: Assembly, expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
    case 'register':
    case 'here':
    case 'base':
      return true;
    case 'symbol':
      return assembly.symbols.find(assembly.symbols.fullName(expression.name))?.kind === 'label';
    case 'unary':
      return isOfLabels(assembly, expression.operand);
    case 'binary':
      return (
        (expression.operator === '+' || expression.operator === '-') &&
        isOfLabels(assembly, expression.left) &&
        isOfLabels(assembly, expression.right)
      );
    case 'choice':
      return false;
  }
}

/** Whether a jump of so many bytes here reaches its target with an 8-bit distance. What is not known yet is hoped to be near. */
export function isNear(assembly: Assembly, target: Value, length: number): boolean {
  if (target.unknown) return true;
  const [term] = target.terms;
  if (target.terms.length !== 1 || term === undefined || term.base !== assembly.section || term.factor !== 1n)
    return false;
  return isByte(Number(target.number) - assembly.section.offset - length);
}

function isByte(distance: number): boolean {
  return distance >= -128 && distance <= 127;
}

/** The values of all expressions of an instruction. */
function valuesOf(assembly: Assembly, body: InstructionBody): readonly Value[] {
  const values: Value[] = [];
  const bare = body.mnemonic === 'lea';
  for (const { memory, immediate, far } of body.operands) {
    if (memory !== null) values.push(inAddress(assembly, memory.expression));
    else if (immediate !== null) values.push(bare ? inAddress(assembly, immediate) : assembly.evaluate(immediate));
    else if (far !== null) values.push(assembly.evaluate(far.selector), assembly.evaluate(far.offset));
  }
  return values;
}

function inAddress(assembly: Assembly, expression: Expression): Value {
  const hints: AddressHints = { register: null, kind: 'none' };
  assembly.hints = hints;
  try {
    return evaluate(expression, assembly);
  } finally {
    assembly.hints = undefined;
  }
}

/** Whether two values lead to the same form: how far into its section a place lies makes no difference. */
function alike(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.unknown !== b.unknown || a.terms.length !== b.terms.length) return false;
  let placed = false;
  for (let n = 0; n < a.terms.length; n += 1) {
    const one = a.terms[n];
    const other = b.terms[n];
    if (one === undefined || other === undefined || one.factor !== other.factor || !sameBase(one.base, other.base))
      return false;
    if (!('register' in one.base)) placed = true;
  }
  return placed || a.number === b.number;
}
