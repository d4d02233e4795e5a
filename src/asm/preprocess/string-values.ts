import { stringBytes } from '../source/literals';
import { retold, type Token } from '../source/token';

const DECODER = new TextDecoder();

/** A string token of these bytes, in the plainest quotes that can hold them. */
export function stringToken(at: Token, bytes: Uint8Array): Token {
  return retold(at, 'string', quoted(bytes));
}

/** A string token of a text. */
export function textToken(at: Token, text: string): Token {
  if (PLAIN.test(text)) {
    if (!text.includes("'")) return retold(at, 'string', `'${text}'`);
    if (!text.includes('"')) return retold(at, 'string', `"${text}"`);
  }
  return stringToken(at, ENCODER.encode(text));
}

const ENCODER = new TextEncoder();
/** No control characters: these can stand in a source as they are. */
const PLAIN = /^\P{Cc}*$/u;

function quoted(bytes: Uint8Array): string {
  const text = DECODER.decode(bytes);
  const whole = !text.includes('\uFFFD') && PLAIN.test(text);
  if (whole && !text.includes("'")) return `'${text}'`;
  if (whole && !text.includes('"')) return `"${text}"`;
  let body = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    body +=
      byte < 0x20 || byte > 0x7e || char === '`' || char === '\\' ? `\\x${byte.toString(16).padStart(2, '0')}` : char;
  }
  return `\`${body}\``;
}

/** The bytes of several strings one after the other. */
export function joinStrings(tokens: readonly Token[]): Uint8Array {
  return Uint8Array.from(tokens.flatMap((token) => [...stringBytes(token.text)]));
}

/** `%substr`: `count` bytes from `start` (from 1) on; a negative count leaves that many less one at the end. */
export function cutString(bytes: Uint8Array, start: number, count: number): Uint8Array {
  const from = Math.max(start - 1, 0);
  const length = count < 0 ? bytes.length + count + 1 - from : count;
  return length <= 0 ? new Uint8Array(0) : bytes.slice(from, from + length);
}
