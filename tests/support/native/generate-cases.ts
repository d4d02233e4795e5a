import { type OpcodeForm, type OperandForm, parseRow } from '../../../src/cpu/decode/opcode-form';
import { ISA_ROWS } from '../../../src/cpu/isa/isa';
import { type CaseRandom, randomState } from './case-values';
import { definedFlags, isResultUndefined } from './defined-flags';
import { CODE_ADDRESS, MEMORY_ADDRESS, type NativeCase, type NativeState } from './native-state';

/** Operations that the operating system refuses, emulates or gives other results, and those whose results are this machine's own. */
const LEFT_OUT =
  /^(not-modelled|cpuid|.*msr|rd.*|getsec|xgetbv|xsetbv|u?monitor|u?mwait|tpause|wrmsrlist|hlt|clts|.*invd|rsm|mov_[cds]r.*|mov_sreg.*|.*[ls]ldt|str|ltr|ver[rw]|[ls][gi]dt|[ls]msw|inv.*|swapgs|cla?c?_|stac|clac|lar|lsl|arpl|push_sreg|pop_sreg|load_far_pointer|l[defgs]s|wrpkru|wr[fg]sbase|cli|sti|in|out|in_immediate|out_immediate|ins|outs|vm.*|jmpf|callf|retf|int\d?|into|iret|sys.*|ud2|xsave.*|xrstor.*|bound|pause)$/;

const SIZES = [2, 4, 8] as const;

/** One way to encode a row: an operand size, a register or memory in ModRM.rm. */
export interface CaseForm {
  readonly form: OpcodeForm;
  readonly bits: 32 | 64;
  readonly size: number;
  readonly memory: boolean;
}

function exists(form: OpcodeForm, bits: 32 | 64): boolean {
  const { row } = form;
  if (LEFT_OUT.test(row.operation)) return false;
  return row.only === undefined || (row.only === 'long') === (bits === 64);
}

/** Sizes that prefixes can give an operand. */
function sizesOf(form: OpcodeForm, bits: 32 | 64): readonly number[] {
  const sizes = form.operands.filter(({ letter }) => letter !== 'I' && letter !== 'J').map(({ size }) => size);
  const long = bits === 64;
  if (form.prefix === '66' || form.prefix === 'none' || form.map > 3) {
    const wide = sizes.includes('y') || sizes.includes('v');
    return wide && long ? [4, 8] : [4];
  }
  if (form.operands.length > 0 && sizes.every((size) => size === 'b' || size === '')) return [4];
  if (form.row.wide === 'forced') return [long ? 8 : 4];
  if (form.row.wide === 'default') return long ? [2, 8] : [2, 4];
  return long ? SIZES : [2, 4];
}

/** Every form of every row that user-mode code can run, in 64-bit and 32-bit code. */
export function caseForms(): CaseForm[] {
  return ISA_ROWS.map(parseRow).flatMap((form) =>
    ([64, 32] as const)
      .filter((bits) => exists(form, bits))
      .flatMap((bits) =>
        sizesOf(form, bits).flatMap((size) => {
          const choices = !form.hasModrm || form.modrm >= 0 ? [false] : MEMORY_CHOICES[form.mod];
          return choices.map((memory) => ({ form, bits, size, memory }));
        }),
      ),
  );
}

const MEMORY_CHOICES = { any: [false, true], memory: [true], register: [false], 'assume-register': [false] } as const;

const RCX = 1,
  RBX = 3,
  RSP = 4,
  RSI = 6,
  RDI = 7;

/** Registers an operand may name; 32-bit code has eight. */
function anyRegister(random: CaseRandom, bits: 32 | 64): number {
  return random.below(bits === 64 ? 16 : 8);
}

interface Encoding {
  readonly code: number[];
  readonly reg: number;
  readonly rm: number;
  readonly immediate: number;
}

