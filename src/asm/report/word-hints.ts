import { suggest } from './suggest';

/** What may help with a word that means nothing. */
export interface WordHint {
  readonly suggestion?: string | undefined;
  /** A file of the lab that defines the word, and that the program does not include. */
  readonly include?: string | undefined;
}

/** Looking for a near word takes a while; a source with more mistakes than this needs no more help. */
const MOST_HINTS = 200;

/** Files that every program may include; a word that means nothing is looked for in them. */
export const LAB_FILES = [
  'lab.inc',
  'vmx.inc',
  'vmm.inc',
  'needs.inc',
  'numbers.inc',
  'ept.inc',
  'interrupts.inc',
  'virtual-apic.inc',
  'guest-registers.inc',
];

/** A line that gives a name its meaning. */
const DEFINITION =
  /^[ \t]*(?:%(?:i?x?define|i?assign|[ir]{0,2}macro)[ \t]+([\w.$#@~?]+)|([\w.$#@~?]+)(?::|[ \t]+equ\b))/gm;

/** Finds near words and forgotten includes; each word once. */
export class WordHints {
  private readonly known = new Map<string, WordHint>();
  private names: Map<string, readonly string[]> | null = null;

  /** `textOf` gives the text of a lab file that the program has not included, else null. */
  constructor(private readonly textOf: (file: string) => string | null) {}

  /** Looks for a word among those that could stand at its place. */
  find(word: string, candidates: () => Iterable<string>): WordHint {
    let hint = this.known.get(word);
    if (hint === undefined) {
      if (this.known.size >= MOST_HINTS) return {};
      hint = this.search(word, candidates);
      this.known.set(word, hint);
    }
    return hint;
  }

  private search(word: string, candidates: () => Iterable<string>): WordHint {
    const exact = this.fileOf((name) => name === word);
    if (exact !== undefined) return { include: exact };
    const suggestion = suggest(word, candidates());
    // Short words are near to too much.
    if (suggestion !== undefined || word.length <= 4) return { suggestion };
    const missing = suggest(word, [...this.missing().values()].flat());
    return missing === undefined ? {} : { suggestion: missing, include: this.fileOf((name) => name === missing) };
  }

  private fileOf(matches: (name: string) => boolean): string | undefined {
    for (const [file, names] of this.missing()) if (names.some(matches)) return file;
    return undefined;
  }

  /** The names that the lab files define which the program does not include. */
  private missing(): ReadonlyMap<string, readonly string[]> {
    if (this.names === null) {
      this.names = new Map();
      for (const file of LAB_FILES) {
        const text = this.textOf(file);
        if (text !== null)
          this.names.set(
            file,
            [...text.matchAll(DEFINITION)].map(([, a, b]) => a ?? b ?? ''),
          );
      }
    }
    return this.names;
  }
}
