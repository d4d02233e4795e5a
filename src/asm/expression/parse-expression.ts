import { isRegister } from '../instruction/registers';
import { say } from '../report/message';
import { floatFunction, readFloat } from '../source/floats';
import { characterConstant, isCut, parseNumber, stringBytes } from '../source/literals';
import { stringFunction } from '../source/string-functions';
import type { TokenReader } from '../source/token-reader';
import type { Expression, UnaryOperator } from './expression';

/** Binary operators from the loosest to the tightest; each row is one level of NASM's precedence. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['^^'],
  ['&&'],
  ['=', '==', '!=', '<>', '<', '<=', '>', '>=', '<=>'],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>', '<<<', '>>>'],
  ['+', '-'],
  ['*', '/', '//', '%', '%%'],
];
const LEVEL_OF = new Map<string, number>();
for (const [level, operators] of LEVELS.entries()) for (const operator of operators) LEVEL_OF.set(operator, level);

const UNARY = new Set(['-', '+', '~', '!']);
const FUNCTIONS: ReadonlyMap<string, UnaryOperator> = new Map([
  ['__ilog2e__', 'ilog2e'],
  ['__ilog2w__', 'ilog2w'],
  ['__ilog2f__', 'ilog2f'],
  ['__ilog2c__', 'ilog2c'],
  ['__?ilog2e?__', 'ilog2e'],
  ['__?ilog2w?__', 'ilog2w'],
  ['__?ilog2f?__', 'ilog2f'],
  ['__?ilog2c?__', 'ilog2c'],
]);

/** Deeper nesting than this is not a program. */
const MAX_DEPTH = 200;

/** Reads one expression; throws SyntaxProblem. */
export function parseExpression(reader: TokenReader, depth = 0): Expression {
  if (depth > MAX_DEPTH) throw reader.problem(say('nesting-too-deep'));
  const condition = parseBinary(reader, 0, depth);
  const token = reader.peek();
  if (token === undefined || !reader.takeOp('?')) return condition;
  const yes = parseExpression(reader, depth + 1);
  if (!reader.takeOp(':')) throw reader.problem(say('choice-colon-missing'));
  const no = parseExpression(reader, depth + 1);
  return { kind: 'choice', condition, yes, no, token };
}

function parseBinary(reader: TokenReader, level: number, depth: number): Expression {
  let left = parseUnary(reader, depth);
  for (;;) {
    const token = reader.peek();
    if (token === undefined || token.kind !== 'op') return left;
    const own = LEVEL_OF.get(token.text);
    if (own === undefined || own < level) return left;
    reader.next();
    const right = parseBinary(reader, own + 1, depth + 1);
    left = { kind: 'binary', operator: token.text, left, right, token };
  }
}

function parseUnary(reader: TokenReader, depth: number): Expression {
  if (depth > MAX_DEPTH) throw reader.problem(say('nesting-too-deep'));
  const token = reader.next();
  if (token === undefined) throw reader.problem(say('expression-missing'));
  if (token.kind === 'op') {
    if (UNARY.has(token.text)) {
      return { kind: 'unary', operator: token.text as UnaryOperator, operand: parseUnary(reader, depth + 1), token };
    }
    if (token.text === '(') {
      const inner = parseExpression(reader, depth + 1);
      if (!reader.takeOp(')')) throw reader.problem(say('closing-missing', { text: ')' }));
      return inner;
    }
    throw reader.problem(say('expression-expected', { text: token.text }), token);
  }
  if (token.kind === 'number') {
    const value = parseNumber(token.text);
    if (value === null) throw reader.problem(say('not-a-number', { text: token.text }), token);
    if (isCut(token.text)) reader.remark(token, say('number-cut', { text: token.text }));
    return { kind: 'number', value };
  }
  if (token.kind === 'string') return { kind: 'number', value: characterConstant(stringBytes(token.text)) };
  if (token.kind === 'pp') throw reader.problem(say('no-meaning-here', { text: token.text }), token);
  if (token.text === '$') return { kind: 'here', token };
  if (token.text === '$$') return { kind: 'base', token };
  if (token.text.startsWith('$')) return { kind: 'symbol', name: token.text.slice(1), token };
  const lower = token.text.toLowerCase();
  if (isRegister(lower)) return { kind: 'register', name: lower, token };
  if (lower === 'seg') throw reader.problem(say('no-segments', { word: lower }), token);
  if (lower.startsWith('__')) {
    const value = functionValue(reader, lower);
    if (value !== null) return { kind: 'number', value };
  }
  const operator = FUNCTIONS.get(lower);
  if (operator !== undefined) return { kind: 'unary', operator, operand: parseUnary(reader, depth + 1), token };
  return { kind: 'symbol', name: token.text, token };
}

/** The value of `__float32__(1.5)` or `__utf16__("a")`, behind whose name the reader stands; null for other names. */
function functionValue(reader: TokenReader, name: string): bigint | null {
  const recode = stringFunction(name);
  const encode = floatFunction(name);
  if (recode === null && encode === null) return null;
  const bracket = reader.takeOp('(');
  const negative = reader.isOp('-');
  if (negative || reader.isOp('+')) reader.next();
  const token = reader.next();
  const value = token === undefined || encode === null ? null : readFloat(token.text);
  let result: bigint;
  if (encode !== null && value !== null) result = encode(value, negative);
  else if (recode !== null && token?.kind === 'string') result = characterConstant(recode(stringBytes(token.text)));
  else
    throw reader.problem(
      say(encode === null ? 'expects-string' : 'expects-float', { word: name }),
      token ?? reader.place(),
    );
  if (bracket && !reader.takeOp(')')) throw reader.problem(say('closing-missing', { text: ')' }));
  return result;
}
