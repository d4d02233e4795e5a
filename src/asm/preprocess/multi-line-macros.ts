import type { Located } from '../report/diagnostics';
import { say } from '../report/message';
import { retold, type SourceLine, spaced, type Token } from '../source/token';
import { SyntaxProblem, type TokenReader } from '../source/token-reader';
import { appendPasting, splitArguments } from './paste';

/** What `%macro … %endmacro` makes. */
export interface MultiLineMacro {
  readonly name: string;
  readonly place: Located;
  readonly ignoreCase: boolean;
  /** `%rmacro` may use itself. */
  readonly recursive: boolean;
  readonly minimum: number;
  /** Infinity for `1-*`. */
  readonly maximum: number;
  /** `+`: the last parameter swallows all that follows. */
  readonly greedy: boolean;
  readonly defaults: readonly Token[][];
  readonly body: SourceLine[];
}

/** One use of a macro while its lines are read. */
export interface MacroUse {
  readonly macro: MultiLineMacro;
  readonly calledAs: string;
  parameters: Token[][];
  /** The label before the call: `%00`. */
  readonly label: Token | null;
  /** Makes `%%name` unlike any other use's. */
  readonly serial: number;
  readonly outer: MacroUse | null;
}

/** Reads what follows `%macro`; throws SyntaxProblem. */
export function parseMacroHeader(
  reader: TokenReader,
  ignoreCase: boolean,
  recursive: boolean,
  place: Located,
): MultiLineMacro {
  const name = reader.next();
  if (name === undefined || (name.kind !== 'id' && name.kind !== 'pp'))
    throw reader.problem(say('macro-name-expected', { word: '%macro' }), name ?? reader.place());
  const count = reader.next();
  if (count !== undefined && count.kind !== 'number') throw reader.problem(say('macro-count-expected'), count);
  const minimum = count === undefined ? 0 : Number.parseInt(count.text, 10);
  let maximum = minimum;
  if (reader.takeOp('-')) {
    if (reader.takeOp('*')) maximum = Number.POSITIVE_INFINITY;
    else {
      const upper = reader.next();
      if (upper === undefined || upper.kind !== 'number')
        throw reader.problem(say('macro-maximum-expected'), upper ?? reader.place());
      maximum = Number.parseInt(upper.text, 10);
      if (maximum < minimum) throw reader.problem(say('macro-maximum-too-small'), upper);
    }
  }
  const greedy = reader.takeOp('+');
  if (reader.word() === '.nolist') reader.next();
  const rest = reader.rest();
  return {
    name: name.text,
    place,
    ignoreCase,
    recursive,
    minimum,
    maximum,
    greedy,
    defaults: rest.length === 0 ? [] : splitArguments(rest, false),
    body: [],
  };
}

export function isComma(token: Token | undefined): boolean {
  return token !== undefined && token.kind === 'op' && token.text === ',';
}

interface ChosenMacro {
  readonly macro: MultiLineMacro | null;
  readonly parameters: Token[][];
}

/**
 * The macro that takes so many parameters, and the parameters. An empty one at the end counts when a macro is looked
 * for, and is dropped afterwards; a macro that does not want it is taken when no other does.
 */
export function chooseMacro(macros: readonly MultiLineMacro[], tokens: readonly Token[]): ChosenMacro {
  const written = tokens.length === 0 ? 0 : splitArguments(tokens, false).length;
  const trailing = isComma(tokens.at(-1));
  const used = trailing ? tokens.slice(0, -1) : tokens;
  for (const count of trailing ? [written, written - 1] : [written]) {
    const macro = macros.find(({ minimum, maximum, greedy }) => count >= minimum && (count <= maximum || greedy));
    if (macro !== undefined) return { macro, parameters: bindParameters(macro, used, trailing) };
  }
  return { macro: null, parameters: [] };
}

function bindParameters(macro: MultiLineMacro, tokens: readonly Token[], comma: boolean): Token[][] {
  const values = tokens.length === 0 && !comma ? [] : splitArguments(tokens, false);
  if (values.length > macro.maximum) return greedyParameters(macro, tokens);
  if (macro.greedy && values.length === macro.maximum && values.length > 0) return greedyParameters(macro, tokens);
  const last = Math.min(macro.maximum, macro.minimum + macro.defaults.length);
  for (let i = values.length; i < last; i += 1) values.push([...(macro.defaults[i - macro.minimum] ?? [])]);
  return values;
}

