/** A binary floating-point format. */
export interface FloatFormat {
  readonly bytes: number;
  readonly exponentBits: number;
  /** Bits of the fraction, without the leading one. */
  readonly fractionBits: number;
  /** The leading one is written, as the x87 does. */
  readonly explicitOne: boolean;
}

const format = (bytes: number, exponentBits: number, fractionBits: number, explicitOne = false): FloatFormat => ({
  bytes,
  exponentBits,
  fractionBits,
  explicitOne,
});

const FLOAT16 = format(2, 5, 10);
const FLOAT32 = format(4, 8, 23);
const FLOAT64 = format(8, 11, 52);
const FLOAT80 = format(10, 15, 63, true);
const FLOAT128 = format(16, 15, 112);

/** What a floating-point constant means after `db`, `dw`…, by bytes. */
export const DATA_FORMATS: ReadonlyMap<number, FloatFormat> = new Map([
  [1, format(1, 4, 3)],
  [2, FLOAT16],
  [4, FLOAT32],
  [8, FLOAT64],
  [10, FLOAT80],
  [16, FLOAT128],
]);

interface FloatPart {
  readonly format: FloatFormat;
  /** The bits of the encoding that the function gives. */
  readonly from: bigint;
  readonly count: number;
}

const part = (whole: FloatFormat, from = 0n, count = whole.bytes * 8): FloatPart => ({ format: whole, from, count });

/** `__float32__(1.5)` and its relatives, without the underscores. */
export const FLOAT_FUNCTIONS: ReadonlyMap<string, FloatPart> = new Map([
  ['float8', part(format(1, 4, 3))],
  ['float16', part(FLOAT16)],
  ['bfloat16', part(format(2, 8, 7))],
  ['float32', part(FLOAT32)],
  ['float64', part(FLOAT64)],
  ['float80m', part(FLOAT80, 0n, 64)],
  ['float80e', part(FLOAT80, 64n, 16)],
  ['float128l', part(FLOAT128, 0n, 64)],
  ['float128h', part(FLOAT128, 64n, 64)],
]);

/** A value that has no digits: `__Infinity__`, `__NaN__`. */
export type SpecialFloat = 'infinity' | 'nan' | 'snan';

const SPECIAL: ReadonlyMap<string, SpecialFloat> = new Map([
  ['infinity', 'infinity'],
  ['nan', 'nan'],
  ['qnan', 'nan'],
  ['snan', 'snan'],
]);

/** The name between the underscores of `__name__` or `__?name?__` in lower case, or ''. */
export function innerName(word: string): string {
  return /^__(\??)(\w+?)\1__$/.exec(word.toLowerCase())?.[2] ?? '';
}

/** A name or the digits of a floating-point constant; null for anything else. */
export function readFloat(text: string): Rational | SpecialFloat | null {
  return text.startsWith('_') ? (SPECIAL.get(innerName(text)) ?? null) : readDigits(text);
}

/** An exact non-negative number. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^(\d[\d_]*)(?:\.([\d_]*))?(?:e([+-]?\d[\d_]*))?$/i;
const BINARY = /^0([xhboyq])([\da-f_]*)(?:\.([\da-f_]*))?(?:p([+-]?\d[\d_]*))?$/i;
const BITS_OF: Readonly<Record<string, number>> = { x: 4, h: 4, b: 1, y: 1, o: 3, q: 3 };
/** Beyond every format; larger exponents only cost time. */
const EXPONENT_LIMIT = 6000;

/** Whether a number token is a floating-point constant. */
export function isFloatText(text: string): boolean {
  if (/^[\d_]+[yhboqdtx]?$/i.test(text)) return false;
  const binary = /^0[xhboyq]/i.test(text);
  return /^\d/.test(text) && (text.includes('.') || (binary ? /p[+-]?\d/i : /^[\d_]+e[+-]?\d/i).test(text));
}

