import { parseExpression } from '../expression/parse-expression';
import { spanOf } from '../report/diagnostics';
import { say } from '../report/message';
import { DATA_FORMATS, encodeFloat, isFloatText, littleEndian, readFloat } from '../source/floats';
import { stringBytes } from '../source/literals';
import { stringFunction } from '../source/string-functions';
import type { Token } from '../source/token';
import type { TokenReader } from '../source/token-reader';
import type { DataItem } from './statement';
import { DATA, SIZES } from './words.table';

/** Reads the list after `db`, `dw`…, up to the end of the line or the `)` of a `dup`; throws SyntaxProblem. */
export function parseData(reader: TokenReader, size: number, depth = 0): DataItem[] {
  const items: DataItem[] = [];
  if (depth > 20) throw reader.problem(say('nesting-too-deep'));
  if (reader.atEnd() || reader.isOp(')')) return items;
  do {
    if (reader.atEnd() || reader.isOp(')')) break;
    items.push(...parseItem(reader, size, depth));
  } while (reader.takeOp(','));
  return items;
}

function parseItem(reader: TokenReader, size: number, depth: number): DataItem[] {
  const own = SIZES.get(reader.word());
  const after = reader.peek(1);
  if (own !== undefined && after !== undefined) {
    reader.next();
    return reader.takeOp('(') ? list(reader, own, depth) : parseItem(reader, own, depth);
  }
  const token = reader.peek();
  if (token === undefined) throw reader.problem(say('value-expected'));
  // `%(…)` is a list without a count.
  if (token.text === '%' && after?.text === '(') {
    reader.next();
    reader.next();
    return list(reader, size, depth);
  }
  if (reader.takeOp('?')) return [{ kind: 'reserve', size }];
  if (token.kind === 'string' && endsItem(after)) {
    reader.next();
    return [{ kind: 'bytes', size, bytes: padded(stringBytes(token.text), size) }];
  }
  const encoded = token.kind === 'id' ? encodedString(reader) : null;
  if (encoded !== null) return [{ kind: 'bytes', size, bytes: padded(encoded, size) }];
  const real = floatBytes(reader, size);
  if (real !== null) return [{ kind: 'bytes', size, bytes: real }];
  const start = reader.index;
  const expression = parseExpression(reader);
  const place = reader.span(start);
  if (reader.word() === 'dup') {
    reader.next();
    const inner = SIZES.get(reader.word());
    if (inner !== undefined) reader.next();
    if (!reader.takeOp('(')) {
      const items = parseItem(reader, inner ?? size, depth + 1);
      return [{ kind: 'repeat', count: expression, items, place }];
    }
    return [{ kind: 'repeat', count: expression, items: list(reader, inner ?? size, depth), place }];
  }
  if (size > 8) throw reader.problem(say('number-too-wide', { word: wordOf(size) }), spanOf([token]));
  return [{ kind: 'number', size, expression, place }];
}

/** Strings are filled up to whole elements. */
function padded(text: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(text.length / size) * size);
  bytes.set(text);
  return bytes;
}

function list(reader: TokenReader, size: number, depth: number): DataItem[] {
  const items = parseData(reader, size, depth + 1);
  if (!reader.takeOp(')')) throw reader.problem(say('closing-missing', { text: ')' }));
  return items;
}

function endsItem(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'op' && (token.text === ',' || token.text === ')'));
}

/** A floating-point constant, or a string in another encoding, and its sign; null when the item is something else. */
function floatBytes(reader: TokenReader, size: number): Uint8Array | null {
  let at = 0;
  let negative = false;
  for (let token = reader.peek(); token?.kind === 'op' && (token.text === '-' || token.text === '+'); at += 1) {
    if (token.text === '-') negative = !negative;
    token = reader.peek(at + 1);
  }
  const token = reader.peek(at);
  if (token === undefined || !endsItem(reader.peek(at + 1))) return null;
  const isFloat =
    token.kind === 'number' ? isFloatText(token.text) : token.kind === 'id' && token.text.startsWith('__');
  const value = isFloat ? readFloat(token.text) : null;
  if (value === null) return null;
  const format = DATA_FORMATS.get(size);
  if (format === undefined) throw reader.problem(say('no-float-here', { word: wordOf(size) }), token);
  const bits = encodeFloat(value, negative, format);
  if (typeof value !== 'string' && bits === encodeFloat('infinity', negative, format))
    reader.remark(token, say('float-overflow'));
  reader.index += at + 1;
  return littleEndian(bits, size);
}

function wordOf(size: number): string {
  for (const [word, bytes] of DATA) if (bytes === size) return word;
  return 'db';
}

/** `__utf16__("…")`: its bytes; null when the item is something else. */
function encodedString(reader: TokenReader): Uint8Array | null {
  const encode = stringFunction(reader.word());
  if (encode === null) return null;
  const bracket = reader.peek(1)?.text === '(';
  const text = reader.peek(bracket ? 2 : 1);
  const after = reader.peek(bracket ? 4 : 2);
  if (text?.kind !== 'string' || (bracket && reader.peek(3)?.text !== ')') || !endsItem(after)) return null;
  reader.index += bracket ? 4 : 2;
  return encode(stringBytes(text.text));
}
