import { isScalar, type Value } from '../expression/value';
import { OpCodeOperandKind as K } from '../iced';
import type { EffectiveAddress } from './effective-address';
import type { Form } from './forms';
import type { OperandValue } from './operand-value';
import type { RegisterFacts } from './registers';

/** Which operands one of iced-x86's operand kinds accepts. */
interface KindRule {
  readonly register?: (register: RegisterFacts) => boolean;
  readonly memory?: true;
}

const general = (size: number) => (register: RegisterFacts) => register.sort === 'general' && register.size === size;
const sort = (wanted: RegisterFacts['sort']) => (register: RegisterFacts) => register.sort === wanted;
const named = (name: string) => (register: RegisterFacts) => register.name === name;

const RULES: ReadonlyMap<K, KindRule> = new Map<K, KindRule>([
  [K.mem, { memory: true }],
  [K.mem_mpx, { memory: true }],
  [K.mem_mib, { memory: true }],
  [K.sibmem, { memory: true }],
  [K.mem_vsib32x, { memory: true }],
  [K.mem_vsib64x, { memory: true }],
  [K.mem_vsib32y, { memory: true }],
  [K.mem_vsib64y, { memory: true }],
  [K.r8_or_mem, { register: general(1), memory: true }],
  [K.r16_or_mem, { register: general(2), memory: true }],
  [K.r32_or_mem, { register: general(4), memory: true }],
  [K.r32_or_mem_mpx, { register: general(4), memory: true }],
  [K.r64_or_mem, { register: general(8), memory: true }],
  [K.r64_or_mem_mpx, { register: general(8), memory: true }],
  [K.mm_or_mem, { register: sort('mmx'), memory: true }],
  [K.xmm_or_mem, { register: sort('xmm'), memory: true }],
  [K.ymm_or_mem, { register: sort('ymm'), memory: true }],
  [K.bnd_or_mem_mpx, { register: sort('bound'), memory: true }],
  [K.k_or_mem, { register: sort('mask'), memory: true }],
  [K.r8_reg, { register: general(1) }],
  [K.r8_opcode, { register: general(1) }],
  [K.r16_reg, { register: general(2) }],
  [K.r16_reg_mem, { register: general(2) }],
  [K.r16_rm, { register: general(2) }],
  [K.r16_opcode, { register: general(2) }],
  [K.r32_reg, { register: general(4) }],
  [K.r32_reg_mem, { register: general(4) }],
  [K.r32_rm, { register: general(4) }],
  [K.r32_opcode, { register: general(4) }],
  [K.r32_vvvv, { register: general(4) }],
  [K.r64_reg, { register: general(8) }],
  [K.r64_reg_mem, { register: general(8) }],
  [K.r64_rm, { register: general(8) }],
  [K.r64_opcode, { register: general(8) }],
  [K.r64_vvvv, { register: general(8) }],
  [K.seg_reg, { register: sort('segment') }],
  [K.k_reg, { register: sort('mask') }],
  [K.k_rm, { register: sort('mask') }],
  [K.k_vvvv, { register: sort('mask') }],
  [K.mm_reg, { register: sort('mmx') }],
  [K.mm_rm, { register: sort('mmx') }],
  [K.xmm_reg, { register: sort('xmm') }],
  [K.xmm_rm, { register: sort('xmm') }],
  [K.xmm_vvvv, { register: sort('xmm') }],
  [K.xmm_is4, { register: sort('xmm') }],
  [K.ymm_reg, { register: sort('ymm') }],
  [K.ymm_rm, { register: sort('ymm') }],
  [K.ymm_vvvv, { register: sort('ymm') }],
  [K.ymm_is4, { register: sort('ymm') }],
  [K.cr_reg, { register: sort('control') }],
  [K.dr_reg, { register: sort('debug') }],
  [K.tr_reg, { register: sort('test') }],
  [K.bnd_reg, { register: sort('bound') }],
  [K.tmm_reg, { register: sort('tile') }],
  [K.tmm_rm, { register: sort('tile') }],
  [K.tmm_vvvv, { register: sort('tile') }],
  [K.sti_opcode, { register: sort('x87') }],
  [K.st0, { register: named('st0') }],
  [K.es, { register: named('es') }],
  [K.cs, { register: named('cs') }],
  [K.ss, { register: named('ss') }],
  [K.ds, { register: named('ds') }],
  [K.fs, { register: named('fs') }],
  [K.gs, { register: named('gs') }],
  [K.al, { register: named('al') }],
  [K.cl, { register: named('cl') }],
  [K.ax, { register: named('ax') }],
  [K.dx, { register: named('dx') }],
  [K.eax, { register: named('eax') }],
  [K.rax, { register: named('rax') }],
]);

