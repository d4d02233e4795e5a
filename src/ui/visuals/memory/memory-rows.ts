import type { MemoryBlock } from '../../../protocol/snapshot';

/** One line of the hex view. */
export interface MemoryRow {
  readonly address: bigint;
  readonly bytes: readonly MemoryByte[];
}

export interface MemoryByte {
  /** null where nothing is mapped. */
  readonly value: number | null;
  readonly changed: boolean;
}

const WRAP = (1n << 64n) - 1n;

/** Lines of `width` bytes; a byte is changed when `before` knew another value for the same address. */
export function toMemoryRows(block: MemoryBlock, before: MemoryBlock | null, width: number): readonly MemoryRow[] {
  const comparable = before !== null && before.space === block.space ? before : null;
  const offset = comparable === null ? 0 : Number(BigInt.asIntN(64, block.address - comparable.address));
  const rows: MemoryRow[] = [];
  for (let start = 0; start < block.bytes.length; start += width) {
    const bytes = block.bytes.slice(start, start + width).map((value, n) => {
      const old = comparable?.bytes[offset + start + n];
      return { value, changed: old !== undefined && old !== value };
    });
    rows.push({ address: (block.address + BigInt(start)) & WRAP, bytes });
  }
  return rows;
}

/** Printable ASCII as itself, everything else as a dot, unmapped as a space. */
export function asciiOf(value: number | null): string {
  if (value === null) return ' ';
  return value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '·';
}

/** Little-endian 64-bit words of a block; null where a byte is not mapped. */
export function toWords(block: MemoryBlock): readonly (bigint | null)[] {
  const words: (bigint | null)[] = [];
  for (let start = 0; start + 8 <= block.bytes.length; start += 8) {
    let word: bigint | null = 0n;
    for (let n = 7; n >= 0; n--) {
      const byte: number | null | undefined = block.bytes[start + n];
      word = word === null || byte === null || byte === undefined ? null : (word << 8n) | BigInt(byte);
    }
    words.push(word);
  }
  return words;
}
