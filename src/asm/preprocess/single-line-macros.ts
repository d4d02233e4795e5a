import { type Message, say } from '../report/message';
import { retold, spaced, type Token, textOf } from '../source/token';
import { SyntaxProblem } from '../source/token-reader';
import type { PreprocessorFunction } from './functions';
import { appendPasting, applyPasteOperator, splitArguments } from './paste';
import { textToken } from './string-values';

/** A parameter of a single-line macro and the signs before and after its name. */
export interface MacroParameter {
  readonly name: string;
  /** `=x`: the argument is an expression that is evaluated first. */
  readonly evaluated: boolean;
  /** `&x`: the argument becomes a string; `&&x`: unless it is one. */
  readonly quoted: '' | '&' | '&&';
  /** `x+`: takes all arguments that are left. */
  readonly greedy: boolean;
}

/** What `%define`, `%assign` and their relatives make. */
export interface SingleLineMacro {
  readonly name: string;
  /** null when the macro takes no parentheses. */
  readonly parameters: readonly MacroParameter[] | null;
  readonly body: readonly Token[];
}

/** Replaces a name by tokens that depend on where it stands, e.g. `__LINE__`. */
export type BuiltinMacro = (at: Token) => readonly Token[];

/** An expansion that becomes longer than this is a runaway. */
const MAX_TOKENS = 100_000;
const MAX_DEPTH = 200;

export class TooLong extends Error {}

/** What single-line macros ask of the preprocessor. */
export interface ExpansionHost {
  /** The plain number of an expression; throws SyntaxProblem. */
  evaluate(tokens: readonly Token[], at: Token): bigint;
  /** `%strlen(…)` and its relatives by name. */
  readonly functions: ReadonlyMap<string, PreprocessorFunction>;
  callFunction(name: string, args: readonly Token[], at: Token): readonly Token[];
}

/** The names that expand inside a line. */
export class SingleLineMacros {
  private readonly exact = new Map<string, SingleLineMacro[]>();
  private readonly folded = new Map<string, SingleLineMacro[]>();
  private readonly aliases = new Map<string, string>();
  private budget = 0;
  private depth = 0;

  constructor(
    private readonly builtins: ReadonlyMap<string, BuiltinMacro>,
    private readonly host: ExpansionHost,
  ) {}

  /** Defines a macro; gives a message when the name has a macro of the other sort. */
  define(macro: SingleLineMacro, ignoreCase: boolean): Message | null {
    const name = this.target(macro.name);
    if (ignoreCase) this.exact.delete(name);
    const table = ignoreCase ? this.folded : this.exact;
    const key = ignoreCase ? name.toLowerCase() : name;
    const old = table.get(key) ?? [];
    if (old.some((other) => (other.parameters === null) !== (macro.parameters === null)))
      return say('macro-both-sorts', { name });
    const arity = macro.parameters?.length ?? -1;
    table.set(key, [...old.filter((other) => (other.parameters?.length ?? -1) !== arity), macro]);
    return null;
  }

  /** `%defalias`: from now on the name means whatever the other one means. */
  alias(name: string, target: string): void {
    if (name !== target) this.aliases.set(name, target);
  }

  isAlias(name: string): boolean {
    return this.aliases.has(name);
  }

  removeAlias(name: string): void {
    this.aliases.delete(name);
  }

  undefine(name: string): void {
    const target = this.target(name);
    this.exact.delete(target);
    this.folded.delete(target.toLowerCase());
  }

  clear(): void {
    this.exact.clear();
    this.folded.clear();
    this.aliases.clear();
  }

  isDefined(written: string): boolean {
    const name = this.target(written);
    return this.exact.has(name) || this.builtins.has(name) || this.folded.has(name.toLowerCase());
  }

  names(): Iterable<string> {
    return this.exact.keys();
  }

  /** Expands every macro of a line; the line itself when it has none. Throws TooLong. */
  expand(tokens: readonly Token[]): readonly Token[] {
    if (!this.concerns(tokens)) return tokens;
    // A function expands its arguments while a line is expanded; the limit is that of the whole line.
    if (this.depth === 0) this.budget = MAX_TOKENS;
    return this.guarded(() => applyPasteOperator(this.expandTokens(tokens, [])));
  }

