import {
  Code,
  CodeExt,
  EncodingKind,
  OpCodeOperandKind as K,
  MandatoryPrefix,
  MemorySizeExt,
  Mnemonic,
  type OpCodeInfo,
  OpCodeTableKind,
} from '../iced';
import {
  FORMS_LEFT_OUT,
  MNEMONIC_ALIASES,
  MNEMONICS_LEFT_OUT,
  NEEDLESS_REX_W,
  PSEUDO_INSTRUCTIONS,
  SIZED_WORDS,
} from './nasm-spellings.table';

/** One encoding of an instruction, as iced-x86's operand tables describe it. */
export interface Form {
  readonly code: Code;
  /** Operand kinds as the programmer writes them; empty for string instructions. */
  readonly kinds: readonly K[];
  /** Kinds with the operands that string instructions imply. */
  readonly allKinds: readonly K[];
  /** Bytes; 0 when the form has none. */
  readonly operandSize: number;
  readonly addressSize: number;
  /** Bytes that a memory operand stands for; 0 when any size will do. */
  readonly memorySize: number;
  readonly far: boolean;
  /** 64 bits need no REX.W. */
  readonly wide64: boolean;
  /** 66, F2, F3 or 0 as part of the opcode. */
  readonly mandatoryPrefix: number;
  readonly modes: readonly [sixteen: boolean, thirtyTwo: boolean, sixtyFour: boolean];
  /** Bytes without prefixes, displacement and the rest that depends on operands. */
  readonly length: number;
  readonly signedByte: boolean;
  readonly needlessRexW: boolean;
}

/** Memory operands that are never written. */
export const IMPLIED = new Set<K>([K.seg_rSI, K.es_rDI, K.seg_rDI, K.seg_rBX_al]);
const MODRM = new Set<K>([
  K.mem,
  K.mem_mpx,
  K.mem_mib,
  K.mem_vsib32x,
  K.mem_vsib64x,
  K.mem_vsib32y,
  K.mem_vsib64y,
  K.r8_or_mem,
  K.r16_or_mem,
  K.r32_or_mem,
  K.r32_or_mem_mpx,
  K.r64_or_mem,
  K.r64_or_mem_mpx,
  K.mm_or_mem,
  K.xmm_or_mem,
  K.ymm_or_mem,
  K.bnd_or_mem_mpx,
  K.r8_reg,
  K.r16_reg,
  K.r16_reg_mem,
  K.r16_rm,
  K.r32_reg,
  K.r32_reg_mem,
  K.r32_rm,
  K.r64_reg,
  K.r64_reg_mem,
  K.r64_rm,
  K.seg_reg,
  K.mm_reg,
  K.mm_rm,
  K.xmm_reg,
  K.xmm_rm,
  K.ymm_reg,
  K.ymm_rm,
  K.cr_reg,
  K.dr_reg,
  K.tr_reg,
  K.bnd_reg,
  K.k_or_mem,
  K.k_reg,
  K.k_rm,
  K.sibmem,
  K.tmm_reg,
  K.tmm_rm,
]);
const IMMEDIATE_BYTES: ReadonlyMap<K, number> = new Map([
  [K.imm8, 1],
  [K.imm8sex16, 1],
  [K.imm8sex32, 1],
  [K.imm8sex64, 1],
  [K.imm16, 2],
  [K.imm32, 4],
  [K.imm32sex64, 4],
  [K.imm64, 8],
  [K.br16_1, 1],
  [K.br32_1, 1],
  [K.br64_1, 1],
  [K.br16_2, 2],
  [K.br32_4, 4],
  [K.br64_4, 4],
  [K.xbegin_2, 2],
  [K.xbegin_4, 4],
  [K.farbr2_2, 4],
  [K.farbr4_2, 6],
]);
/** What `far word`, `far dword` and `far qword` mean: the size of the offset. */
const FAR_SIZES: Readonly<Record<number, number>> = { 16: 2, 17: 4, 18: 8 };

/** Codes of the Knights Corner coprocessor, which share mnemonics with those of processors. */
const COPROCESSOR = 'VEX_KNC_';

let byMnemonic: Map<string, Code[]> | null = null;
type FormLists = Map<string, readonly Form[]>;

/** Forms by word, for 16, 32 and 64 bits. */
const formLists = [0, 1, 2].map(() => new Map<string, readonly Form[]>()) as [FormLists, FormLists, FormLists];
const MANDATORY: ReadonlyMap<MandatoryPrefix, number> = new Map([
  [MandatoryPrefix.P66, 0x66],
  [MandatoryPrefix.PF3, 0xf3],
  [MandatoryPrefix.PF2, 0xf2],
]);

/** The codes of every mnemonic; read from iced-x86 once, which takes some thirty milliseconds. */
function catalogue(): Map<string, Code[]> {
  if (byMnemonic !== null) return byMnemonic;
  byMnemonic = new Map();
  const codes = Object.values(Code).filter((value): value is Code => typeof value === 'number');
  for (const code of codes) {
    if (FORMS_LEFT_OUT.has(Code[code]) || Code[code].startsWith(COPROCESSOR)) continue;
    const info = CodeExt.opCode(code);
    const usable = info.isInstruction && (info.encoding === EncodingKind.Legacy || info.encoding === EncodingKind.VEX);
    if (usable) {
      const name = Mnemonic[info.mnemonic].toLowerCase();
      const list = byMnemonic.get(name);
      if (list === undefined) byMnemonic.set(name, [code]);
      else list.push(code);
    }
    info.free();
  }
  return byMnemonic;
}

