/** A named run of bits inside a value, as tables describe layouts. */
export interface BitField {
  /** Lowest and highest bit number; a single bit has both alike. */
  readonly low: number;
  readonly high: number;
  /** The manual's name. */
  readonly name: string;
  /** Abbreviation that people say, e.g. "PE". */
  readonly short?: string;
  /** Meaning of single values of the run. Values without a meaning are reserved or plain numbers. */
  readonly values?: Readonly<Record<number, string>>;
  /** Bits of the same value that make the run mean nothing while one of them has the value given. */
  readonly emptyWhen?: readonly { readonly bit: number; readonly value: 0 | 1 }[];
  /** What a number in the run says, in a sentence; absent where the name says all. */
  readonly about?: string;
}

export interface DecodedBitField {
  readonly field: BitField;
  readonly value: bigint;
  /** The meaning of the value when the layout gives one. */
  readonly meaning: string | null;
}

/** The run's value inside a 64-bit value. */
export function bitFieldValue(field: BitField, value: bigint): bigint {
  return (value >> BigInt(field.low)) & ((1n << BigInt(field.high - field.low + 1)) - 1n);
}

/** Cuts a value into the runs of its layout, in the layout's order. */
export function decodeBitFields(layout: readonly BitField[], value: bigint): DecodedBitField[] {
  return layout.map((field) => {
    const part = bitFieldValue(field, value);
    return { field, value: part, meaning: field.values?.[Number(part)] ?? null };
  });
}
