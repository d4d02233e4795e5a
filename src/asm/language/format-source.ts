import { lex } from '../source/lexer';
import type { SourceLine, Token } from '../source/token';
import { isStatementWord } from '../statement/parse-statement';
import { PREFIXES } from '../statement/words.table';

/** Columns, counted from 0: where mnemonics stand, and how wide a mnemonic is taken to be. */
const MNEMONIC_COLUMN = 4;
const MNEMONIC_WIDTH = 8;
const COMMENT_COLUMN = 28;
const TAB = 4;
/** Code that is longer than this does not push the comments of its neighbours. */
const LONG_CODE = 64;

/** A line taken apart; `label` and `code` may be empty. */
interface Parts {
  readonly kind: 'blank' | 'comment' | 'directive' | 'statement' | 'as-is';
  /** Spaces before a comment of its own. */
  readonly indent: number;
  readonly label: string;
  readonly mnemonic: string;
  readonly operands: string;
  readonly comment: string;
  readonly raw: string;
}

/**
 * Puts a source in columns: labels at the margin, mnemonics, operands and comments each in theirs. Lines stay lines, and
 * what the assembler reads stays what it is, so the bytes are the same. Formatting twice changes nothing more.
 */
export function formatSource(text: string): string {
  const texts = text.split('\n');
  const logical = new Map<number, SourceLine>();
  const joined = new Set<number>();
  for (const line of lex('', text)) {
    logical.set(line.line, line);
    const last = line.tokens.at(-1)?.line ?? line.line;
    for (let n = line.line; last > line.line && n <= last; n += 1) joined.add(n);
  }
  const parts = texts.map((raw, n) => takeApart(raw.trimEnd(), logical.get(n + 1), joined.has(n + 1)));
  const shown = alignLabels(parts);
  return alignComments(parts, shown).join('\n');
}

function takeApart(raw: string, line: SourceLine | undefined, joined: boolean): Parts {
  const parts = { indent: 0, label: '', mnemonic: '', operands: '', comment: '', raw };
  // A line that ends in a backslash goes on: also a comment.
  if (joined || raw.endsWith('\\')) return { ...parts, kind: 'as-is' };
  if (raw === '') return { ...parts, kind: 'blank' };
  if (line === undefined) {
    const indent = raw.length - raw.trimStart().length;
    return { ...parts, kind: raw.trimStart().startsWith(';') ? 'comment' : 'as-is', indent, comment: raw.trim() };
  }
  const { tokens } = line;
  const first = tokens[0] as Token;
  const last = tokens.at(-1) as Token;
  const end = Math.max(last.endColumn - 1, first.column);
  const comment = raw.slice(end).trim();
  // A string that is not closed reaches to the end of its line.
  if (comment !== '' && !comment.startsWith(';')) return { ...parts, kind: 'as-is' };
  const code = raw.slice(first.column - 1, end);
  if (first.kind === 'pp' && /^%[a-z]/i.test(first.text))
    return { ...parts, kind: 'directive', operands: code.trimEnd(), comment };
  return { ...parts, kind: 'statement', comment, ...statementParts(raw, tokens) };
}

function statementParts(raw: string, tokens: readonly Token[]): Pick<Parts, 'label' | 'mnemonic' | 'operands'> {
  const labelEnd = labelTokens(tokens);
  const rest = tokens.slice(labelEnd);
  const label = labelEnd === 0 ? '' : textBetween(raw, tokens, 0, labelEnd).replace(/\s+:$/, ':');
  let at = 0;
  while (at + 1 < rest.length && PREFIXES.has(rest[at]?.text.toLowerCase() ?? '') && rest[at]?.kind === 'id') at += 1;
  // What touches the mnemonic without a blank belongs to it: `j%+1`.
  let end = Math.min(at + 1, rest.length);
  while (end < rest.length && rest[end]?.space === false) end += 1;
  const mnemonic = textBetween(raw, rest, 0, end).replace(/\s+/g, ' ');
  return { label, mnemonic: end === 0 ? '' : mnemonic, operands: operandText(raw, rest.slice(end)) };
}

