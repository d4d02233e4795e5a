import { type Diagnostics, type Located, spanOf } from '../report/diagnostics';
import { say } from '../report/message';
import { parseNumber, stringBytes } from '../source/literals';
import type { Token } from '../source/token';
import { SyntaxProblem, TokenReader } from '../source/token-reader';
import { parseMacroHeader, substituteParameters } from './multi-line-macros';
import { PACKAGES } from './packages';
import type { Preprocessor } from './preprocessor';

interface Condition {
  /** This branch is read; a later one may be; none will be any more. */
  state: 'on' | 'waiting' | 'off';
  elseSeen: boolean;
  readonly place: Located;
}

/** The open `%if`s. */
export class ConditionStack {
  private readonly stack: Condition[] = [];

  constructor(private readonly diagnostics: Diagnostics) {}

  get depth(): number {
    return this.stack.length;
  }

  get emitting(): boolean {
    const top = this.stack.at(-1);
    return top === undefined || top.state === 'on';
  }

  open(state: Condition['state'], place: Located): void {
    this.stack.push({ state, elseSeen: false, place });
  }

  top(): Condition | undefined {
    return this.stack.at(-1);
  }

  close(): void {
    this.stack.pop();
  }

  /** Reports the conditions that a file leaves open. */
  closeTo(depth: number): void {
    while (this.stack.length > depth) {
      const open = this.stack.pop();
      if (open !== undefined)
        this.diagnostics.error(open.place, say('closer-missing', { opener: '%if', closer: '%endif' }));
    }
  }
}

const KINDS = [
  '',
  'def',
  'macro',
  'idn',
  'idni',
  'id',
  'num',
  'str',
  'token',
  'empty',
  'ctx',
  'env',
  'defalias',
  'usable',
  'using',
];
const CONDITIONALS = new Set<string>(['%else', '%endif']);
for (const kind of KINDS) {
  for (const start of ['%if', '%elif']) {
    CONDITIONALS.add(`${start}${kind}`);
    CONDITIONALS.add(`${start}n${kind}`);
  }
}

/** Whether a directive (in lower case) opens, changes or closes a condition. */
export function isConditional(word: string): boolean {
  return CONDITIONALS.has(word);
}

/** Runs `%if…`, `%elif…`, `%else`, `%endif`; `silent` when the loop or macro around it is being left. */
export function runConditional(
  preprocessor: Preprocessor,
  word: string,
  first: Token,
  tokens: readonly Token[],
  silent: boolean,
): void {
  const { conditions, diagnostics } = preprocessor;
  const rest = tokens.slice(1);
  if (word.startsWith('%if')) {
    // Below a branch that is not read nothing is evaluated.
    if (silent) conditions.open('off', first);
    else conditions.open(holds(preprocessor, word.slice(3), rest, first) ? 'on' : 'waiting', first);
    return;
  }
  const top = conditions.top();
  if (top === undefined) {
    diagnostics.error(first, say('opener-missing', { closer: word, opener: '%if' }), preprocessor.invocation());
    return;
  }
  if (word === '%endif') {
    conditions.close();
    return;
  }
  if (top.elseSeen) {
    diagnostics.error(first, say('after-else', { word }), preprocessor.invocation());
    top.state = 'off';
    return;
  }
  if (word === '%else') {
    top.elseSeen = true;
    top.state = top.state === 'waiting' ? 'on' : 'off';
    return;
  }
  if (top.state !== 'waiting') top.state = 'off';
  else {
    const use = preprocessor.currentUse();
    // While the branch before was skipped, the parameters of the line were left alone.
    const substituted = use === null ? rest : substituteParameters(rest, use);
    if (holds(preprocessor, word.slice(5), substituted, first)) top.state = 'on';
  }
}

function holds(preprocessor: Preprocessor, kindWithSign: string, tokens: readonly Token[], first: Token): boolean {
  const negative = kindWithSign.startsWith('n') && kindWithSign !== 'num' && KINDS.includes(kindWithSign.slice(1));
  const kind = negative ? kindWithSign.slice(1) : kindWithSign;
  try {
    return testCondition(preprocessor, kind, tokens, first) !== negative;
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    preprocessor.diagnostics.error(problem.place, problem.said, preprocessor.invocation());
    return false;
  }
}

