import { evaluate } from '../expression/evaluate';
import { parseExpression } from '../expression/parse-expression';
import { type Diagnostics, type Located, spanOf } from '../report/diagnostics';
import { say } from '../report/message';
import { parseNumber } from '../source/literals';
import { type Token, textOf } from '../source/token';
import { SyntaxProblem, TokenReader } from '../source/token-reader';
import { substituteParameters } from './multi-line-macros';
import { splitArguments } from './paste';
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

const KINDS = ['', 'def', 'macro', 'idn', 'idni', 'id', 'num', 'str', 'token', 'empty', 'ctx', 'env'];
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
    return test(preprocessor, kind, tokens, first) !== negative;
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    preprocessor.diagnostics.error(problem.place, problem.said, preprocessor.invocation());
    return false;
  }
}

function test(preprocessor: Preprocessor, kind: string, tokens: readonly Token[], first: Token): boolean {
  switch (kind) {
    case '':
      return isTrue(preprocessor, preprocessor.expand(tokens), first);
    case 'def':
      return tokens.some((token) => preprocessor.macros.isDefined(nameOf(preprocessor, token)));
    case 'macro': {
      const name = tokens[0];
      if (name === undefined) throw new SyntaxProblem(first, say('macro-name-expected', { word: '%ifmacro' }));
      return (preprocessor.multiLine.get(name.text.toLowerCase()) ?? []).some(
        (macro) => macro.ignoreCase || macro.name === name.text,
      );
    }
    case 'idn':
    case 'idni': {
      const parts = splitArguments(preprocessor.expand(tokens), false);
      if (parts.length !== 2)
        throw new SyntaxProblem(spanOf([first, ...tokens]), say('expects-two-texts', { word: `%if${kind}` }));
      const [left, right] = parts.map((part) => part.map((token) => comparable(token, kind === 'idni')).join(' '));
      return left === right;
    }
    case 'empty':
      return preprocessor.expand(tokens).length === 0;
    case 'token':
      return preprocessor.expand(tokens).length === 1;
    case 'ctx':
      return tokens.some((token) => preprocessor.contexts.at(-1)?.name === token.text);
    case 'env':
      // There is no environment in a page; the same source makes the same bytes everywhere.
      return false;
    default: {
      const [token, second] = preprocessor.expand(tokens);
      if (token === undefined) return false;
      if (kind === 'id') return token.kind === 'id' && !token.text.startsWith('$');
      if (kind === 'str') return token.kind === 'string';
      const signed = token.kind === 'op' && (token.text === '-' || token.text === '+');
      const number = signed ? second : token;
      return number !== undefined && number.kind === 'number' && parseNumber(number.text) !== null;
    }
  }
}

function nameOf(preprocessor: Preprocessor, token: Token): string {
  return token.kind === 'pp' && token.text.startsWith('%$') ? textOf(preprocessor.expand([token])) : token.text;
}

/** Strings are equal whatever quotes they have. */
function comparable(token: Token, ignoreCase: boolean): string {
  if (token.kind === 'string') return `"${token.text.slice(1, -1)}"`;
  return ignoreCase ? token.text.toLowerCase() : token.text;
}

function isTrue(preprocessor: Preprocessor, tokens: readonly Token[], first: Token): boolean {
  if (tokens.length === 0) throw new SyntaxProblem(first, say('expects-expression', { word: first.text }));
  const reader = new TokenReader(tokens, first);
  const value = evaluate(parseExpression(reader), preprocessor.host.scope);
  if (!reader.atEnd()) throw reader.problem(say('expression-ends-here'));
  if (value.unknown) return false;
  if (value.terms.length > 0)
    throw new SyntaxProblem(spanOf(tokens), say('plain-number-expected', { what: first.text }));
  return value.number !== 0n;
}
