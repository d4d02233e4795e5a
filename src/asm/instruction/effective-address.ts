import type { AddressHints } from '../expression/evaluate';
import type { Term, Value } from '../expression/value';
import type { MemorySyntax } from '../statement/statement';
import { type RegisterFacts, registerNamed } from './registers';

/** A memory operand as it will be encoded. */
export interface EffectiveAddress {
  /** 2, 4 or 8 bytes. */
  readonly addressSize: number;
  readonly base: RegisterFacts | null;
  readonly index: RegisterFacts | null;
  readonly scale: number;
  /** Bytes of displacement in the encoding: 0, 1, 2 or 4. */
  readonly displacementSize: number;
  readonly ripRelative: boolean;
  /** No registers, and the displacement is as wide as an address, so the `moffs` forms will do. */
  readonly offsetOnly: boolean;
  readonly number: bigint;
  /** Bases of sections inside the displacement. */
  readonly terms: readonly Term[];
}

/** What is wrong with an address. */
export class AddressProblem extends Error {}

/** The mode of the code around. */
export interface AddressMode {
  readonly bits: number;
  /** `default rel` */
  readonly relative: boolean;
  /** `a16`, `a32`, `a64` before the instruction, in bytes; 0 when there is none. */
  readonly addressSize: number;
}

/**
 * Arranges an address as NASM does: which register becomes base and which index, how wide the displacement is,
 * whether it is relative to RIP. Throws AddressProblem.
 */
export function arrangeAddress(
  syntax: MemorySyntax,
  value: Value,
  hints: AddressHints,
  mode: AddressMode,
  warn: (message: string) => void,
): EffectiveAddress {
  const registers: { facts: RegisterFacts; factor: bigint }[] = [];
  const terms: Term[] = [];
  for (const term of value.terms) {
    if ('register' in term.base) {
      const facts = registerNamed(term.base.register);
      if (facts !== undefined) registers.push({ facts, factor: term.factor });
    } else terms.push(term);
  }
  // NASM looks at the registers in the order of their names.
  registers.sort((a, b) => (a.facts.name < b.facts.name ? -1 : 1));
  if (registers.length === 0) return direct(syntax, value, terms, mode, warn);
  const { base, index, scale } = chooseRoles(registers, hints, syntax.nosplit);
  const addressSize = sizeOf(base, index, mode);
  if (addressSize === 2) return sixteenBit(syntax, value, terms, base, index, scale);
  if (syntax.displacementSize === 2 || syntax.displacementSize === 8)
    throw new AddressProblem('a displacement beside registers has 8 or 32 bits');
  if (scale !== 1 && scale !== 2 && scale !== 4 && scale !== 8)
    throw new AddressProblem(`a register can be multiplied by 1, 2, 4 or 8 in an address, not by ${scale}`);
  if (index !== null && index.number === 4 && index.sort === 'general')
    throw new AddressProblem(`\`${index.name}\` cannot be an index`);
  if (syntax.relation === 'rel') warn('an address with registers cannot be relative to RIP');
  const forced = syntax.displacementSize;
  const plain = terms.length === 0 && !value.unknown;
  const offset = BigInt.asIntN(32, value.number);
  let displacementSize: number;
  if (base === null) displacementSize = 4;
  else if (plain && offset === 0n && forced === 0 && (base.number & 7) !== 5) displacementSize = 0;
  else if (forced === 1 || (forced === 0 && plain && offset >= -128n && offset <= 127n)) displacementSize = 1;
  else displacementSize = 4;
  return {
    addressSize,
    base,
    index,
    scale,
    displacementSize,
    ripRelative: false,
    offsetOnly: false,
    number: value.number,
    terms,
  };
}

function direct(
  syntax: MemorySyntax,
  value: Value,
  terms: Term[],
  mode: AddressMode,
  warn: (message: string) => void,
): EffectiveAddress {
  const wanted = syntax.displacementSize;
  let addressSize = mode.bits / 8;
  if (mode.addressSize !== 0) addressSize = mode.addressSize;
  else if (mode.bits !== 64 && wanted > 1) addressSize = wanted;
  if (addressSize === 8 && mode.bits !== 64) throw new AddressProblem('64-bit addresses exist in 64-bit mode only');
  if ((addressSize === 2 || wanted === 2) && mode.bits === 64)
    throw new AddressProblem('16-bit addresses do not exist in 64-bit mode');
  const usual = addressSize === 2 ? 2 : 4;
  const offsetOnly = (wanted === 0 ? usual : wanted) === addressSize;
  let ripRelative = false;
  if (mode.bits === 64 && syntax.relation !== 'abs') {
    const outside = syntax.segment !== null && (syntax.segment.name === 'fs' || syntax.segment.name === 'gs');
    ripRelative = syntax.relation === 'rel' || (mode.relative && !outside);
  }
  if (ripRelative && terms.length === 0 && !value.unknown) {
    warn('a plain number as an address cannot be relative to RIP; it is encoded as an absolute address');
    ripRelative = false;
  }
  if (wanted === 1) warn('an address without registers has no 8-bit displacement; `byte` is ignored');
  return {
    addressSize,
    base: null,
    index: null,
    scale: 1,
    displacementSize: usual,
    ripRelative,
    offsetOnly: offsetOnly && !ripRelative,
    number: value.number,
    terms,
  };
}