  /** Expands `%[…]` only, which happens before a line is understood, even in a `%define`. */
  expandIndirections(tokens: readonly Token[]): readonly Token[] {
    if (!tokens.some((token) => token.kind === 'pp' && token.text === '%[')) return tokens;
    this.budget = MAX_TOKENS;
    const result: Token[] = [];
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i];
      if (token === undefined) continue;
      if (token.kind === 'pp' && token.text === '%[') i = this.indirection(tokens, i, result, []);
      else result.push(token);
    }
    return result;
  }

  private guarded<T>(work: () => T): T {
    if (this.depth > MAX_DEPTH) throw new TooLong();
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
    }
  }

  private target(name: string): string {
    let at = name;
    // Aliases of aliases end, and a circle is left after one round.
    for (let steps = 0; steps <= this.aliases.size; steps += 1) {
      const next = this.aliases.get(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  private concerns(tokens: readonly Token[]): boolean {
    for (const token of tokens) {
      if (token.kind === 'id') {
        if (this.exact.has(token.text) || (this.folded.size > 0 && this.folded.has(token.text.toLowerCase())))
          return true;
        if (token.text.startsWith('__') && this.builtins.has(token.text)) return true;
        if (this.aliases.size > 0 && this.aliases.has(token.text)) return true;
      } else if (token.kind === 'pp') {
        if (token.text === '%+' || token.text === '%[' || this.host.functions.has(token.text.toLowerCase()))
          return true;
      }
    }
    return false;
  }

  private find(written: string): readonly SingleLineMacro[] | undefined {
    const name = this.aliases.size > 0 ? this.target(written) : written;
    return this.exact.get(name) ?? (this.folded.size > 0 ? this.folded.get(name.toLowerCase()) : undefined);
  }

  private expandTokens(input: readonly Token[], active: readonly SingleLineMacro[]): Token[] {
    return this.guarded(() => this.expandList(input, active));
  }

  private expandList(input: readonly Token[], active: readonly SingleLineMacro[]): Token[] {
    const result: Token[] = [];
    let tokens = input;
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i];
      if (token === undefined) continue;
      this.budget -= 1;
      if (this.budget < 0) throw new TooLong();
      if (token.kind === 'pp' && token.text === '%[') {
        i = this.indirection(tokens, i, result, active);
        continue;
      }
      if (token.kind === 'pp' && opens(tokens[i + 1]) && this.host.functions.has(token.text.toLowerCase())) {
        const end = closing(tokens, i + 1, '(', ')');
        if (end >= tokens.length) throw new SyntaxProblem(token, say('closing-missing', { text: ')' }));
        const made = this.host.callFunction(token.text.toLowerCase(), tokens.slice(i + 2, end), token);
        place(result, made, token);
        i = end;
        continue;
      }
      if (token.kind !== 'id') {
        result.push(token);
        continue;
      }
      const builtin = token.text.startsWith('__') ? this.builtins.get(token.text) : undefined;
      if (builtin !== undefined) {
        result.push(...builtin(token));
        continue;
      }
      const candidates = this.find(token.text);
      if (candidates === undefined) {
        result.push(token);
        continue;
      }
      const simple = candidates.find((macro) => macro.parameters === null);
      if (simple !== undefined) {
        if (active.includes(simple)) {
          result.push(token);
          continue;
        }
        const made = this.expandTokens(nameItself(simple.body, simple, token), [...active, simple]);
        const last = made.at(-1);
        // The name of a macro with parameters may come out of a macro and find its parentheses behind it.
        if (last !== undefined && last.kind === 'id' && opens(tokens[i + 1]) && this.takesParentheses(last, simple)) {
          place(result, made.slice(0, -1), token);
          tokens = [
            spaced(retold(token, 'id', last.text), made.length > 1 ? last.space : token.space),
            ...tokens.slice(i + 1),
          ];
          i = -1;
        } else place(result, made, token);
        continue;
      }
      const end = this.expandCall(tokens, i, candidates, active, result);
      if (end < 0) result.push(token);
      else i = end;
    }
    return applyPasteOperator(result);
  }

  private takesParentheses(name: Token, made: SingleLineMacro): boolean {
    const candidates = this.find(name.text);
    return candidates?.every((macro) => macro.parameters !== null && macro !== made) === true;
  }

  /** Expands `name(…)` at `at`; the index of its last token, or -1 when it is no call. */
  private expandCall(
    tokens: readonly Token[],
    at: number,
    candidates: readonly SingleLineMacro[],
    active: readonly SingleLineMacro[],
    result: Token[],
  ): number {
    const token = tokens[at];
    if (token === undefined || !opens(tokens[at + 1])) return -1;
    const end = closing(tokens, at + 1, '(', ')');
    const inside = tokens.slice(at + 2, end);
    const parts = inside.length === 0 ? [] : splitArguments(inside, true);
    const takes = (count: number): SingleLineMacro | undefined =>
      candidates.find((candidate) => candidate.parameters?.length === count);
    const macro =
      takes(parts.length) ??
      (parts.length === 0 ? takes(1) : undefined) ??
      candidates.find(({ parameters }) => parameters?.at(-1)?.greedy === true && parts.length >= parameters.length - 1);
    if (macro === undefined || active.includes(macro)) return -1;
    if (end >= tokens.length) throw new SyntaxProblem(token, say('closing-missing', { text: ')' }));
    const parameters = macro.parameters ?? [];
    const values = parameters.map((parameter, index) =>
      this.argument(
        parameter,
        parameter.greedy ? joined(parts.slice(index), token) : (parts[index] ?? []),
        active,
        token,
      ),
    );
    const body = substitute(nameItself(macro.body, macro, token), parameters, values);
    place(result, this.expandTokens(body, [...active, macro]), token);
    return end;
  }

  private argument(
    parameter: MacroParameter,
    written: readonly Token[],
    active: readonly SingleLineMacro[],
    at: Token,
  ): readonly Token[] {
    let value: readonly Token[] = this.expandTokens(written, active);
    if (parameter.evaluated) value = numberTokens(this.host.evaluate(value, at), at);
    const [only] = value;
    if (parameter.quoted === '' || (parameter.quoted === '&&' && value.length === 1 && only?.kind === 'string'))
      return value;
    return [textToken(at, textOf(value))];
  }

  /** Puts what stands in `%[…]` into the line, as a part of the words around it; gives the index of its end. */
  private indirection(
    tokens: readonly Token[],
    at: number,
    result: Token[],
    active: readonly SingleLineMacro[],
  ): number {
    const token = tokens[at];
    const end = closing(tokens, at, '[', ']');
    const inner = this.expandTokens(tokens.slice(at + 1, end), active);
    const [first, ...rest] = inner;
    const touches = token?.space === false;
    if (first !== undefined) appendPasting(result, [spaced(first, !touches), ...rest], touches);
    const next = tokens[end + 1];
    // What follows the bracket directly belongs to the same word.
    if (next === undefined || next.space || (next.kind !== 'id' && next.kind !== 'number') || inner.length === 0)
      return end;
    appendPasting(result, [next], true);
    return end + 1;
  }
}