const SHORT = new Set<K>([K.br16_1, K.br32_1, K.br64_1]);
const NEAR = new Set<K>([K.br16_2, K.br32_4, K.br64_4, K.xbegin_2, K.xbegin_4]);

export function isShortBranch(kind: K): boolean {
  return SHORT.has(kind);
}

export function isBranch(kind: K): boolean {
  return SHORT.has(kind) || NEAR.has(kind);
}

/** What the forms of one instruction need to know beside the operands. */
export interface MatchContext {
  /** Whether the target of a jump lies within reach of the short form of this length. */
  readonly inReach: (target: Value, form: Form) => boolean;
  /** Whether the instruction has a form with a near displacement, so that the short one need not fit. */
  readonly hasNear: () => boolean;
  /** The size that an immediate operand's keyword may repeat: that of the other operands. */
  readonly operandSize: number;
}

/** Whether an operand suits an operand kind of a form. */
export function matches(kind: K, operand: OperandValue, form: Form, context: MatchContext): boolean {
  const { syntax } = operand;
  if (operand.register !== null) return RULES.get(kind)?.register?.(operand.register) === true;
  if (operand.address !== null) {
    if (kind === K.mem_offs) return operand.address.offsetOnly && sizeFits(syntax.size, form);
    if (RULES.get(kind)?.memory !== true || !indexFits(kind, operand.address)) return false;
    return (syntax.distance === 'far') === form.far && sizeFits(syntax.size, form);
  }
  if (operand.far !== null) return kind === K.farbr2_2 || kind === K.farbr4_2;
  return operand.immediate !== null && matchesImmediate(kind, operand, operand.immediate, form, context);
}

const VECTOR_INDEX: ReadonlyMap<K, RegisterFacts['sort']> = new Map([
  [K.mem_vsib32x, 'xmm'],
  [K.mem_vsib64x, 'xmm'],
  [K.mem_vsib32y, 'ymm'],
  [K.mem_vsib64y, 'ymm'],
]);

/** Gathers have a vector as index, and nothing else has. */
function indexFits(kind: K, { index }: EffectiveAddress): boolean {
  const wanted = VECTOR_INDEX.get(kind);
  const sort = index?.sort ?? 'general';
  return wanted === undefined ? sort === 'general' : sort === wanted;
}

function sizeFits(written: number, form: Form): boolean {
  return written === 0 || form.memorySize === 0 || written === form.memorySize;
}

function matchesImmediate(kind: K, operand: OperandValue, value: Value, form: Form, context: MatchContext): boolean {
  const { size, strict, distance } = operand.syntax;
  if (SHORT.has(kind)) {
    if (distance === 'short') return true;
    if (!context.hasNear()) return distance === '';
    return distance === '' && !strict && size === 0 && context.inReach(value, form);
  }
  if (NEAR.has(kind)) return distance !== 'short' && distance !== 'far' && (size === 0 || size === form.operandSize);
  if (distance !== '') return false;
  const usual = size === 0 || size === context.operandSize;
  switch (kind) {
    case K.imm8:
      return size === 0 || size === 1;
    case K.imm8_const_1:
      return size === 0 && isScalar(value) ? value.number === 1n : size === 0 && value.unknown;
    case K.imm8sex16:
      return size === 1 || (usual && fitsSignedByte(value, strict, 16));
    case K.imm8sex32:
    case K.imm8sex64:
      return size === 1 || (usual && fitsSignedByte(value, strict, 32));
    case K.imm16:
      return usual || size === 2;
    case K.imm32:
    case K.imm32sex64:
      return usual || size === 4;
    case K.imm64:
      return usual || size === 8;
    default:
      return false;
  }
}

/** NASM compares in the width of the operand, so that 0xFFFFFFFF is as good as -1; what is not known yet is hoped to fit. */
function fitsSignedByte(value: Value, strict: boolean, bits: number): boolean {
  if (strict || value.terms.length > 0) return false;
  if (value.unknown) return true;
  return BigInt.asUintN(bits, value.number + 128n) <= 255n;
}
