import type { Diagnostics } from '../report/diagnostics';
import { type Message, say } from '../report/message';
import type { SourceLine, Token, TokenKind } from './token';

// Character classes by code, so that the loop over a source does one look-up per character.
const SPACE = 1;
const NAME_START = 2;
const DIGIT = 4;
const NAME = 8;
const CLASS = new Uint8Array(128);
for (const char of ' \t\r\f\v') CLASS[char.charCodeAt(0)] |= SPACE;
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.?@')
  CLASS[char.charCodeAt(0)] |= NAME_START | NAME;
for (const char of '0123456789') CLASS[char.charCodeAt(0)] |= DIGIT | NAME;
for (const char of '$#~') CLASS[char.charCodeAt(0)] |= NAME;

function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  // Letters beyond ASCII may stand in names; past the end the code is NaN.
  return code < 128 ? (CLASS[code] ?? 0) : code >= 128 ? NAME_START | NAME : 0;
}

const OPERATORS3 = new Set(['<<<', '>>>', '<=>']);
const OPERATORS2 = new Set(['<<', '>>', '==', '!=', '<>', '<=', '>=', '&&', '||', '^^', '//', '%%']);

const NUMBER_CHARACTER = /[0-9a-zA-Z_]/;
/** What stands before the sign of an exponent. */
const SIGNED_EXPONENT = /^(?:[0-9][0-9_]*(?:\.[0-9_]*)?e|0[xhboyq][0-9a-f_]*(?:\.[0-9a-f_]*)?p)$/i;

/** Cuts a source into logical lines of tokens; comments go, `\` at the end joins lines. Lines without tokens are left out. */
export function lex(file: string, text: string, diagnostics: Diagnostics): SourceLine[] {
  const lines: SourceLine[] = [];
  let tokens: Token[] = [];
  let line = 1;
  let firstLine = 1;
  let lineStart = 0;
  let space = false;
  let i = 0;

  const push = (kind: TokenKind, value: string, start: number, end: number): void => {
    tokens.push({
      kind,
      text: value,
      space,
      file,
      line,
      column: start - lineStart + 1,
      endColumn: end - lineStart + 1,
    });
    space = false;
  };
  const endOfLine = (): void => {
    if (tokens.length > 0) lines.push({ tokens, file, line: firstLine });
    tokens = [];
    space = false;
  };
  const problem = (start: number, end: number, message: Message): void =>
    diagnostics.error({ file, line, column: start - lineStart + 1, endColumn: end - lineStart + 1 }, message);

  while (i < text.length) {
    const char = text[i] ?? '';
    if (char === '\n') {
      endOfLine();
      i += 1;
      line += 1;
      firstLine = line;
      lineStart = i;
      continue;
    }
    const kind = classAt(text, i);
    if ((kind & SPACE) !== 0) {
      space = true;
      i += 1;
      continue;
    }
    if (char === ';') {
      let end = text.indexOf('\n', i);
      // NASM joins lines before it looks for comments: a comment that ends in a backslash goes on.
      while (end > 0 && /\\\r?$/.test(text.slice(Math.max(end - 2, i), end))) {
        line += 1;
        lineStart = end + 1;
        end = text.indexOf('\n', end + 1);
      }
      i = end < 0 ? text.length : end;
      continue;
    }
    if (char === '\\') {
      const rest = /\\[ \t\r]*\n/y;
      rest.lastIndex = i;
      const match = rest.exec(text);
      if (match !== null) {
        i += match[0].length;
        line += 1;
        lineStart = i;
        space = true;
        continue;
      }
    }
    const start = i;
    if ((kind & NAME_START) !== 0) {
      // A lone `?` is the uninitialised datum or the conditional operator.
      do i += 1;
      while ((classAt(text, i) & NAME) !== 0);
      const word = text.slice(start, i);
      push(word === '?' ? 'op' : 'id', word, start, i);
      continue;
    }
    if ((kind & DIGIT) !== 0) {
      while (i < text.length && NUMBER_CHARACTER.test(text[i] ?? '')) i += 1;
      // 1.5, 1e+3, 0x1.8p-2: floating-point constants.
      if (text[i] === '.') {
        i += 1;
        while (i < text.length && NUMBER_CHARACTER.test(text[i] ?? '')) i += 1;
      }
      if ((text[i] === '+' || text[i] === '-') && SIGNED_EXPONENT.test(text.slice(start, i))) {
        i += 1;
        while ((classAt(text, i) & DIGIT) !== 0) i += 1;
      }
      push('number', text.slice(start, i), start, i);
      continue;
    }
    if (char === '$') {
      if (text[i + 1] === '$') i += 2;
      else if ((classAt(text, i + 1) & DIGIT) !== 0) {
        i += 1;
        while (NUMBER_CHARACTER.test(text[i] ?? '')) i += 1;
        push('number', text.slice(start, i), start, i);
        continue;
      } else {
        i += 1;
        while ((classAt(text, i) & NAME) !== 0) i += 1;
      }
      push('id', text.slice(start, i), start, i);
      continue;
    }
    if (char === '"' || char === "'" || char === '`') {
      i = endOfString(text, i, char);
      if (text[i - 1] !== char || i - start < 2) problem(start, i, say('string-not-closed', { quote: char }));
      push('string', text.slice(start, i), start, i);
      continue;
    }
    if (char === '%') {
      const word = preprocessorWord(text, i);
      if (word !== null) {
        i += word.length;
        const braces = word.startsWith('%{') && word.endsWith('}');
        push('pp', braces ? `%${word.slice(2, -1).trim()}` : word, start, i);
        continue;
      }
    }
    const three = text.slice(i, i + 3);
    const two = text.slice(i, i + 2);
    i += OPERATORS3.has(three) ? 3 : OPERATORS2.has(two) ? 2 : 1;
    push('op', text.slice(start, i), start, i);
  }
  endOfLine();
  return lines;
}

function endOfString(text: string, start: number, quote: string): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '\n' && text[i] !== quote)
    i += quote === '`' && text[i] === '\\' && text[i + 1] !== '\n' ? 2 : 1;
  return Math.min(text[i] === quote ? i + 1 : i, text.length);
}

const PREPROCESSOR_WORD =
  /%(?:\{[^}\n]*\}|%[\w.?@$#~]+|\$+[\w.?@$#~]+|![\w.?@$#~]+|!?"[^"\n]*"|\[|\+\d+|-\d+|\+|\d+|\*?\?\??|[A-Za-z_][\w]*)/y;

function preprocessorWord(text: string, index: number): string | null {
  PREPROCESSOR_WORD.lastIndex = index;
  return PREPROCESSOR_WORD.exec(text)?.[0] ?? null;
}
