import { retold, type Token } from '../source/token';

/** Appends tokens to a line; a name or number that touches the one before becomes part of it (`label%1`, `%1_end`). */
export function appendPasting(line: Token[], tokens: readonly Token[], touchesBefore: boolean): void {
  let first = true;
  for (const token of tokens) {
    const last = line.at(-1);
    if (first && touchesBefore && last !== undefined && canPaste(last, token))
      line[line.length - 1] = paste(last, token);
    else line.push(token);
    first = false;
  }
}

function canPaste(left: Token, right: Token): boolean {
  return (left.kind === 'id' || left.kind === 'number') && (right.kind === 'id' || right.kind === 'number');
}

/** Two tokens as one. */
export function paste(left: Token, right: Token): Token {
  const text = left.text + right.text;
  const kind =
    left.kind === 'op' || right.kind === 'op'
      ? 'op'
      : /^(?:[0-9]|\$[0-9])/.test(text)
        ? 'number'
        : left.kind === 'pp'
          ? 'pp'
          : 'id';
  return retold(left, kind, text);
}

/** `a %+ b` becomes `ab`. */
export function applyPasteOperator(tokens: Token[]): Token[] {
  if (!tokens.some((token) => token.kind === 'pp' && token.text === '%+')) return tokens;
  const result: Token[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) continue;
    const next = tokens[i + 1];
    const last = result.at(-1);
    if (token.kind === 'pp' && token.text === '%+' && last !== undefined && next !== undefined) {
      result[result.length - 1] = paste(last, next);
      i += 1;
    } else result.push(token);
  }
  return result;
}

/**
 * Cuts macro arguments at commas that stand outside braces (and outside parentheses when asked); the braces of
 * `{a, b}` go.
 */
export function splitArguments(tokens: readonly Token[], parentheses: boolean): Token[][] {
  const parts: Token[][] = [];
  let current: Token[] = [];
  let braces = 0;
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'op') {
      if (token.text === '{') {
        braces += 1;
        if (braces === 1 && current.length === 0) continue;
      } else if (token.text === '}' && braces > 0) {
        braces -= 1;
        if (braces === 0) continue;
      } else if (parentheses && (token.text === '(' || token.text === '[')) depth += 1;
      else if (parentheses && (token.text === ')' || token.text === ']')) depth -= 1;
      else if (token.text === ',' && braces === 0 && depth <= 0) {
        parts.push(current);
        current = [];
        continue;
      }
    }
    current.push(token);
  }
  parts.push(current);
  return parts;
}
