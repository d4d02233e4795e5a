import { say } from '../report/message';
import { retold, type Token, textOf } from '../source/token';
import { SyntaxProblem } from '../source/token-reader';
import { testCondition } from './conditionals';
import { splitArguments } from './paste';
import type { Preprocessor } from './preprocessor';
import { numberTokens } from './single-line-macros';
import { cutString, joinStrings, stringToken, textToken } from './string-values';
import { tokensOf } from './tokens-of';

/** A function of the preprocessor, e.g. `%strlen(…)`: from what stands in its parentheses to what stands for it. */
export type PreprocessorFunction = (preprocessor: Preprocessor, args: readonly Token[], at: Token) => readonly Token[];

type OnParts = (preprocessor: Preprocessor, parts: readonly (readonly Token[])[], at: Token) => readonly Token[];

/** A function of arguments that are expanded and cut at their commas. */
const ofParts =
  (work: OnParts): PreprocessorFunction =>
  (preprocessor, args, at) =>
    work(
      preprocessor,
      splitArguments(args, true).map((part) => preprocessor.expand(part)),
      at,
    );

export const FUNCTIONS: ReadonlyMap<string, PreprocessorFunction> = new Map<string, PreprocessorFunction>([
  ['%eval', ofParts((p, [value = []], at) => numberTokens(p.evaluate(value, at), at))],
  ['%abs', ofParts((p, [value = []], at) => numberTokens(absolute(p.evaluate(value, at)), at))],
  ['%cond', ofParts((p, [test = [], yes = [], no = []], at) => (p.evaluate(test, at) !== 0n ? yes : no))],
  ['%sel', ofParts(select)],
  ['%count', ofParts((_, parts, at) => numberTokens(BigInt(parts.length), at))],
  ['%num', ofParts(writeNumber)],
  ['%str', (p, args, at) => [textToken(at, textOf(p.expand(args)))]],
  ['%strcat', ofParts((_, parts, at) => [stringToken(at, joinStrings(stringsOf(parts.flat(), at)))])],
  ['%strlen', ofParts((_, [text = []], at) => numberTokens(BigInt(joinStrings(stringsOf(text, at)).length), at))],
  ['%substr', ofParts(substring)],
  ['%tok', ofParts((p, [text = []], at) => p.expand(tokensOf(joinStrings(stringsOf(text, at)), at)))],
  ...['', 'def', 'macro', 'idn', 'idni', 'id', 'num', 'str', 'token', 'empty', 'ctx', 'env'].flatMap((kind) => [
    condition(kind, false),
    condition(kind, true),
  ]),
]);

/** `%isdef(…)` asks what `%ifdef` asks. */
function condition(kind: string, negative: boolean): [string, PreprocessorFunction] {
  return [
    `%is${negative ? 'n' : ''}${kind}`,
    (preprocessor, args, at) => numberTokens(testCondition(preprocessor, kind, args, at) !== negative ? 1n : 0n, at),
  ];
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function stringsOf(tokens: readonly Token[], at: Token): readonly Token[] {
  for (const token of tokens) {
    if (token.kind !== 'string') throw new SyntaxProblem(token, say('expects-string', { word: at.text }));
  }
  return tokens;
}

function select(preprocessor: Preprocessor, parts: readonly (readonly Token[])[], at: Token): readonly Token[] {
  const index = preprocessor.evaluate(parts[0] ?? [], at);
  return index < 1n || index >= BigInt(parts.length) ? [] : (parts[Number(index)] ?? []);
}

const MOST_DIGITS = 64n;

/** `%num(value, digits, base)`: a number as a string; a negative count of digits cuts to that many. */
function writeNumber(preprocessor: Preprocessor, parts: readonly (readonly Token[])[], at: Token): readonly Token[] {
  const given = (index: number, otherwise: bigint): bigint => {
    const part = parts[index] ?? [];
    return part.length === 0 ? otherwise : preprocessor.evaluate(part, at);
  };
  const digits = given(1, -1n);
  const base = given(2, 10n);
  if (base < 2n || base > 36n) throw new SyntaxProblem(at, say('number-base', { base }));
  const width = digits < 0n ? -digits : digits;
  if (width > MOST_DIGITS)
    throw new SyntaxProblem(at, say('count-too-large', { what: '%num', count: digits, limit: MOST_DIGITS }));
  const text = BigInt.asUintN(64, given(0, 0n)).toString(Number(base)).padStart(Number(width), '0');
  return [
    retold(
      at,
      'string',
      `'${digits < 0n || text.length <= width || digits === 0n ? text : text.slice(-Number(width))}'`,
    ),
  ];
}

function substring(preprocessor: Preprocessor, parts: readonly (readonly Token[])[], at: Token): readonly Token[] {
  const [text = [], start = [], count = []] = parts;
  const from = Number(preprocessor.evaluate(start, at));
  const length = count.length === 0 ? -1 : Number(preprocessor.evaluate(count, at));
  return [stringToken(at, cutString(joinStrings(stringsOf(text, at)), from, length))];
}
