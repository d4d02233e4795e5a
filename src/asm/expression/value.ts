import type { Section } from '../section/section';

/** What a term stands for: the start of a section, or a register. */
export type Base = Section | RegisterBase;

/** A register inside an expression; only effective addresses may keep one. */
export interface RegisterBase {
  readonly register: string;
}

export interface Term {
  readonly base: Base;
  readonly factor: bigint;
}

/**
 * The value of an expression: number + sum of factor × base. A label is its offset plus once its section's start,
 * which is known only when all sections are placed; that is why labels are not scalars.
 */
export interface Value {
  /** 64-bit two's complement, kept in the signed range. */
  readonly number: bigint;
  readonly terms: readonly Term[];
  /** It names a symbol whose value no pass has found yet. */
  readonly unknown: boolean;
}

const NONE: readonly Term[] = [];

export function scalar(number: bigint): Value {
  return { number: BigInt.asIntN(64, number), terms: NONE, unknown: false };
}

export const ZERO: Value = scalar(0n);
export const UNKNOWN: Value = { number: 0n, terms: NONE, unknown: true };

export function based(base: Base, number: bigint): Value {
  return { number, terms: [{ base, factor: 1n }], unknown: false };
}

/** Neither bases nor unknown parts: what NASM calls simple. */
export function isScalar(value: Value): boolean {
  return value.terms.length === 0 && !value.unknown;
}

export function sameBase(a: Base, b: Base): boolean {
  return a === b || ('register' in a && 'register' in b && a.register === b.register);
}

/** a + factor × b. The second result says whether two terms of the same sort met (see effective-address.ts). */
export function addScaled(a: Value, b: Value, factor: bigint): { value: Value; met: boolean } {
  const product = b.number * factor;
  const number = BigInt.asIntN(64, a.number + product);
  let met = a.number !== 0n && product !== 0n && number !== 0n;
  let terms = a.terms;
  if (b.terms.length > 0) {
    const sum = [...a.terms];
    for (const term of b.terms) {
      const at = sum.findIndex((other) => sameBase(other.base, term.base));
      const old = sum[at];
      const total = BigInt.asIntN(64, (old?.factor ?? 0n) + term.factor * factor);
      if (old === undefined) sum.push({ base: term.base, factor: total });
      else if (total === 0n) sum.splice(at, 1);
      else {
        sum[at] = { base: term.base, factor: total };
        met = true;
      }
    }
    terms = sum;
  }
  return { value: { number, terms, unknown: a.unknown || b.unknown }, met };
}

export function scale(value: Value, factor: bigint): Value {
  if (factor === 0n) return { number: 0n, terms: NONE, unknown: value.unknown };
  return {
    number: BigInt.asIntN(64, value.number * factor),
    terms: value.terms.map((term) => ({ base: term.base, factor: BigInt.asIntN(64, term.factor * factor) })),
    unknown: value.unknown,
  };
}