/** How many tokens the label takes: `name:`, `name` before data or `equ`; a macro's parameters may be part of it. */
function labelTokens(tokens: readonly Token[]): number {
  const colon = tokens.findIndex((token) => token.kind === 'op' && token.text === ':');
  if (colon > 0 && tokens.slice(1, colon).every((token) => !token.space)) return colon + 1;
  const [first, second] = tokens;
  if (first?.kind !== 'id' || isStatementWord(first.text.toLowerCase())) return 0;
  if (second?.kind !== 'id' || !second.space || !isStatementWord(second.text.toLowerCase())) return 0;
  // At the margin it is a label; elsewhere it may be a macro with an argument that looks like an instruction.
  return first.column === 1 || isDataWord(second.text) ? 1 : 0;
}

const isDataWord = (word: string): boolean => /^(?:equ|d[bwdqtoyz]|res[bwdqtoyz]|incbin|times)$/i.test(word);

const textBetween = (raw: string, tokens: readonly Token[], from: number, to: number): string =>
  to <= from ? '' : raw.slice((tokens[from]?.column ?? 1) - 1, (tokens[to - 1]?.endColumn ?? 1) - 1);

/** The operands as written, with no blank before a comma and one behind it. */
function operandText(raw: string, tokens: readonly Token[]): string {
  let text = '';
  let end = tokens[0]?.column ?? 1;
  let comma = false;
  for (const token of tokens) {
    const gap = raw.slice(end - 1, token.column - 1).replaceAll('\t', ' ');
    const isComma = token.kind === 'op' && token.text === ',';
    if (text !== '' && !isComma) text += comma && gap === '' ? ' ' : gap;
    text += raw.slice(token.column - 1, token.endColumn - 1);
    end = token.endColumn;
    comma = isComma;
  }
  return text;
}

const roundUp = (column: number): number => Math.ceil(column / TAB) * TAB;

/** Sets labels, mnemonics and operands; neighbours with a label on the line of their statement share its column. */
function alignLabels(parts: readonly Parts[]): string[] {
  const shown: string[] = [];
  for (let n = 0; n < parts.length; n += 1) {
    const part = parts[n] as Parts;
    if (!isLabelled(part)) {
      shown.push(codeOf(part, MNEMONIC_COLUMN));
      continue;
    }
    let end = n;
    while (end < parts.length && isLabelled(parts[end] as Parts)) end += 1;
    const run = parts.slice(n, end);
    const column = roundUp(Math.max(MNEMONIC_COLUMN, ...run.map(({ label }) => label.length + 1)));
    for (const one of run) shown.push(codeOf(one, column));
    n = end - 1;
  }
  return shown;
}

const isLabelled = ({ kind, label, mnemonic }: Parts): boolean =>
  kind === 'statement' && label !== '' && mnemonic !== '';

function codeOf(part: Parts, column: number): string {
  const { kind, label, mnemonic, operands } = part;
  if (kind === 'as-is') return part.raw;
  if (kind === 'directive') return operands;
  if (kind !== 'statement') return '';
  if (mnemonic === '') return label;
  const constant = mnemonic.toLowerCase() === 'equ';
  const width = constant ? mnemonic.length + 1 : Math.max(MNEMONIC_WIDTH, mnemonic.length + 1);
  return label.padEnd(column) + (operands === '' ? mnemonic : mnemonic.padEnd(width) + operands);
}

/** Sets comments: those behind code share a column within a paragraph. */
function alignComments(parts: readonly Parts[], shown: readonly string[]): string[] {
  const result: string[] = [];
  let n = 0;
  while (n < parts.length) {
    let end = n;
    while (end < parts.length && !breaksParagraph(parts[end] as Parts)) end += 1;
    if (end === n) {
      const { kind, indent, comment } = parts[n] as Parts;
      result.push(kind === 'comment' ? ' '.repeat(indent === 0 ? 0 : MNEMONIC_COLUMN) + comment : '');
      n += 1;
      continue;
    }
    const lengths = parts
      .slice(n, end)
      .flatMap(({ comment, kind }, k) => (comment === '' || kind === 'as-is' ? [] : [(shown[n + k] ?? '').length]));
    const column = roundUp(
      Math.max(COMMENT_COLUMN, ...lengths.filter((length) => length <= LONG_CODE).map((l) => l + 2)),
    );
    for (; n < end; n += 1) {
      const code = shown[n] ?? '';
      const { comment, kind } = parts[n] as Parts;
      if (comment === '' || kind === 'as-is') result.push(code);
      else result.push(code.length + 2 > column ? `${code}  ${comment}` : code.padEnd(column) + comment);
    }
  }
  return result;
}

const breaksParagraph = ({ kind }: Parts): boolean => kind === 'blank' || kind === 'comment';