/** Every mnemonic, once somebody has asked. */
let known: Set<string> | null = null;

/** Whether NASM has an instruction of this name (in lower case). */
export function isMnemonic(word: string): boolean {
  if (known === null) {
    known = new Set([...mnemonics(), ...PSEUDO_INSTRUCTIONS.keys()]);
    for (const left of MNEMONICS_LEFT_OUT) known.delete(left);
  }
  return known.has(word);
}

export function* mnemonics(): Iterable<string> {
  for (const word of catalogue().keys()) if (!MNEMONICS_LEFT_OUT.has(word)) yield word;
  yield* Object.keys(MNEMONIC_ALIASES);
  yield* Object.keys(SIZED_WORDS);
}

/** The forms of an instruction in one mode, in the order in which they are to be tried. */
export function formsOf(word: string, bits: number): readonly Form[] {
  const mode = bits === 16 ? 0 : bits === 32 ? 1 : 2;
  const lists = formLists[mode];
  const list = lists.get(word);
  if (list !== undefined) return list;
  const sized = SIZED_WORDS[word];
  const names = sized?.mnemonics ?? [MNEMONIC_ALIASES[word] ?? word];
  const forms: Form[] = [];
  for (const name of names) {
    for (const code of catalogue().get(name) ?? []) {
      const form = readForm(code);
      // Intel's processors ignore the operand size of near jumps in 64-bit mode, and so does NASM.
      if (bits === 64 && (form.kinds.includes(K.br16_1) || form.kinds.includes(K.br16_2))) continue;
      if (form.modes[mode] && (sized === undefined || sized.size === 0 || form.operandSize === sized.size))
        forms.push(form);
    }
  }
  // What the mode gives for nothing comes first: a jump with a 16-bit target would be shorter, but it is another jump.
  const rank = (form: Form): number => prefixBytes(form, bits) * 100 + form.length * 2 + (form.signedByte ? 0 : 1);
  const sorted = forms
    .map((form, index) => ({ form, index, rank: rank(form) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map((entry) => entry.form);
  lists.set(word, sorted);
  return sorted;
}

function prefixBytes(form: Form, bits: number): number {
  const usual = bits === 16 ? 2 : 4;
  let count = 0;
  if (form.operandSize === 8) count += form.wide64 ? 0 : 1;
  else if (form.operandSize !== 0 && form.operandSize !== usual) count += 1;
  if (form.addressSize !== 0 && form.addressSize * 8 !== bits) count += 1;
  return count;
}

function readForm(code: Code): Form {
  const info = CodeExt.opCode(code);
  const allKinds: K[] = [];
  for (let operand = 0; operand < info.opCount; operand += 1) allKinds.push(info.opKind(operand));
  const written = allKinds.filter((kind) => !IMPLIED.has(kind));
  // Accumulators of string instructions are not written either.
  const masked = allKinds.includes(K.mm_reg) || allKinds.includes(K.xmm_reg);
  const kinds = written.length === allKinds.length || masked ? written : [];
  const branches = info.mnemonic === Mnemonic.Call || info.mnemonic === Mnemonic.Jmp;
  const far = branches ? FAR_SIZES[info.memorySize] : undefined;
  const escapeBytes = info.table === OpCodeTableKind.Normal ? 0 : info.table === OpCodeTableKind.T0F ? 1 : 2;
  let length = escapeBytes + info.opCodeLength;
  if (kinds.some((kind) => MODRM.has(kind))) length += 1;
  // `moffs` counts as nothing, because NASM takes it whenever it can.
  for (const kind of kinds) length += IMMEDIATE_BYTES.get(kind) ?? 0;
  const form: Form = {
    code,
    kinds,
    allKinds,
    operandSize: info.operandSize / 8,
    addressSize: info.addressSize / 8,
    memorySize: far ?? memoryBytes(info),
    far: far !== undefined || kinds.includes(K.farbr2_2) || kinds.includes(K.farbr4_2),
    wide64: info.defaultOpSize64 || info.forceOpSize64,
    mandatoryPrefix: info.encoding === EncodingKind.Legacy ? (MANDATORY.get(info.mandatoryPrefix) ?? 0) : 0,
    modes: [info.mode16, info.mode32, info.mode64],
    length,
    signedByte: kinds.includes(K.imm8sex16) || kinds.includes(K.imm8sex32) || kinds.includes(K.imm8sex64),
    needlessRexW: NEEDLESS_REX_W.has(Code[code]),
  };
  info.free();
  return form;
}

/** 0 for operands that NASM calls just `mem`: descriptor-table operands, state areas and the like. */
function memoryBytes(info: OpCodeInfo): number {
  const bytes = MemorySizeExt.size(info.memorySize);
  return bytes === 1 ||
    bytes === 2 ||
    bytes === 4 ||
    bytes === 8 ||
    bytes === 16 ||
    bytes === 32 ||
    info.memorySize === 31
    ? bytes
    : 0;
}
