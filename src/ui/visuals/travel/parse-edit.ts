/** What a person typed over a value: the number, and the same digits as bytes in the order in which they are typed. */
export interface TypedValue {
  readonly value: bigint;
  readonly bytes: readonly number[];
}

export type WrongValue = 'notHex' | 'tooWide' | 'oddDigits';

/** Reads hexadecimal digits, with or without "0x", "h" and spaces. A value of 8 bits may be followed by further bytes. */
export function parseEdit(text: string, bits: number): TypedValue | { readonly wrong: WrongValue } {
  const digits = text.trim().toLowerCase().replace(/^0x/, '').replace(/h$/, '').replaceAll(/[\s_]/g, '');
  if (!/^[0-9a-f]+$/.test(digits)) return { wrong: 'notHex' };
  const value = BigInt(`0x${digits}`);
  if (bits !== 8) return value >> BigInt(bits) === 0n ? { value, bytes: [] } : { wrong: 'tooWide' };
  if (digits.length > 1 && digits.length % 2 !== 0) return { wrong: 'oddDigits' };
  const bytes = (digits.match(/..?/g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return { value, bytes };
}
