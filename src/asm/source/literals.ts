/** A number as NASM reads it, or null: 0x1F, 1Fh, $1F, 0b101, 101b, 0o17, 17q, 0d9, 9d, with underscores. */
export function parseNumber(text: string): bigint | null {
  const value = wholeNumber(text.replaceAll('_', '').toLowerCase());
  return value < 0n ? null : BigInt.asUintN(64, value);
}

/** The number however large; -1 when it is none. */
function wholeNumber(plain: string): bigint {
  if (plain.startsWith('$')) return digits(plain.slice(1), 16);
  const prefix = /^0([xhbyoqdt])([0-9a-f]+)$/.exec(plain);
  const radixOf = (letter: string): number => RADIX[letter] ?? 10;
  if (prefix !== null && prefix[1] !== undefined && prefix[2] !== undefined) {
    // `0b1h` and `0d9h` are hexadecimal numbers with a suffix.
    if (!(prefix[2].endsWith('h') || (plain.endsWith('h') && 'bd'.includes(prefix[1])))) {
      const value = digits(prefix[2], radixOf(prefix[1]));
      if (value >= 0n) return value;
    }
  }
  const suffix = plain.at(-1) ?? '';
  if (suffix in RADIX) {
    const value = digits(plain.slice(0, -1), radixOf(suffix));
    if (value >= 0n) return value;
  }
  return digits(plain, 10);
}

/** Whether a number that parseNumber reads has more than 64 bits. */
export function isCut(text: string): boolean {
  // Twenty characters hold 64 bits in decimal, and nothing shorter can hold more.
  return text.length > 16 && wholeNumber(text.replaceAll('_', '').toLowerCase()) > 0xffff_ffff_ffff_ffffn;
}

const RADIX: Readonly<Record<string, number>> = { x: 16, h: 16, b: 2, y: 2, o: 8, q: 8, d: 10, t: 10 };

const DIGITS: Readonly<Record<number, RegExp>> = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^[0-9]+$/, 16: /^[0-9a-f]+$/ };
const PREFIX: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 10: '', 16: '0x' };

function digits(text: string, radix: number): bigint {
  const pattern = DIGITS[radix];
  return pattern?.test(text) ? BigInt(`${PREFIX[radix] ?? ''}${text}`) : -1n;
}

const ENCODER = new TextEncoder();

const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
};

/** The bytes of a quoted string; C escapes are understood between back quotes only. */
export function stringBytes(quoted: string): Uint8Array {
  const body = quoted.slice(1, quoted.length > 1 && quoted.at(-1) === quoted[0] ? -1 : undefined);
  if (!quoted.startsWith('`') || !body.includes('\\')) return ENCODER.encode(body);
  const bytes: number[] = [];
  for (let i = 0; i < body.length; ) {
    const char = body[i] ?? '';
    if (char !== '\\') {
      const point = body.codePointAt(i) ?? 0;
      const text = String.fromCodePoint(point);
      bytes.push(...ENCODER.encode(text));
      i += text.length;
      continue;
    }
    const rest = body.slice(i + 1);
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
    const octal = /^([0-7]{1,3})/.exec(rest);
    const unicode = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
    if (hex !== null) {
      bytes.push(Number.parseInt(hex[1] ?? '0', 16));
      i += 1 + hex[0].length;
    } else if (octal !== null) {
      bytes.push(Number.parseInt(octal[0], 8) & 0xff);
      i += 1 + octal[0].length;
    } else if (unicode !== null) {
      const point = Number.parseInt(unicode[1] ?? unicode[2] ?? '0', 16);
      bytes.push(...ENCODER.encode(String.fromCodePoint(Math.min(point, 0x10ffff))));
      i += 1 + unicode[0].length;
    } else {
      const next = rest[0] ?? '';
      bytes.push(...(next in ESCAPES ? [ESCAPES[next] ?? 0] : ENCODER.encode(next)));
      i += 2;
    }
  }
  return Uint8Array.from(bytes);
}

/** A character constant: little endian, the first character in the lowest byte; more than eight are cut. */
export function characterConstant(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = Math.min(bytes.length, 8) - 1; i >= 0; i -= 1) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  return value;
}