/** Whether what `%if…` asks holds; `first` is the word that asks. Throws SyntaxProblem. */
export function testCondition(
  preprocessor: Preprocessor,
  kind: string,
  tokens: readonly Token[],
  first: Token,
): boolean {
  switch (kind) {
    case '':
      if (tokens.length === 0) throw new SyntaxProblem(first, say('expects-expression', { word: first.text }));
      return preprocessor.evaluate(tokens, first, first.text) !== 0n;
    case 'def':
      return tokens.some((token) => preprocessor.macros.isDefined(nameOf(preprocessor, token)));
    case 'macro':
      return isMacro(preprocessor, new TokenReader(tokens, first), first);
    case 'idn':
    case 'idni': {
      const expanded = preprocessor.expand(tokens);
      const at = expanded.findIndex((token) => token.kind === 'op' && token.text === ',');
      const comma = expanded[at];
      if (comma === undefined)
        throw new SyntaxProblem(spanOf([first, ...tokens]), say('expects-two-texts', { word: `%if${kind}` }));
      const text = (part: readonly Token[]): string =>
        part.map((token) => comparable(token, kind === 'idni')).join(' ');
      const right = expanded.slice(at + 1);
      // As in NASM, a blank before the comma belongs to the text, one behind it does not.
      return !comma.space && right.length > 0 && text(expanded.slice(0, at)) === text(right);
    }
    case 'empty':
      return preprocessor.expand(tokens).length === 0;
    case 'token':
      return preprocessor.expand(tokens).length === 1;
    case 'ctx':
      return tokens.some((token) => preprocessor.contexts.at(-1)?.name === token.text);
    case 'defalias':
      return tokens.some((token) => preprocessor.macros.isAlias(nameOf(preprocessor, token)));
    case 'usable':
      return PACKAGES.has(namedBy(tokens[0]).toLowerCase());
    case 'using':
      return preprocessor.packages.has(namedBy(tokens[0]).toLowerCase());
    case 'env':
      // There is no environment in a page; the same source makes the same bytes everywhere.
      return false;
    default: {
      const expanded = preprocessor.expand(tokens);
      const [token] = expanded;
      if (token === undefined) return false;
      if (kind === 'id') return token.kind === 'id' && token.text !== '$' && token.text !== '$$';
      if (kind === 'str') return token.kind === 'string';
      const number = expanded.find((other) => other.kind !== 'op' || (other.text !== '-' && other.text !== '+'));
      return number !== undefined && number.kind === 'number' && parseNumber(number.text) !== null;
    }
  }
}

/** A name with or without quotes. */
function namedBy(token: Token | undefined): string {
  if (token === undefined) return '';
  return token.kind === 'string' ? token.text.slice(1, -1) : token.text;
}

function nameOf(preprocessor: Preprocessor, token: Token): string {
  const [name] = preprocessor.resolveContexts([token]);
  if (name === undefined || name.kind !== 'id') throw new SyntaxProblem(token, say('name-expected'));
  return name.text;
}

/** `%ifmacro name 1-3`: whether some macro takes that many parameters. */
function isMacro(preprocessor: Preprocessor, reader: TokenReader, first: Token): boolean {
  const name = reader.peek();
  if (name === undefined) throw new SyntaxProblem(first, say('macro-name-expected', { word: first.text }));
  const named = (preprocessor.multiLine.get(name.text.toLowerCase()) ?? []).filter(
    (macro) => macro.ignoreCase || macro.name === name.text,
  );
  if (reader.peek(1) === undefined) return named.length > 0;
  const asked = parseMacroHeader(reader, false, false, first);
  const most = asked.greedy ? Number.POSITIVE_INFINITY : asked.maximum;
  return named.some(({ minimum, maximum, greedy }) => minimum <= most && (greedy || asked.minimum <= maximum));
}

/** Strings are equal when their bytes are, whatever quotes they have. */
function comparable(token: Token, ignoreCase: boolean): string {
  const text = token.kind === 'string' ? `"${String.fromCharCode(...stringBytes(token.text))}` : token.text;
  return ignoreCase ? text.toLowerCase() : text;
}
