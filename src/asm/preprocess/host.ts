import type { Scope } from '../expression/evaluate';
import type { SourceLine } from '../source/token';

/** What the preprocessor asks of the rest of the assembler. */
export interface PreprocessorHost {
  /** The lines of a file, or null when there is none of that name. */
  load(name: string): readonly SourceLine[] | null;
  /** For `%if` and `%assign`; asking it for a symbol or a position makes the preprocessor run in every pass. */
  readonly scope: Scope;
  /** Whether a word (in lower case) is an instruction or directive. */
  isStatementWord(word: string): boolean;
  /** 16, 32 or 64, for `__BITS__`. */
  bits(): number;
}