function mandatoryPrefix(form: OpcodeForm, size: number, bits: 32 | 64, random: CaseRandom): number[] {
  const list: number[] = [];
  const small = size === 2 && form.row.wide !== 'forced';
  if (form.prefix === '66' || small) list.push(0x66);
  if (form.prefix === 'F2') list.push(0xf2);
  if (form.prefix === 'F3') list.push(0xf3);
  if (REPEATED.has(form.row.operation) && random.below(3) > 0) list.push(random.below(2) === 0 ? 0xf2 : 0xf3);
  if (form.row.lockable === true && random.below(8) === 0) list.push(0xf0);
  if (bits === 64 && form.operands.some(({ letter }) => letter === 'X' || letter === 'Y') && random.below(6) === 0)
    list.unshift(0x67);
  return list;
}

const REPEATED: ReadonlySet<string> = new Set(['movs', 'cmps', 'stos', 'lods', 'scas']);

function immediateBytes(operand: OperandForm, size: number, value: number, high: number): number[] {
  const word = (n: number): number[] => [n & 0xff, (n >>> 8) & 0xff, (n >>> 16) & 0xff, (n >>> 24) & 0xff];
  if (operand.size === 'b') return [value & 0xff];
  if (operand.size === 'w') return word(value).slice(0, 2);
  if (operand.size === 'v' && size === 8) return [...word(value), ...word(high)];
  return size === 2 ? word(value).slice(0, 2) : word(value);
}

/** ModRM, SIB and displacement that name a register or an address near RSI. */
function modrmBytes(one: CaseForm, reg: number, rm: number, random: CaseRandom): number[] {
  const field = (reg & 7) << 3;
  if (!one.memory) return [0xc0 | field | (rm & 7)];
  const choice = random.below(4);
  if (choice === 0) return [0x40 | field | RSI, 16];
  // [RSI + RBX * 1 + 8] without an index in 64-bit code.
  if (choice === 1) return [0x44 | field, 0x26, 8];
  if (choice === 2) return [0x80 | field | RSI, 32, 0, 0, 0];
  return [field | RSI];
}

function encode(one: CaseForm, random: CaseRandom): Encoding {
  const { form, bits, size, memory } = one;
  const { row } = form;
  const long = bits === 64;
  const reg = form.extension >= 0 ? form.extension : anyRegister(random, bits);
  const rm = anyRegister(random, bits);
  const vvvv = anyRegister(random, bits);
  const isVector = row.unit === 'mmx';
  const code = mandatoryPrefix(form, size, bits, random);
  const wide = size === 8 && long && row.wide === undefined ? 8 : 0;
  const extended = (isVector ? reg & 7 : reg) >= 8 && form.extension < 0 ? 4 : 0;
  const base = !memory && rm >= 8 && (form.hasModrm || form.registerInOpcode) && form.modrm < 0 ? 1 : 0;
  const rex = wide | extended | base;
  if (form.map >= 4) {
    const prefixes = ['none', '66', 'F3', 'F2'];
    code.splice(0, code.length, 0xc4, ((~rex & 7) << 5) | (form.map - 4));
    code.push((wide << 4) | ((~vvvv & 15) << 3) | prefixes.indexOf(form.prefix), form.opcode);
    if (!form.operands.some(({ letter }) => letter === 'B')) code[2] |= 0x78;
  } else {
    if (rex !== 0 || (long && row.withoutRexB !== true && random.below(4) === 0)) code.push(0x40 | rex);
    code.push(
      ...[[], [0x0f], [0x0f, 0x38], [0x0f, 0x3a]][form.map],
      form.opcode | (form.registerInOpcode ? rm & 7 : 0),
    );
  }
  if (form.modrm >= 0) code.push(form.modrm);
  else if (form.hasModrm) code.push(...modrmBytes(one, reg, rm, random));
  const immediate = Number(BigInt.asIntN(32, random.operand()));
  for (const operand of form.operands) {
    const { letter } = operand;
    if (row.operation === 'enter' && operand.size === 'w') code.push(random.below(64), 0);
    else if (letter === 'I')
      code.push(...immediateBytes(operand, size, immediate, Number(random.operand() & 0xffff_ffffn)));
    else if (letter === 'J')
      code.push(...immediateBytes(operand, size === 8 ? 4 : size, random.below(0x7000) - 0x1000, 0));
    else if (letter === 'O') code.push(...immediateBytes({ letter, size: 'v' }, long ? 8 : 4, MEMORY_ADDRESS + 8, 0));
  }
  return { code, reg, rm, immediate };
}