function readDigits(text: string): Rational | null {
  const decimal = DECIMAL.exec(text);
  if (decimal !== null) {
    const fraction = (decimal[2] ?? '').replaceAll('_', '');
    const exponent = exponentOf(decimal[3]) - fraction.length;
    const digits = BigInt(`${(decimal[1] ?? '').replaceAll('_', '')}${fraction}`);
    const power = 10n ** BigInt(Math.abs(exponent));
    return exponent >= 0 ? { numerator: digits * power, denominator: 1n } : { numerator: digits, denominator: power };
  }
  const binary = BINARY.exec(text);
  const bits = BITS_OF[binary?.[1]?.toLowerCase() ?? ''];
  if (binary === null || bits === undefined) return null;
  const fraction = (binary[3] ?? '').replaceAll('_', '');
  const digits = [...`${(binary[2] ?? '').replaceAll('_', '')}${fraction}`].map((digit) => Number.parseInt(digit, 16));
  if (digits.some((digit) => digit >= 1 << bits)) return null;
  const whole = digits.reduce((sum, digit) => (sum << BigInt(bits)) | BigInt(digit), 0n);
  const exponent = exponentOf(binary[4]) - fraction.length * bits;
  const power = 1n << BigInt(Math.abs(exponent));
  return exponent >= 0 ? { numerator: whole * power, denominator: 1n } : { numerator: whole, denominator: power };
}

function exponentOf(text: string | undefined): number {
  const value = Number((text ?? '0').replaceAll('_', ''));
  return Math.max(Math.min(value, EXPONENT_LIMIT * 4), -EXPONENT_LIMIT * 4);
}

/** Bits of a number, rounded to the nearest, and to even between two. */
export function encodeFloat(value: Rational | SpecialFloat, negative: boolean, to: FloatFormat): bigint {
  const { exponentBits, fractionBits, explicitOne } = to;
  const fraction = BigInt(fractionBits);
  const one = explicitOne ? 1n << fraction : 0n;
  const stored = fraction + (explicitOne ? 1n : 0n);
  const top = (1n << BigInt(exponentBits)) - 1n;
  const sign = negative ? 1n << (stored + BigInt(exponentBits)) : 0n;
  const infinity = (top << stored) | one;
  if (value === 'infinity') return sign | infinity;
  if (value === 'nan') return sign | infinity | (1n << (fraction - 1n));
  if (value === 'snan') return sign | infinity | 1n;
  if (value.numerator === 0n) return sign;
  const bias = (1 << (exponentBits - 1)) - 1;
  let exponent = exponentOfRational(value);
  // Below the smallest normal number the exponent stays and digits are lost.
  if (exponent < 1 - bias) exponent = 1 - bias;
  let mantissa = rounded(value, fractionBits - exponent);
  if (mantissa >> (fraction + 1n) !== 0n) {
    mantissa >>= 1n;
    exponent += 1;
  }
  const normal = mantissa >> fraction === 1n;
  if (exponent > bias) return sign | infinity;
  const biased = normal ? BigInt(exponent + bias) : 0n;
  return sign | (biased << stored) | (explicitOne ? mantissa : mantissa & ((1n << fraction) - 1n));
}

/** The e for which 2^e <= value < 2^(e+1). */
function exponentOfRational({ numerator, denominator }: Rational): number {
  const guess = numerator.toString(2).length - denominator.toString(2).length;
  const least = guess >= 0 ? denominator << BigInt(guess) : denominator;
  const number = guess >= 0 ? numerator : numerator << BigInt(-guess);
  return number >= least ? guess : guess - 1;
}

/** value × 2^shift as a whole number. */
function rounded({ numerator, denominator }: Rational, shift: number): bigint {
  const top = shift >= 0 ? numerator << BigInt(shift) : numerator;
  const bottom = shift >= 0 ? denominator : denominator << BigInt(-shift);
  const whole = top / bottom;
  const rest = (top % bottom) * 2n;
  return rest > bottom || (rest === bottom && (whole & 1n) === 1n) ? whole + 1n : whole;
}

/** The bytes of a number, low byte first. */
export function littleEndian(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let rest = value;
  for (let i = 0; i < size; i += 1) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** The value of `__float32__(…)`; null when the word is no such function. */
export function floatFunction(word: string): ((value: Rational | SpecialFloat, negative: boolean) => bigint) | null {
  const found = word.startsWith('__') ? FLOAT_FUNCTIONS.get(innerName(word)) : undefined;
  if (found === undefined) return null;
  return (value, negative) =>
    (encodeFloat(value, negative, found.format) >> found.from) & ((1n << BigInt(found.count)) - 1n);
}
