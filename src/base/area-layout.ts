/** One named place in an area of the state image. */
export interface AreaField {
  readonly name: string;
  /** Index of the first 32-bit word, relative to the start of the area's Int32Array view. */
  readonly word: number;
  /** 32-bit words that one element takes: 1 for u32, 2 for u64 and f64. */
  readonly words: 1 | 2;
  readonly count: number;
  readonly kind: 'u32' | 'u64' | 'f64';
  readonly what: string;
}

/**
 * Hands out places in a fixed-size area and remembers them, so that the code that uses a place and the tables that
 * describe it (digest, differences, documentation) read one declaration.
 */
export class AreaLayout {
  readonly fields: AreaField[] = [];
  private next: number;

  /**
   * @param name names the area in errors
   * @param firstWord the first word that may be handed out
   * @param endWord one past the last word
   */
  constructor(
    readonly name: string,
    firstWord: number,
    readonly endWord: number,
  ) {
    this.next = firstWord;
  }

  /** Reserves `count` 32-bit words; returns the Int32Array index of the first. */
  u32(name: string, what: string, count = 1): number {
    return this.take(name, what, 'u32', count);
  }

  /** Reserves `count` 64-bit places; returns the Int32Array index of the first low half (the high half follows). */
  u64(name: string, what: string, count = 1): number {
    return this.take(name, what, 'u64', count);
  }

  /** Reserves `count` doubles; returns the Float64Array index of the first. */
  f64(name: string, what: string, count = 1): number {
    return this.take(name, what, 'f64', count) >> 1;
  }

  private take(name: string, what: string, kind: AreaField['kind'], count: number): number {
    const words = kind === 'u32' ? 1 : 2;
    const word = words === 2 ? (this.next + 1) & ~1 : this.next;
    if (word + words * count > this.endWord) throw new RangeError(`area ${this.name} has no room for ${name}`);
    this.next = word + words * count;
    this.fields.push({ name, word, words, count, kind, what });
    return word;
  }
}
