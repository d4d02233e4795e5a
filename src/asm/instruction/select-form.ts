import type { Value } from '../expression/value';
import { OpCodeOperandKind as K } from '../iced';
import { type Message, say } from '../report/message';
import { type Form, formsOf } from './forms';
import { isShortBranch, type MatchContext, matches } from './match-operand';
import { NEEDS_ALL_OPERANDS, SHORTEST_MEMORY } from './nasm-spellings.table';
import type { OperandValue } from './operand-value';
import { type Rewritten, rewrite } from './rewrite';

/** The form that encodes an instruction, with its operands in the form's order. */
export interface Selection {
  readonly form: Form;
  readonly operands: readonly OperandValue[];
}

export interface SelectionRequest {
  readonly word: string;
  readonly operands: readonly OperandValue[];
  readonly bits: number;
  /** Of `o16`…, `a16`… prefixes, in bytes; 0 when there are none. */
  readonly operandSize: number;
  readonly addressSize: number;
  readonly inReach: (target: Value, form: Form) => boolean;
  /** The operands as written. */
  readonly text: () => string;
}

/** Chooses as NASM with -Ox does: the shortest form whose operands fit. Gives the reason when there is none. */
export function selectForm(request: SelectionRequest): Selection | Message {
  const changed = rewrite(request.word, request.operands, request.bits);
  const selection = select(request, changed);
  if (!('code' in selection) || request.word[0] !== 'v' || NEEDS_ALL_OPERANDS.test(request.word)) return selection;
  const [first, ...rest] = changed.operands;
  if (first === undefined || first.register === null || rest.length === 0) return selection;
  const whole = select(request, { ...changed, operands: [first, first, ...rest] });
  return 'code' in whole || !whole.form.kinds.some((kind) => VEX_SOURCE.has(kind)) ? selection : whole;
}

/** The operand that only the VEX prefix names. */
const VEX_SOURCE = new Set<K>([K.xmm_vvvv, K.ymm_vvvv]);

function select(request: SelectionRequest, changed: Rewritten): Selection | Message {
  const { bits } = request;
  const { operands } = changed;
  const forms = formsOf(changed.word, bits);
  const context: MatchContext = {
    inReach: request.inReach,
    hasNear: forms.some((form) =>
      form.kinds.some((kind) => kind === K.br16_2 || kind === K.br32_4 || kind === K.br64_4),
    ),
    operandSize: widest(operands),
  };
  const fits = (form: Form): boolean => {
    if (form.kinds.length !== operands.length) return false;
    if (changed.operandSize !== 0 && form.operandSize !== changed.operandSize) return false;
    if (changed.addressSize !== 0 && form.addressSize !== changed.addressSize) return false;
    if (changed.without !== null && form.kinds.includes(changed.without)) return false;
    for (const [index, operand] of operands.entries()) {
      if (!matches(form.kinds[index] ?? K.None, operand, form, context)) return false;
    }
    return true;
  };
  const wanted = request.operandSize;
  const wantedAddress = request.addressSize;
  let found: Form | undefined;
  if (wanted !== 0 || wantedAddress !== 0) {
    found = forms.find(
      (form) =>
        (wanted === 0 || form.operandSize === wanted) &&
        (wantedAddress === 0 || form.addressSize === 0 || form.addressSize === wantedAddress) &&
        fits(form),
    );
  }
  found ??= forms.find(fits);
  if (found === undefined) return explain(request, operands, forms, context);
  const unsized = operands.some((operand) => operand.address !== null && operand.syntax.size === 0);
  if (
    unsized &&
    found.memorySize !== 0 &&
    wanted === 0 &&
    !SHORTEST_MEMORY.has(request.word) &&
    request.word !== 'call' &&
    request.word !== 'jmp'
  ) {
    const { memorySize, addressSize } = found;
    const other = forms.find(
      (form) =>
        form.memorySize !== memorySize && form.memorySize !== 0 && form.addressSize === addressSize && fits(form),
    );
    if (other !== undefined) return say('operand-size-unknown');
  }
  return { form: found, operands };
}

/** The size that the register or memory operands agree on. */
function widest(operands: readonly OperandValue[]): number {
  for (const operand of operands) {
    if (operand.register !== null && operand.register.size > 0) return operand.register.size;
    if (operand.address !== null && operand.syntax.size > 0) return operand.syntax.size;
  }
  return 0;
}

/** Whether an operand exists with AVX-512 only. */
export function isOfAvx512({ register }: OperandValue): boolean {
  if (register === null) return false;
  const { sort, number } = register;
  return sort === 'zmm' || sort === 'mask' || ((sort === 'xmm' || sort === 'ymm') && number > 15);
}

/** Why no form fits. */
function explain(
  request: SelectionRequest,
  operands: readonly OperandValue[],
  forms: readonly Form[],
  context: MatchContext,
): Message {
  const { word, bits } = request;
  if (forms.length === 0) return say('not-in-this-mode', { word, bits });
  const counts = [...new Set(forms.map((form) => form.kinds.length))].sort();
  if (!counts.includes(operands.length))
    return say('operand-count', { word, wanted: counts.join(' / '), count: operands.length });
  if (operands.some(isOfAvx512)) return say('no-avx512');
  const sameCount = forms.filter((form) => form.kinds.length === operands.length);
  for (const [index, operand] of operands.entries()) {
    if (!sameCount.some((form) => matches(form.kinds[index] ?? K.None, operand, form, context))) {
      if (operand.immediate !== null && sameCount.every((form) => isShortBranch(form.kinds[index] ?? K.None)))
        return say('no-near-form', { word });
      return operandMessage(word, operand, index + 1, bits === 64 ? undefined : bits);
    }
  }
  return say('operands-do-not-fit', { word, operands: request.text() });
}

export const SIZE_WORDS: Readonly<Record<number, string>> = {
  1: 'byte',
  2: 'word',
  4: 'dword',
  8: 'qword',
  10: 'tword',
  16: 'oword',
  32: 'yword',
  64: 'zword',
};

/** Says of one operand that no form takes it at its place. */
function operandMessage(word: string, operand: OperandValue, index: number, bits: number | undefined): Message {
  if (operand.register !== null) return say('operand-register', { word, register: operand.register.name, index, bits });
  if (operand.far !== null) return say('operand-far', { word, index, bits });
  const size = SIZE_WORDS[operand.syntax.size];
  return say(operand.address === null ? 'operand-number' : 'operand-memory', { word, size, index, bits });
}
