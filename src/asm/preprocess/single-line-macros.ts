import { retold, spaced, type Token } from '../source/token';
import { appendPasting, applyPasteOperator, splitArguments } from './paste';

/** What `%define`, `%assign` and their relatives make. */
export interface SingleLineMacro {
  readonly name: string;
  /** Names of the parameters; null when the macro takes no parentheses. */
  readonly parameters: readonly string[] | null;
  readonly body: readonly Token[];
}

/** Replaces a name by tokens that depend on where it stands, e.g. `__LINE__`. */
export type BuiltinMacro = (at: Token) => Token[];

/** An expansion that becomes longer than this is a runaway. */
const MAX_TOKENS = 100_000;

export class TooLong extends Error {}

/** The names that expand inside a line. */
export class SingleLineMacros {
  private readonly exact = new Map<string, SingleLineMacro[]>();
  private readonly folded = new Map<string, SingleLineMacro[]>();
  private budget = 0;

  constructor(private readonly builtins: ReadonlyMap<string, BuiltinMacro>) {}

  define(macro: SingleLineMacro, ignoreCase: boolean): void {
    const table = ignoreCase ? this.folded : this.exact;
    const key = ignoreCase ? macro.name.toLowerCase() : macro.name;
    const arity = macro.parameters?.length ?? -1;
    const others = (table.get(key) ?? []).filter((other) => (other.parameters?.length ?? -1) !== arity);
    // A macro with parameters and one without cannot share a name.
    const compatible = others.filter((other) => (other.parameters === null) === (macro.parameters === null));
    table.set(key, [...compatible, macro]);
  }

  undefine(name: string): void {
    this.exact.delete(name);
    this.folded.delete(name.toLowerCase());
  }

  isDefined(name: string): boolean {
    return this.exact.has(name) || this.builtins.has(name) || this.folded.has(name.toLowerCase());
  }

  names(): Iterable<string> {
    return this.exact.keys();
  }

  /** Expands every macro of a line; the line itself when it has none. Throws TooLong. */
  expand(tokens: readonly Token[]): readonly Token[] {
    if (!this.concerns(tokens)) return tokens;
    this.budget = MAX_TOKENS;
    return applyPasteOperator(this.expandTokens(tokens, []));
  }

  private concerns(tokens: readonly Token[]): boolean {
    for (const token of tokens) {
      if (token.kind === 'id') {
        if (this.exact.has(token.text) || (this.folded.size > 0 && this.folded.has(token.text.toLowerCase())))
          return true;
        if (token.text.startsWith('__') && this.builtins.has(token.text)) return true;
      } else if (token.kind === 'pp' && (token.text === '%+' || token.text === '%[')) return true;
    }
    return false;
  }

  private find(name: string): readonly SingleLineMacro[] | undefined {
    return this.exact.get(name) ?? (this.folded.size > 0 ? this.folded.get(name.toLowerCase()) : undefined);
  }

  private expandTokens(tokens: readonly Token[], active: readonly SingleLineMacro[]): Token[] {
    const result: Token[] = [];
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i];
      if (token === undefined) continue;
      this.budget -= 1;
      if (this.budget < 0) throw new TooLong();
      if (token.kind === 'pp' && token.text === '%[') {
        const end = closing(tokens, i, '[', ']');
        const inner = this.expandTokens(tokens.slice(i + 1, end), active);
        appendPasting(result, inner, !token.space);
        const next = tokens[end + 1];
        // What follows the bracket directly belongs to the same word.
        if (next !== undefined && !next.space && (next.kind === 'id' || next.kind === 'number')) {
          appendPasting(result, [next], true);
          i = end + 1;
        } else i = end;
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
        if (active.includes(simple)) result.push(token);
        else this.splice(result, this.expandTokens(nameItself(simple.body, simple, token), [...active, simple]), token);
        continue;
      }
      const open = tokens[i + 1];
      if (open === undefined || open.kind !== 'op' || open.text !== '(') {
        result.push(token);
        continue;
      }
      const end = closing(tokens, i + 1, '(', ')');
      const inside = tokens.slice(i + 2, end);
      const parts = inside.length === 0 ? [] : splitArguments(inside, true);
      const macro =
        candidates.find((candidate) => candidate.parameters?.length === parts.length) ??
        (parts.length === 0 ? candidates.find((candidate) => candidate.parameters?.length === 1) : undefined);
      if (macro === undefined || active.includes(macro)) {
        result.push(token);
        continue;
      }
      const expandedParts = parts.map((part) => this.expandTokens(part, active));
      const body = substitute(nameItself(macro.body, macro, token), macro.parameters ?? [], expandedParts);
      this.splice(result, this.expandTokens(body, [...active, macro]), token);
      i = end;
    }
    return applyPasteOperator(result);
  }

  private splice(result: Token[], tokens: readonly Token[], at: Token): void {
    for (const [index, token] of tokens.entries()) {
      // Diagnostics and squiggles belong to where the name is used.
      const placed: Token = { ...token, file: at.file, line: at.line, column: at.column, endColumn: at.endColumn };
      result.push(index === 0 ? spaced(placed, at.space) : placed);
    }
  }
}

/** `%?` is the name as written, `%??` as defined. */
function nameItself(body: readonly Token[], macro: SingleLineMacro, at: Token): readonly Token[] {
  if (!body.some((token) => token.kind === 'pp' && (token.text === '%?' || token.text === '%??'))) return body;
  return body.map((token) =>
    token.text === '%?' ? retold(token, 'id', at.text) : token.text === '%??' ? retold(token, 'id', macro.name) : token,
  );
}

function substitute(body: readonly Token[], parameters: readonly string[], values: readonly Token[][]): Token[] {
  const result: Token[] = [];
  for (const token of body) {
    const index = token.kind === 'id' ? parameters.indexOf(token.text) : -1;
    const value = index < 0 ? undefined : (values[index] ?? []);
    if (value === undefined) result.push(token);
    else for (const [n, part] of value.entries()) result.push(n === 0 ? spaced(part, token.space) : part);
  }
  return result;
}

/** The index of the bracket that closes the one at `start`, or the last index. */
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
