import type { Term } from '../expression/value';
import type { Located } from '../report/diagnostics';
import type { Invocation } from '../source/token';

/** A number inside a section's bytes that waits for the places of the sections. */
export interface Fixup {
  readonly at: number;
  readonly size: number;
  readonly number: bigint;
  readonly terms: readonly Term[];
  /** Which values fit: as a signed number, or signed or unsigned. */
  readonly range: 'signed' | 'either';
  readonly place: Located;
  readonly invocation: Invocation | null;
}

/** The bytes that one statement made. */
export interface Piece {
  readonly offset: number;
  readonly length: number;
  readonly place: Located;
  readonly invocation: Invocation | null;
  readonly code: boolean;
}

/** What `section` says about a section; absent what it does not say. */
export interface SectionAttributes {
  start?: bigint;
  vstart?: bigint;
  align?: bigint;
  valign?: bigint;
  follows?: string;
  vfollows?: string;
}

/** A section while it is assembled. Offsets count from its start; where that is, is decided at the end. */
export class Section {
  /** Where the next byte goes, in this pass. */
  offset = 0;
  attributes: SectionAttributes = {};
  nobits = false;
  /** Where it was last named with `section`. */
  place: Located | null = null;
  /** Whether progbits or nobits has been decided. */
  typed = false;
  readonly fixups: Fixup[] = [];
  readonly pieces: Piece[] = [];
  private buffer = new Uint8Array(256);

  constructor(
    readonly name: string,
    /** Base of `section.NAME.start`, which differs from the section itself when it has a vstart. */
    readonly kind: 'section' | 'start' = 'section',
  ) {}

  /** Forgets what the pass before has put here. */
  reset(): void {
    this.offset = 0;
    this.attributes = {};
    this.fixups.length = 0;
    this.pieces.length = 0;
  }

  /** Makes room for bytes at the current offset and returns it; zeros until written. */
  reserve(length: number): number {
    const at = this.offset;
    this.offset += length;
    if (!this.nobits && this.offset > this.buffer.length) {
      const bigger = new Uint8Array(Math.max(this.buffer.length * 2, this.offset));
      bigger.set(this.buffer);
      this.buffer = bigger;
    }
    if (!this.nobits) this.buffer.fill(0, at, this.offset);
    return at;
  }

  write(bytes: Uint8Array): number {
    const at = this.reserve(bytes.length);
    if (!this.nobits) this.buffer.set(bytes, at);
    return at;
  }

  /** Puts a number into bytes that are there already, low byte first. */
  patch(at: number, size: number, value: bigint): void {
    if (this.nobits) return;
    if (size <= 4) {
      let low = Number(BigInt.asUintN(32, value));
      for (let i = 0; i < size; i += 1) {
        this.buffer[at + i] = low & 0xff;
        low >>>= 8;
      }
      return;
    }
    let rest = BigInt.asUintN(64, value);
    for (let i = 0; i < size; i += 1) {
      this.buffer[at + i] = Number(rest & 0xffn);
      rest >>= 8n;
    }
  }

  /** Repeats `length` bytes at `from` so many times at `to`. */
  copyWithin(from: number, length: number, to: number, times: number): void {
    if (this.nobits) return;
    const whole = length * times;
    this.buffer.copyWithin(to, from, from + length);
    // Doubling keeps the number of copies small.
    for (let done = length; done < whole; done *= 2)
      this.buffer.copyWithin(to + done, to, to + Math.min(done, whole - done));
  }

  bytes(): Uint8Array {
    return this.nobits ? new Uint8Array(0) : this.buffer.slice(0, this.offset);
  }
}
