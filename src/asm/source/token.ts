/**
 * What the lexer makes of a source.
 * - id: names, registers, mnemonics, `$name`; also `$` and `$$`
 * - number, string (text keeps the quotes)
 * - op: operators and punctuation
 * - pp: everything that only the preprocessor understands (`%define`, `%1`, `%%local`, `%$context`, `%+`, `%[`)
 */
export type TokenKind = 'id' | 'number' | 'string' | 'op' | 'pp';

export interface Token {
  readonly kind: TokenKind;
  /** As written, except that `%{…}` loses its braces. */
  readonly text: string;
  /** White space stands before it. */
  readonly space: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** The use of a macro or of `%include` that a line comes from, innermost first. */
export interface Invocation {
  readonly kind: 'macro' | 'include';
  /** Of the macro, or of the included file. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly outer: Invocation | null;
}

/** One logical line: continuation lines are joined. */
export interface SourceLine {
  readonly tokens: readonly Token[];
  /** A string in it that is not closed; it matters only when the line is used. */
  readonly unclosed?: Token | undefined;
  readonly file: string;
  readonly line: number;
}

/** One line as the preprocessor hands it on. */
export interface ExpandedLine extends SourceLine {
  readonly invocation: Invocation | null;
}

/** A token with another text at the same place. */
export function retold(token: Token, kind: TokenKind, text: string): Token {
  return {
    kind,
    text,
    space: token.space,
    file: token.file,
    line: token.line,
    column: token.column,
    endColumn: token.endColumn,
  };
}

/** The same token with or without white space before it. */
export function spaced(token: Token, space: boolean): Token {
  return token.space === space ? token : { ...token, space };
}

/** Source text of tokens, one blank where there was white space. */
export function textOf(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) text += token.space && text !== '' ? ` ${token.text}` : token.text;
  return text;
}
