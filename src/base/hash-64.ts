/**
 * A 64-bit hash in two 32-bit lanes, built from multiplications modulo 2^32. It tells states apart; it is no
 * protection against anybody. Deterministic everywhere: integer arithmetic only.
 */
export class Hash64 {
  low = 0;
  high = 0;

  /** Starts again. Equal seeds and equal words give equal results. */
  start(seed: number): void {
    this.low = (seed ^ 0x9e37_79b9) | 0;
    this.high = (seed ^ 0x7f4a_7c15) | 0;
  }

  /** Takes in words[first] … words[end - 1]; returns the bitwise OR of them all, so that 0 means all were 0. */
  words(words: Int32Array, first: number, end: number): number {
    let { low, high } = this;
    let any = 0;
    for (let k = first; k < end; k++) {
      const word = words[k];
      any |= word;
      low = Math.imul(low ^ word, 0x85eb_ca6b);
      low ^= low >>> 15;
      high = (Math.imul(high + word, 0xc2b2_ae35) ^ low) | 0;
      high = (high << 13) | (high >>> 19);
    }
    this.low = low;
    this.high = high;
    return any;
  }

  /** Takes in one word. */
  word(word: number): void {
    this.low = Math.imul(this.low ^ word, 0x85eb_ca6b);
    this.low ^= this.low >>> 15;
    this.high = (Math.imul(this.high + word, 0xc2b2_ae35) ^ this.low) | 0;
    this.high = (this.high << 13) | (this.high >>> 19);
  }

  /** Spreads the last words over all bits. */
  finish(): void {
    this.low = Math.imul(this.low ^ (this.high >>> 16), 0x2c1b_3c6d);
    this.high = Math.imul(this.high ^ (this.low >>> 15), 0x297a_2d39);
    this.low ^= this.high >>> 13;
    this.high ^= this.low >>> 16;
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
    return hex(this.high) + hex(this.low);
  }
}
