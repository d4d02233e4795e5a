import { innerName } from './floats';

interface Encoding {
  readonly unit: 2 | 4;
  readonly bigEndian: boolean;
}

const ENCODINGS: ReadonlyMap<string, Encoding> = new Map([
  ['utf16', { unit: 2, bigEndian: false }],
  ['utf16le', { unit: 2, bigEndian: false }],
  ['utf16be', { unit: 2, bigEndian: true }],
  ['utf32', { unit: 4, bigEndian: false }],
  ['utf32le', { unit: 4, bigEndian: false }],
  ['utf32be', { unit: 4, bigEndian: true }],
]);

/** `__utf16__('…')` and its relatives: the function that makes the bytes; null when the word is no such function. */
export function stringFunction(word: string): ((utf8: Uint8Array) => Uint8Array) | null {
  const encoding = word.startsWith('__') ? ENCODINGS.get(innerName(word)) : undefined;
  return encoding === undefined ? null : (utf8) => recode(utf8, encoding);
}

const DECODER = new TextDecoder();

function recode(utf8: Uint8Array, { unit, bigEndian }: Encoding): Uint8Array {
  const text = DECODER.decode(utf8);
  const units =
    unit === 4 ? [...text].map((char) => char.codePointAt(0) ?? 0) : text.split('').map((char) => char.charCodeAt(0));
  const view = new DataView(new ArrayBuffer(units.length * unit));
  for (const [index, value] of units.entries()) {
    if (unit === 2) view.setUint16(index * 2, value, !bigEndian);
    else view.setUint32(index * 4, value, !bigEndian);
  }
  return new Uint8Array(view.buffer);
}
