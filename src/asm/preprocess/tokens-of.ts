import { Diagnostics } from '../report/diagnostics';
import { lex } from '../source/lexer';
import type { Token } from '../source/token';

const DECODER = new TextDecoder();

/** The tokens of a text that a macro holds (`%deftok`, `%tok`), all at one place. */
export function tokensOf(text: Uint8Array, at: Token): Token[] {
  const lines = lex(at.file, DECODER.decode(text), new Diagnostics());
  return lines
    .flatMap((line) => line.tokens)
    .map((token) => ({ ...token, line: at.line, column: at.column, endColumn: at.endColumn }));
}
