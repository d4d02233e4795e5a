import type { Located } from '../report/diagnostics';
import { type Message, textOfMessage } from '../report/message';
import type { Token } from './token';

/** A mistake in a line; whoever reads the line reports it and goes on with the next line. */
export class SyntaxProblem extends Error {
  constructor(
    readonly place: Located,
    readonly said: Message,
  ) {
    super(textOfMessage(said));
  }
}

/** Takes a warning. */
export type Remark = (place: Located, said: Message) => void;

/** Walks over the tokens of a line. */
export class TokenReader {
  index = 0;

  constructor(
    readonly tokens: readonly Token[],
    private readonly line: Located,
    /** Takes what is worth a warning but stops nothing. */
    readonly remark: Remark = () => undefined,
  ) {}

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.index + ahead];
  }

  next(): Token | undefined {
    const token = this.tokens[this.index];
    if (token !== undefined) this.index += 1;
    return token;
  }

  atEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  /** Whether the next token is this operator. */
  isOp(text: string): boolean {
    const token = this.tokens[this.index];
    return token !== undefined && token.kind === 'op' && token.text === text;
  }

  takeOp(text: string): boolean {
    if (!this.isOp(text)) return false;
    this.index += 1;
    return true;
  }

  /** The next token in lower case when it is a name, else ''. */
  word(ahead = 0): string {
    const token = this.tokens[this.index + ahead];
    return token !== undefined && token.kind === 'id' ? token.text.toLowerCase() : '';
  }

  /** The place of the next token, or the end of the line. */
  place(): Located {
    const token = this.tokens[this.index];
    if (token !== undefined) return token;
    const last = this.tokens.at(-1);
    if (last === undefined) return this.line;
    return { file: last.file, line: last.line, column: last.endColumn, endColumn: last.endColumn + 1 };
  }

  rest(): readonly Token[] {
    return this.tokens.slice(this.index);
  }

  /** The place of the tokens from `from` up to the present one. */
  span(from: number): Located {
    const first = this.tokens[from];
    if (first === undefined) return this.place();
    let { endColumn } = first;
    for (let i = from + 1; i < this.index; i += 1) {
      const token = this.tokens[i];
      if (
        token !== undefined &&
        token.line === first.line &&
        token.file === first.file &&
        token.endColumn > endColumn
      ) {
        endColumn = token.endColumn;
      }
    }
    return endColumn === first.endColumn
      ? first
      : { file: first.file, line: first.line, column: first.column, endColumn };
  }

  problem(message: Message, place: Located = this.place()): SyntaxProblem {
    return new SyntaxProblem(place, message);
  }
}
