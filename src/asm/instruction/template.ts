import { Encoder, Instruction, OpCodeOperandKind as K, OpKind, Register } from '../iced';
import type { Prefixes } from '../statement/statement';
import type { EffectiveAddress } from './effective-address';
import type { Form } from './forms';
import { isBranch } from './match-operand';
import type { OperandValue } from './operand-value';

/** A place inside an encoding that holds a value. */
export interface Slot {
  readonly at: number;
  readonly size: number;
}

/** The bytes of an instruction with holes for its numbers; the same for all uses with the same registers. */
export interface Template {
  readonly bytes: Uint8Array;
  readonly displacement: Slot | null;
  /** In the order of the operands. */
  readonly immediates: readonly Slot[];
}

const templates = new Map<string, Template>();
const encoders = new Map<number, Encoder>();

const IMMEDIATE_KINDS: ReadonlyMap<K, OpKind> = new Map([
  [K.imm8, OpKind.Immediate8],
  [K.imm8_const_1, OpKind.Immediate8],
  [K.imm8sex16, OpKind.Immediate8to16],
  [K.imm8sex32, OpKind.Immediate8to32],
  [K.imm8sex64, OpKind.Immediate8to64],
  [K.imm16, OpKind.Immediate16],
  [K.imm32, OpKind.Immediate32],
  [K.imm32sex64, OpKind.Immediate32to64],
  [K.imm64, OpKind.Immediate64],
]);
const BRANCH_KINDS: ReadonlyMap<K, OpKind> = new Map([
  [K.br16_1, OpKind.NearBranch16],
  [K.br16_2, OpKind.NearBranch16],
  [K.br32_1, OpKind.NearBranch32],
  [K.br32_4, OpKind.NearBranch32],
  [K.br64_1, OpKind.NearBranch64],
  [K.br64_4, OpKind.NearBranch64],
  [K.xbegin_2, OpKind.NearBranch32],
  [K.xbegin_4, OpKind.NearBranch64],
]);
/** Operands of string instructions by address size. */
const IMPLIED_MEMORY: ReadonlyMap<K, Readonly<Record<number, OpKind>>> = new Map([
  [K.seg_rSI, { 2: OpKind.MemorySegSI, 4: OpKind.MemorySegESI, 8: OpKind.MemorySegRSI }],
  [K.es_rDI, { 2: OpKind.MemoryESDI, 4: OpKind.MemoryESEDI, 8: OpKind.MemoryESRDI }],
  [K.seg_rDI, { 2: OpKind.MemorySegDI, 4: OpKind.MemorySegEDI, 8: OpKind.MemorySegRDI }],
]);
const IMPLIED_REGISTERS: ReadonlyMap<K, Register> = new Map([
  [K.al, Register.AL],
  [K.ax, Register.AX],
  [K.eax, Register.EAX],
  [K.rax, Register.RAX],
  [K.dx, Register.DX],
  [K.cl, Register.CL],
]);
const TABLE_BASE: Readonly<Record<number, Register>> = { 2: Register.BX, 4: Register.EBX, 8: Register.RBX };

/** The template of a form with these operands; encoded by iced-x86 the first time. Throws when they cannot be encoded. */
export function templateOf(form: Form, operands: readonly OperandValue[], prefixes: Prefixes, bits: number): Template {
  let key = `${form.code} ${bits} ${prefixKey(prefixes)}`;
  for (const operand of operands) {
    if (operand.register !== null) key += ` ${operand.register.id}`;
    else if (operand.address !== null) key += addressKey(operand.address);
    else key += ' i';
  }
  const known = templates.get(key);
  if (known !== undefined) return known;
  const template = build(form, operands, prefixes, bits);
  templates.set(key, template);
  return template;
}

function prefixKey(prefixes: Prefixes): string {
  if (
    !prefixes.lock &&
    prefixes.repeat === 0 &&
    prefixes.segment === null &&
    prefixes.operandSize === 0 &&
    prefixes.addressSize === 0 &&
    !prefixes.wait
  )
    return '';
  return `${prefixes.wait ? 'w' : ''}${prefixes.lock ? 'l' : ''}${prefixes.repeat}/${prefixes.segment?.id ?? 0}/${prefixes.operandSize}/${prefixes.addressSize}`;
}

