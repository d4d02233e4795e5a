import type { ProgramSymbol } from '../asm/program';
import type { Value } from '../lessons/exercise';

/** Thrown while goals are prepared: the submission lacks a symbol that a goal names. */
export class UnknownSymbol extends Error {
  constructor(readonly symbol: string) {
    super(`the program has no symbol ${symbol}`);
  }
}

export type Resolve = (value: Value) => bigint;

/** Resolves the values of goals against a submission's symbols, as unsigned 64-bit words. */
export function resolver(symbols: readonly ProgramSymbol[]): Resolve {
  const values = new Map(symbols.map(({ name, value }) => [name, value]));
  return (text) => {
    if (/^\d/.test(text)) return BigInt.asUintN(64, BigInt(text));
    const [, name = text, sign, offset = '0'] = /^(.+?)(?: ?([+-]) ?(0x[0-9a-fA-F]+|\d+))?$/.exec(text) ?? [];
    const value = values.get(name);
    if (value === undefined) throw new UnknownSymbol(name);
    return BigInt.asUintN(64, value + BigInt(offset) * (sign === '-' ? -1n : 1n));
  };
}