function greedyParameters(macro: MultiLineMacro, tokens: readonly Token[]): Token[][] {
  const values: Token[][] = [];
  let rest = tokens;
  while (values.length < macro.maximum - 1) {
    const [first] = splitArguments(rest, false);
    values.push(first ?? []);
    rest = afterComma(rest);
  }
  // All of the rest is one parameter; braces around the whole of it go.
  const parts = splitArguments(rest, false);
  values.push(parts.length === 1 ? (parts[0] ?? []) : [...rest]);
  return values;
}

function afterComma(tokens: readonly Token[]): readonly Token[] {
  let braces = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'op') continue;
    if (token.text === '{') braces += 1;
    else if (token.text === '}') braces -= 1;
    else if (token.text === ',' && braces === 0) return tokens.slice(index + 1);
  }
  return [];
}

const OPPOSITE: Readonly<Record<string, string>> = {
  a: 'na',
  na: 'a',
  ae: 'nae',
  nae: 'ae',
  b: 'nb',
  nb: 'b',
  be: 'nbe',
  nbe: 'be',
  c: 'nc',
  nc: 'c',
  e: 'ne',
  ne: 'e',
  g: 'ng',
  ng: 'g',
  ge: 'nge',
  nge: 'ge',
  l: 'nl',
  nl: 'l',
  le: 'nle',
  nle: 'le',
  o: 'no',
  no: 'o',
  p: 'np',
  np: 'p',
  pe: 'po',
  po: 'pe',
  s: 'ns',
  ns: 's',
  z: 'nz',
  nz: 'z',
};

/** Tests of the counter register: conditions that have no opposite. */
const COUNTERS = new Set(['cxz', 'ecxz', 'rcxz']);

/** Puts the parameters of a use into one line of its body; throws SyntaxProblem. */
export function substituteParameters(tokens: readonly Token[], use: MacroUse): readonly Token[] {
  if (!tokens.some((token) => token.kind === 'pp')) return tokens;
  const result: Token[] = [];
  let touching = false;
  for (const token of tokens) {
    const value = token.kind === 'pp' ? parameterValue(token, use) : null;
    if (value === null) {
      if (touching && !token.space) appendPasting(result, [token], true);
      else result.push(token);
      touching = false;
      continue;
    }
    const first = value[0];
    const placed = first === undefined ? value : [spaced(first, token.space), ...value.slice(1)];
    appendPasting(result, placed, !token.space);
    touching = true;
  }
  return result;
}

/** What stands for `%…` inside a macro; null when it is not the macro's business. */
function parameterValue(token: Token, use: MacroUse): readonly Token[] | null {
  const { text } = token;
  if (text.startsWith('%%')) return [retold(token, 'id', `..@${use.serial}.${text.slice(2)}`)];
  if (text === '%0') return [retold(token, 'number', String(use.parameters.length))];
  if (text === '%00') return use.label === null ? [] : [use.label];
  if (text === '%?') return [retold(token, 'id', use.calledAs)];
  if (text === '%??') return [retold(token, 'id', use.macro.name)];
  const range = /^%(-?\d+):(-?\d+)$/.exec(text);
  if (range !== null) return rangeOf(token, use, Number(range[1]), Number(range[2]));
  const single = /^%([+-]?)(\d+)$/.exec(text);
  if (single === null) return null;
  const value = use.parameters[Number(single[2]) - 1] ?? [];
  if (single[1] === '') return value;
  const condition = value[0]?.text.toLowerCase() ?? '';
  const opposite = OPPOSITE[condition];
  if (opposite === undefined && (single[1] === '-' || !COUNTERS.has(condition)))
    throw new SyntaxProblem(value[0] ?? token, say('condition-expected', { text: condition, parameter: text }));
  return [retold(token, 'id', single[1] === '-' ? (opposite ?? condition) : condition)];
}

/** `%{2:4}`: parameters with commas between; negative numbers count from the end. */
function rangeOf(token: Token, use: MacroUse, from: number, to: number): readonly Token[] {
  const count = use.parameters.length;
  const first = from < 0 ? count + from : from - 1;
  const last = to < 0 ? count + to : to - 1;
  const step = first <= last ? 1 : -1;
  const result: Token[] = [];
  for (let i = first; step > 0 ? i <= last : i >= last; i += step) {
    if (i !== first) result.push(retold(token, 'op', ','));
    result.push(...(use.parameters[i] ?? []));
  }
  return result;
}
