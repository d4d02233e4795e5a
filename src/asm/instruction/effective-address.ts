import type { AddressHints } from '../expression/evaluate';
import type { Term, Value } from '../expression/value';
import { type Message, say, textOfMessage } from '../report/message';
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
export class AddressProblem extends Error {
  constructor(readonly said: Message) {
    super(textOfMessage(said));
  }
}

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
  warn: (message: Message) => void,
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
    throw new AddressProblem(say('displacement-8-or-32'));
  if (scale !== 1 && scale !== 2 && scale !== 4 && scale !== 8)
    throw new AddressProblem(say('scale-not-possible', { scale }));
  if (index !== null && index.number === 4 && index.sort === 'general')
    throw new AddressProblem(say('not-an-index', { register: index.name }));
  if (syntax.relation === 'rel') warn(say('rel-with-registers'));
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
  warn: (message: Message) => void,
): EffectiveAddress {
  const wanted = syntax.displacementSize;
  let addressSize = mode.bits / 8;
  if (mode.addressSize !== 0) addressSize = mode.addressSize;
  else if (mode.bits !== 64 && wanted > 1) addressSize = wanted;
  if (addressSize === 8 && mode.bits !== 64) throw new AddressProblem(say('address-64-bit'));
  if ((addressSize === 2 || wanted === 2) && mode.bits === 64) throw new AddressProblem(say('address-16-in-64-bit'));
  const usual = addressSize === 2 ? 2 : 4;
  const offsetOnly = (wanted === 0 ? usual : wanted) === addressSize;
  let ripRelative = false;
  if (mode.bits === 64 && syntax.relation !== 'abs') {
    const outside = syntax.segment !== null && (syntax.segment.name === 'fs' || syntax.segment.name === 'gs');
    ripRelative = syntax.relation === 'rel' || (mode.relative && !outside);
  }
  if (ripRelative && terms.length === 0) {
    // In the first pass NASM takes a symbol that is still to come for a number; jumps around it are chosen by that.
    if (!value.unknown) warn(say('rel-of-number'));
    ripRelative = false;
  }
  if (wanted === 1) warn(say('byte-displacement-ignored'));
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
      throw new AddressProblem(say('not-in-address', { register: facts.name }));
    if (general && factor === 1n && base === null) base = facts;
    else if (index === null) {
      index = facts;
      scale = Number(factor);
    } else throw new AddressProblem(say('too-many-registers'));
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
    if (size !== 0 && register.size !== size) throw new AddressProblem(say('address-registers-differ'));
    size = register.size;
  }
  if (size === 0) size = mode.bits / 8;
  if (mode.addressSize !== 0 && mode.addressSize !== size) throw new AddressProblem(say('address-prefix-contradicts'));
  if (size === 8 && mode.bits !== 64) throw new AddressProblem(say('address-64-bit'));
  if (size === 2 && mode.bits === 64) throw new AddressProblem(say('registers-16-in-64-bit'));
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
  if (scale !== 1 && index !== null) throw new AddressProblem(say('scale-of-16-bit'));
  if (syntax.displacementSize === 4) throw new AddressProblem(say('displacement-of-16'));
  if (base === null) [base, index] = [index, null];
  const isIndex = (register: RegisterFacts | null): boolean =>
    register !== null && (register.name === 'si' || register.name === 'di');
  const isBase = (register: RegisterFacts | null): boolean =>
    register !== null && (register.name === 'bx' || register.name === 'bp');
  if (isIndex(base) && index !== null) [base, index] = [index, base];
  const alone = index === null && (isIndex(base) || isBase(base));
  if (!alone && !(isBase(base) && isIndex(index))) throw new AddressProblem(say('registers-of-16-bit'));
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