interface Roles {
  readonly base: RegisterFacts | null;
  readonly index: RegisterFacts | null;
  readonly scale: number;
}

function chooseRoles(
  registers: readonly { facts: RegisterFacts; factor: bigint }[],
  hints: AddressHints,
  nosplit: boolean,
): Roles {
  let base: RegisterFacts | null = null;
  let index: RegisterFacts | null = null;
  let scale = 1;
  for (const { facts, factor } of registers) {
    const general = facts.sort === 'general' && facts.size > 1;
    if (!general && facts.sort !== 'xmm' && facts.sort !== 'ymm')
      throw new AddressProblem(`\`${facts.name}\` cannot stand in an address`);
    if (general && factor === 1n && base === null) base = facts;
    else if (index === null) {
      index = facts;
      scale = Number(factor);
    } else throw new AddressProblem('an address has at most two registers');
  }
  const first = hints.register;
  const wide = (base ?? index)?.size !== 2;
  if (!wide) return { base, index, scale };
  const wantsOther =
    base !== null &&
    index !== null &&
    ((hints.kind === 'not-base' && first === base.name) || (hints.kind === 'base' && first === index.name));
  if (scale === 1 && index !== null && base !== index && wantsOther && index.sort === 'general')
    [base, index] = [index, base];
  if (base === null && index !== null && index.sort === 'general') {
    if (scale === 1 && !(hints.kind === 'not-base' && first === index.name)) {
      base = index;
      index = null;
    } else if (
      (scale === 2 && index.number !== 4 && (!nosplit || hints.kind === 'summed')) ||
      scale === 3 ||
      scale === 5 ||
      scale === 9
    ) {
      // [eax*2] becomes the shorter [eax+eax*1].
      base = index;
      scale -= 1;
    }
  }
  if (
    index === null &&
    base !== null &&
    nosplit &&
    (base.number & 7) !== 4 &&
    hints.kind === 'not-base' &&
    first === base.name
  ) {
    return { base: null, index: base, scale: 1 };
  }
  if (scale === 1 && index !== null && index.number === 4 && index.sort === 'general') [base, index] = [index, base];
  return { base, index, scale };
}

function sizeOf(base: RegisterFacts | null, index: RegisterFacts | null, mode: AddressMode): number {
  let size = 0;
  for (const register of [base, index]) {
    if (register === null || register.sort !== 'general') continue;
    if (size !== 0 && register.size !== size)
      throw new AddressProblem('the registers of an address must have the same size');
    size = register.size;
  }
  if (size === 0) size = mode.bits / 8;
  if (mode.addressSize !== 0 && mode.addressSize !== size)
    throw new AddressProblem('the address-size prefix contradicts the registers of the address');
  if (size === 8 && mode.bits !== 64) throw new AddressProblem('64-bit registers exist in 64-bit mode only');
  if (size === 2 && mode.bits === 64) throw new AddressProblem('16-bit registers cannot address memory in 64-bit mode');
  return size;
}

function sixteenBit(
  syntax: MemorySyntax,
  value: Value,
  terms: Term[],
  first: RegisterFacts | null,
  second: RegisterFacts | null,
  scale: number,
): EffectiveAddress {
  let base = first;
  let index = second;
  if (scale !== 1 && index !== null) throw new AddressProblem('16-bit addresses do not multiply registers');
  if (syntax.displacementSize === 4) throw new AddressProblem('16-bit addresses have 16-bit displacements');
  if (base === null) [base, index] = [index, null];
  const isIndex = (register: RegisterFacts | null): boolean =>
    register !== null && (register.name === 'si' || register.name === 'di');
  const isBase = (register: RegisterFacts | null): boolean =>
    register !== null && (register.name === 'bx' || register.name === 'bp');
  if (isIndex(base) && index !== null) [base, index] = [index, base];
  const alone = index === null && (isIndex(base) || isBase(base));
  if (!alone && !(isBase(base) && isIndex(index)))
    throw new AddressProblem('16-bit addresses are made of bx or bp, and si or di');
  const plain = terms.length === 0 && !value.unknown;
  const forced = syntax.displacementSize;
  const offset = BigInt.asIntN(16, value.number);
  const bpAlone = base !== null && base.name === 'bp' && index === null;
  let displacementSize = 2;
  if (plain && offset === 0n && forced === 0 && !bpAlone) displacementSize = 0;
  else if (forced === 1 || (forced === 0 && plain && offset >= -128n && offset <= 127n)) displacementSize = 1;
  return {
    addressSize: 2,
    base,
    index,
    scale: 1,
    displacementSize,
    ripRelative: false,
    offsetOnly: false,
    number: value.number,
    terms,
  };
}