function addressKey(address: EffectiveAddress): string {
  return ` m${address.base?.id ?? 0},${address.index?.id ?? 0},${address.scale},${address.displacementSize},${address.addressSize}${address.ripRelative ? 'r' : ''}`;
}

function build(form: Form, operands: readonly OperandValue[], prefixes: Prefixes, bits: number): Template {
  const instruction = new Instruction();
  let immediates: Slot[] = [];
  let displacement: Slot | null = null;
  let encoded: Uint8Array;
  let encoder = encoders.get(bits);
  if (encoder === undefined) {
    encoder = new Encoder(bits);
    encoders.set(bits, encoder);
  }
  try {
    instruction.code = form.code;
    const implied = form.kinds.length === 0 ? form.allKinds : [];
    const addressSize = prefixes.addressSize === 0 ? bits / 8 : prefixes.addressSize;
    for (const [index, kind] of implied.entries()) setImplied(instruction, index, kind, addressSize);
    for (const [index, operand] of operands.entries())
      setOperand(instruction, index, form.kinds[index] ?? K.None, operand, form, bits);
    encoder.encode(instruction, 0n);
    encoded = encoder.takeBuffer();
    const offsets = encoder.getConstantOffsets();
    if (offsets.hasDisplacement) displacement = { at: offsets.displacementOffset, size: offsets.displacementSize };
    if (offsets.hasImmediate) immediates = [{ at: offsets.immediateOffset, size: offsets.immediateSize }];
    if (offsets.hasImmediate2) immediates.push({ at: offsets.immediateOffset2, size: offsets.immediateSize2 });
    offsets.free();
  } catch (problem) {
    // A failed encoding leaves bytes behind.
    encoder.takeBuffer();
    throw problem;
  } finally {
    instruction.free();
  }
  return arrangePrefixes(form, prefixes, bits, encoded, displacement, immediates);
}

function setImplied(instruction: Instruction, index: number, kind: K, addressSize: number): void {
  const memory = IMPLIED_MEMORY.get(kind)?.[addressSize];
  const register = IMPLIED_REGISTERS.get(kind);
  if (memory !== undefined) instruction.setOpKind(index, memory);
  else if (kind === K.seg_rBX_al) {
    instruction.setOpKind(index, OpKind.Memory);
    instruction.memoryBase = TABLE_BASE[addressSize] ?? Register.RBX;
    instruction.memoryIndex = Register.AL;
  } else if (register !== undefined) {
    instruction.setOpKind(index, OpKind.Register);
    instruction.setOpRegister(index, register);
  }
}

function setOperand(
  instruction: Instruction,
  index: number,
  kind: K,
  operand: OperandValue,
  form: Form,
  bits: number,
): void {
  if (operand.register !== null) {
    instruction.setOpKind(index, OpKind.Register);
    instruction.setOpRegister(index, operand.register.id);
  } else if (operand.address !== null) setAddress(instruction, index, operand.address, kind === K.mem_offs, bits);
  else if (kind === K.farbr2_2) {
    instruction.setOpKind(index, OpKind.FarBranch16);
    instruction.farBranch16 = 0;
  } else if (kind === K.farbr4_2) {
    instruction.setOpKind(index, OpKind.FarBranch32);
    instruction.farBranch32 = 0;
  } else if (isBranch(kind)) {
    const branch = BRANCH_KINDS.get(kind) ?? OpKind.NearBranch64;
    // `xbegin` has one form for two modes.
    instruction.setOpKind(index, kind === K.xbegin_4 && bits !== 64 ? OpKind.NearBranch32 : branch);
  } else {
    // The second immediate (`enter`, `extrq`) has a kind of its own.
    const before = form.kinds[index - 1];
    const second = kind === K.imm8 && (before === K.imm16 || before === K.imm8);
    instruction.setOpKind(index, second ? OpKind.Immediate8_2nd : (IMMEDIATE_KINDS.get(kind) ?? OpKind.Immediate8));
    instruction.setImmediateI32(index, kind === K.imm8_const_1 ? 1 : 0);
  }
}

