import type { Plugin } from 'vite';

/** One condition of a source, and the source with that condition negated. */
export interface Negation {
  readonly condition: string;
  readonly code: string;
}

const QUERY = /\?negate=(\d+)$/;

/** Index behind the parenthesis that closes the one at `open`. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '(') depth += 1;
    if (code[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new RangeError('a parenthesis that nothing closes');
}

/** The parts of an expression between `||` outside parentheses, as [start, end] in it. */
function disjuncts(expression: string): [start: number, end: number][] {
  const parts: [number, number][] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < expression.length; at++) {
    if (expression[at] === '(') depth += 1;
    if (expression[at] === ')') depth -= 1;
    if (depth !== 0 || !expression.startsWith(' || ', at)) continue;
    parts.push([start, at]);
    start = at + 4;
  }
  return [...parts, [start, expression.length]];
}

/** Places of the conditions: [start, end] in the source. */
function places(code: string): [number, number][] {
  const found: [number, number][] = [];
  for (const { index } of code.matchAll(/\bif \(/g)) {
    const open = index + 3;
    const end = closing(code, open);
    if (!/^\s+(return|throw)\b/.test(code.slice(end, end + 20))) continue;
    for (const [a, b] of disjuncts(code.slice(open + 1, end - 1))) found.push([open + 1 + a, open + 1 + b]);
  }
  for (const match of code.matchAll(/return ([^;?\n]+) \? [^;\n]+;/g)) {
    const start = match.index + 'return '.length;
    const condition = match[1] as string;
    // One whose parenthesis opens before it and closes behind it chooses a part of the value.
    if (condition.split('(').length === condition.split(')').length) found.push([start, start + condition.length]);
  }
  // Chains of conjuncts, a line each.
  for (const match of code.matchAll(/(?<=\n)( +)(?!return|if)(\S[^\n]*?) &&(?=\n)|(?<= &&\n)( +)(\S[^\n]*?);(?=\n)/g)) {
    const indent = (match[1] ?? match[3] ?? '').length;
    const text = match[2] ?? match[4] ?? '';
    found.push([match.index + indent, match.index + indent + text.length]);
  }
  return found.sort(([a], [b]) => a - b);
}

/**
 * The conditions of a source on which it returns or throws (each part of a disjunction by itself), those between which a
 * returned value is chosen, and the lines of a conjunction: each negated in turn.
 */
export function negations(code: string): readonly Negation[] {
  return places(code).map(([start, end]) => {
    const condition = code.slice(start, end);
    return { condition, code: `${code.slice(0, start)}!(${condition})${code.slice(end)}` };
  });
}

/** Lets a test import a module with one condition negated: `module.ts?negate=3`. */
export function negatePlugin(): Plugin {
  return {
    name: 'negate',
    enforce: 'pre',
    transform(code, id) {
      const number = QUERY.exec(id)?.[1];
      if (number === undefined) return null;
      const negation = negations(code)[Number(number)];
      if (negation === undefined) throw new RangeError(`${id}: no such condition`);
      return { code: negation.code, map: null };
    },
  };
}
