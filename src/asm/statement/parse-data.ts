import { parseExpression } from '../expression/parse-expression';
import { spanOf } from '../report/diagnostics';
import { say } from '../report/message';
import { stringBytes } from '../source/literals';
import type { Token } from '../source/token';
import type { TokenReader } from '../source/token-reader';
import type { DataItem } from './statement';
import { SIZES } from './words.table';

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
    return parseItem(reader, own, depth);
  }
  const token = reader.peek();
  if (token === undefined) throw reader.problem(say('value-expected'));
  // `%(…)` is a list without a count.
  if (token.text === '%' && after?.text === '(') {
    reader.next();
    reader.next();
    return list(reader, size, depth);
  }
  if (reader.isOp('(')) {
    const end = matching(reader);
    const next = reader.peek(end);
    if (next === undefined || next.text === ',' || next.text === ')') {
      // A list in parentheses, or just an expression: only a comma inside tells.
      if (reader.tokens.slice(reader.index, reader.index + end).some((inner) => inner.text === ',')) {
        reader.next();
        return list(reader, size, depth);
      }
    }
  }
  if (reader.takeOp('?')) return [{ kind: 'reserve', size }];
  if (token.kind === 'string' && endsItem(after)) {
    reader.next();
    const text = stringBytes(token.text);
    const bytes = new Uint8Array(Math.ceil(text.length / size) * size);
    bytes.set(text);
    return [{ kind: 'bytes', size, bytes }];
  }
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
  if (size > 8) throw reader.problem(say('number-too-wide', { word: `d${size === 10 ? 't' : 'o'}` }), spanOf([token]));
  return [{ kind: 'number', size, expression, place }];
}

function list(reader: TokenReader, size: number, depth: number): DataItem[] {
  const items = parseData(reader, size, depth + 1);
  if (!reader.takeOp(')')) throw reader.problem(say('closing-missing', { text: ')' }));
  return items;
}

function matching(reader: TokenReader): number {
  let depth = 0;
  for (let ahead = 0; ; ahead += 1) {
    const token = reader.peek(ahead);
    if (token === undefined) return ahead;
    if (token.text === '(' && token.kind === 'op') depth += 1;
    else if (token.text === ')' && token.kind === 'op') {
      depth -= 1;
      if (depth === 0) return ahead + 1;
    }
  }
}

function endsItem(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'op' && (token.text === ',' || token.text === ')'));
}

const REAL = /^[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[+-]?[0-9]+)?$/i;

/** A floating-point constant of `dd` or `dq`; null when the item is something else. */
function floatBytes(reader: TokenReader, size: number): Uint8Array | null {
  const sign = reader.isOp('-') || reader.isOp('+') ? 1 : 0;
  const token = reader.peek(sign);
  if (token === undefined || token.kind !== 'number' || !REAL.test(token.text)) return null;
  const isReal = token.text.includes('.') || (/e/i.test(token.text) && !/^0x/i.test(token.text));
  if (!isReal || !endsItem(reader.peek(sign + 1))) return null;
  if (size !== 4 && size !== 8) throw reader.problem(say('no-float-here', { word: 'db' }), token);
  const value = Number(token.text.replaceAll('_', '')) * (reader.isOp('-') ? -1 : 1);
  reader.index += sign + 1;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return bytes;
}
