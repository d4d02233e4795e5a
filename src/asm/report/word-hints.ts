import { escapeForPattern, suggest } from './suggest';

/** What may help with a word that means nothing. */
export interface WordHint {
  readonly suggestion?: string | undefined;
  /** A file of the lab that defines the word, and that the program does not include. */
  readonly include?: string | undefined;
}

/** Looking for a near word takes a while; a source with more mistakes than this needs no more help. */
const MOST_HINTS = 200;

/** Files that every program may include; a word that means nothing is looked for in them. */
export const LAB_FILES = ['lab.inc', 'vmx.inc', 'vmm.inc'];

/** Finds near words and forgotten includes; each word once. */
export class WordHints {
  private readonly known = new Map<string, WordHint>();

  /** `textOf` gives the text of a lab file that the program has not included, else null. */
  constructor(private readonly textOf: (file: string) => string | null) {}

  /** Looks for a word among those that could stand at its place. */
  find(word: string, candidates: () => Iterable<string>): WordHint {
    let hint = this.known.get(word);
    if (hint === undefined) {
      if (this.known.size >= MOST_HINTS) return {};
      const include = this.definingFile(word);
      hint = include === undefined ? { suggestion: suggest(word, candidates()) } : { include };
      this.known.set(word, hint);
    }
    return hint;
  }

  private definingFile(word: string): string | undefined {
    const name = escapeForPattern(word);
    const definition = new RegExp(
      `^\\s*(?:%(?:i?x?define|i?assign|[ir]{0,2}macro)\\s+${name}(?![\\w.$#@~?])|${name}(?::|\\s+equ\\b))`,
      'm',
    );
    return LAB_FILES.find((file) => {
      const text = this.textOf(file);
      return text !== null && definition.test(text);
    });
  }
}