/** Registers that must hold addresses or small numbers for what the instruction reaches to stay inside the memory. */
function tame(one: CaseForm, encoding: Encoding, gpr: bigint[], random: CaseRandom): void {
  const { operation, unit } = one.form.row;
  const aligned = BigInt(
    MEMORY_ADDRESS + 64 + (unit === 'sse' || /^fx/.test(operation) ? 16 * random.below(2) : random.below(16)),
  );
  gpr[RSI] = /^fx/.test(operation) ? BigInt(MEMORY_ADDRESS) : aligned;
  if (unit === 'sse' && random.below(16) === 0) gpr[RSI] += 1n;
  gpr[RSP] = BigInt(MEMORY_ADDRESS + 320);
  if (operation === 'enter' || operation === 'leave') gpr[5] = BigInt(MEMORY_ADDRESS + 400);
  if (USES_DESTINATION_STRING.has(operation)) gpr[RDI] = BigInt(MEMORY_ADDRESS + 200 + random.below(16));
  if (operation === 'xlat') gpr[RBX] = BigInt(MEMORY_ADDRESS);
  if (REPEATED.has(operation)) gpr[RCX] = BigInt(random.below(4));
  if (BIT_STRINGS.has(operation) && one.memory && one.form.pattern === 'EG')
    gpr[encoding.reg] = BigInt(random.below(1024));
  if (operation === 'jmp' || operation === 'call') {
    if (!one.memory && encoding.rm !== RSP) gpr[encoding.rm] = BigInt(CODE_ADDRESS + random.below(0x1000));
  }
}

const USES_DESTINATION_STRING: ReadonlySet<string> = new Set([...REPEATED, 'maskmov']);
const BIT_STRINGS: ReadonlySet<string> = new Set(['bt', 'bts', 'btr', 'btc']);

function countOf(one: CaseForm, encoding: Encoding, state: NativeState): number {
  const { operands } = one.form;
  if (operands.some(({ letter }) => letter === 'CL')) return Number(state.gpr[RCX] & 0xffn);
  return operands.some(({ letter }) => letter === '1') ? 1 : encoding.immediate & 0xff;
}

/** A case of a form; null when its result is undefined. */
export function generateCase(one: CaseForm, random: CaseRandom): NativeCase | null {
  const encoding = encode(one, random);
  if (encoding.code.length > 15) return null;
  const state = randomState(random, one);
  const gpr = [...state.gpr];
  tame(one, encoding, gpr, random);
  if (one.bits === 32) for (let n = 0; n < 16; n++) gpr[n] = n < 8 ? gpr[n] & 0xffff_ffffn : 0n;
  const before = { ...state, gpr };
  if (one.form.row.operation === 'popf')
    new DataView(before.memory.buffer).setBigUint64(320, BigInt(random.below(0xfff) & 0xed5), true);
  const { operation } = one.form.row;
  const width = one.form.size === 'b' ? 1 : one.size;
  const count = countOf(one, encoding, before);
  if (isResultUndefined(operation, width, count)) return null;
  const { pattern } = one.form;
  if (BIT_STRINGS.has(operation) && one.memory && pattern === 'EG' && (encoding.reg === RSI || encoding.reg === RSP))
    return null;
  if (REACHES_OUT.has(operation) && (one.memory || encoding.rm === RSP)) return null;
  return {
    name: operation,
    bits: one.bits,
    code: Uint8Array.from(encoding.code),
    flags: definedFlags(operation, width, count),
    before,
  };
}

/** A jump through memory goes anywhere, beyond what the operating system lets a trap report. */
const REACHES_OUT: ReadonlySet<string> = new Set(['jmp', 'call']);