function opens(token: Token | undefined): boolean {
  return token !== undefined && token.kind === 'op' && token.text === '(';
}

/** A number as tokens: a sign is a token of its own. */
export function numberTokens(value: bigint, at: Token): Token[] {
  const digits = retold(at, 'number', (value < 0n ? -value : value).toString());
  return value < 0n ? [retold(at, 'op', '-'), spaced(digits, false)] : [digits];
}

/** Diagnostics and squiggles belong to where the name is used. */
function place(result: Token[], tokens: readonly Token[], at: Token): void {
  for (const [index, token] of tokens.entries()) {
    const placed: Token = { ...token, file: at.file, line: at.line, column: at.column, endColumn: at.endColumn };
    result.push(index === 0 ? spaced(placed, at.space) : placed);
  }
}

function joined(parts: readonly Token[][], at: Token): Token[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [spaced(retold(at, 'op', ','), false), ...part]));
}

/** `%?` is the name as written, `%??` as defined. */
function nameItself(body: readonly Token[], macro: SingleLineMacro, at: Token): readonly Token[] {
  if (!body.some((token) => token.kind === 'pp' && (token.text === '%?' || token.text === '%??'))) return body;
  return body.map((token) =>
    token.text === '%?' ? retold(token, 'id', at.text) : token.text === '%??' ? retold(token, 'id', macro.name) : token,
  );
}

function substitute(
  body: readonly Token[],
  parameters: readonly MacroParameter[],
  values: readonly (readonly Token[])[],
): Token[] {
  const result: Token[] = [];
  for (const token of body) {
    const index = token.kind === 'id' ? parameters.findIndex((parameter) => parameter.name === token.text) : -1;
    const value = index < 0 ? undefined : (values[index] ?? []);
    if (value === undefined) result.push(token);
    else if (value.length === 0) result.push(retold(token, 'pp', NOTHING));
    else for (const [n, part] of value.entries()) result.push(n === 0 ? spaced(part, token.space) : part);
  }
  return result.some((token) => token.text === NOTHING) ? withoutNothing(result) : result;
}

/** Stands for an empty argument, which still has a place beside `%+`. */
const NOTHING = '%empty%';

/** Takes empty arguments away, and the `%+` that would join something to them. */
function withoutNothing(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    const last = result.at(-1);
    if (token === undefined || token.text === NOTHING) {
      if (isPaste(last)) result.pop();
      else if (isPaste(tokens[i + 1])) i += 1;
    } else result.push(token);
  }
  return result;
}

function isPaste(token: Token | undefined): boolean {
  return token !== undefined && token.kind === 'pp' && token.text === '%+';
}

/** The index of the bracket that closes the one at `start`, or past the end. */
function closing(tokens: readonly Token[], start: number, open: string, close: string): number {
  let depth = 0;
  for (let i = start; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || (token.kind !== 'op' && token.kind !== 'pp')) continue;
    if (token.text === open || token.text === `%${open}`) depth += 1;
    else if (token.text === close) {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return tokens.length;
}
