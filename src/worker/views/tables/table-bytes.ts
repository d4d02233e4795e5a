import type { Processor } from '../../../cpu/processor';
import { readLinear } from '../memory-view';

/** The bytes of a table in memory; places that are not mapped have none. */
export class TableBytes {
  private readonly bytes: readonly (number | null)[];

  constructor(
    p: Processor,
    readonly base: bigint,
    readonly length: number,
  ) {
    this.bytes = readLinear(p, base, length);
  }

  /** A value of 1 to 8 bytes; null when one of them lies beyond the table or is not mapped. */
  value(offset: number, size: number): bigint | null {
    let value = 0n;
    for (let k = size - 1; k >= 0; k--) {
      const byte = this.bytes[offset + k] ?? null;
      if (byte === null) return null;
      value = (value << 8n) | BigInt(byte);
    }
    return value;
  }

  addressOf(offset: number): bigint {
    return BigInt.asUintN(64, this.base + BigInt(offset));
  }
}