function setAddress(
  instruction: Instruction,
  index: number,
  address: EffectiveAddress,
  moffs: boolean,
  bits: number,
): void {
  instruction.setOpKind(index, OpKind.Memory);
  const { addressSize } = address;
  if (address.ripRelative) {
    instruction.memoryBase = addressSize === 4 ? Register.EIP : Register.RIP;
    instruction.memoryDisplSize = addressSize;
    return;
  }
  if (address.base !== null) instruction.memoryBase = address.base.id;
  if (address.index !== null) {
    instruction.memoryIndex = address.index.id;
    instruction.memoryIndexScale = address.scale;
  }
  if (address.displacementSize === 0) return;
  const direct = address.base === null && address.index === null;
  instruction.memoryDisplSize = address.displacementSize === 1 ? 1 : addressSize;
  // A value that fits, so that the encoder keeps the size it is told.
  instruction.memoryDisplacement = 1n;
  if (direct && !moffs && bits === 64) instruction.memoryDisplSize = addressSize;
}

/** Legacy prefixes in NASM's order: wait, repeat, lock, segment, operand size, address size, then those of the opcode. */
function arrangePrefixes(
  form: Form,
  prefixes: Prefixes,
  bits: number,
  encoded: Uint8Array,
  displacement: Slot | null,
  immediates: readonly Slot[],
): Template {
  // `fstcw` and its like begin with a `wait` of their own.
  const waits = prefixes.wait || (encoded.length > 1 && encoded[0] === 0x9b);
  let count = encoded.length > 1 && encoded[0] === 0x9b ? 1 : 0;
  let operandSize = 0;
  let addressSize = 0;
  for (; count < encoded.length; count += 1) {
    const byte = encoded[count];
    if (byte === 0x66) operandSize += 1;
    else if (byte === 0x67) addressSize += 1;
    else if (byte !== 0xf2 && byte !== 0xf3) break;
  }
  if (form.mandatoryPrefix === 0x66) operandSize -= 1;
  const usual = bits === 16 ? 2 : 4;
  // What the programmer says of the operand size replaces what the form would need.
  if (prefixes.operandSize === 2 || prefixes.operandSize === 4) operandSize = prefixes.operandSize === usual ? 0 : 1;
  if (prefixes.addressSize !== 0 && prefixes.addressSize * 8 !== bits) addressSize = 1;
  const front: number[] = [];
  if (waits) front.push(0x9b);
  if (prefixes.repeat !== 0) front.push(prefixes.repeat);
  if (prefixes.lock) front.push(0xf0);
  if (prefixes.segment !== null) front.push(SEGMENT_PREFIXES[prefixes.segment.name] ?? 0x3e);
  if (operandSize > 0) front.push(0x66);
  if (addressSize > 0) front.push(0x67);
  if (form.mandatoryPrefix !== 0) front.push(form.mandatoryPrefix);
  if (form.needlessRexW) {
    const next = encoded[count] ?? 0;
    const rex = (next & 0xf0) === 0x40;
    front.push(rex ? next | 8 : 0x48);
    if (rex) count += 1;
  }
  const bytes = new Uint8Array(front.length + encoded.length - count);
  bytes.set(front);
  bytes.set(encoded.subarray(count), front.length);
  const shift = front.length - count;
  const moved = (slot: Slot): Slot => ({ at: slot.at + shift, size: slot.size });
  return { bytes, displacement: displacement === null ? null : moved(displacement), immediates: immediates.map(moved) };
}

const SEGMENT_PREFIXES: Readonly<Record<string, number>> = {
  es: 0x26,
  cs: 0x2e,
  ss: 0x36,
  ds: 0x3e,
  fs: 0x64,
  gs: 0x65,
};

/** The bytes of prefixes that stand alone. */
export function barePrefixBytes(prefixes: Prefixes, bits: number): Uint8Array {
  const bytes: number[] = [];
  if (prefixes.wait) bytes.push(0x9b);
  if (prefixes.repeat !== 0) bytes.push(prefixes.repeat);
  if (prefixes.lock) bytes.push(0xf0);
  if (prefixes.segment !== null) bytes.push(SEGMENT_PREFIXES[prefixes.segment.name] ?? 0x3e);
  const usual = bits === 16 ? 2 : 4;
  if (prefixes.operandSize !== 0 && prefixes.operandSize !== 8 && prefixes.operandSize !== usual) bytes.push(0x66);
  if (prefixes.addressSize !== 0 && prefixes.addressSize * 8 !== bits) bytes.push(0x67);
  return Uint8Array.from(bytes);
}
