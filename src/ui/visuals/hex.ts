/** A number as hexadecimal digits grouped by four from the right, split where its leading zeros end. */
export interface HexParts {
  /** Leading zeros with their spaces, shown dim. Never swallows the last digit. */
  readonly zeros: string;
  readonly digits: string;
}

/** `bits` is the width of the value (a multiple of 4); a value wider than that keeps all its digits. */
export function toHexParts(value: bigint | number, bits: number): HexParts {
  const text = BigInt(value)
    .toString(16)
    .padStart(bits / 4, '0');
  const grouped = group(text);
  const first = grouped.search(/[1-9a-f]/);
  const at = first < 0 ? grouped.length - 1 : first;
  return { zeros: grouped.slice(0, at), digits: grouped.slice(at) };
}

/** Inserts a space before every fourth digit from the right. */
function group(text: string): string {
  return text.replace(/(?=(?:[0-9a-f]{4})+$)(?!^)/g, ' ');
}

/** "0x10 2000": no leading zeros, digits grouped by four. */
export function shortHex(value: bigint | number): string {
  return `0x${group(BigInt(value).toString(16))}`;
}

/** "0x102000": for places where the text is copied or typed again. */
export function plainHex(value: bigint | number): string {
  return `0x${BigInt(value).toString(16)}`;
}

/** Digits of a count grouped by three with thin no-break spaces: 2 913. */
export function groupDecimal(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** The number that people mean by "0x1234", "1234h" or "1234" (hexadecimal, as in every address box); null when it is none. */
export function parseHex(text: string): bigint | null {
  const digits = text.trim().toLowerCase().replace(/^0x/, '').replace(/h$/, '').replace(/[\s_]/g, '');
  return /^[0-9a-f]{1,16}$/.test(digits) ? BigInt(`0x${digits}`) : null;
}
