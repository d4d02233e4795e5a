import { describe, expect, it } from 'vitest';
import { Decoder } from '../../../src/cpu/decode/decoder';
import { coreOperations } from '../../../src/cpu/execute';
import { compareWithIced } from '../../support/decode-comparison';

/** Byte strings per mode; the whole comparison is DECODE_CASES=2000000 npx vitest run tests/unit/cpu/decode.test.ts. */
const CASES = Number(process.env.DECODE_CASES ?? 30_000);

describe('decoding against iced-x86', () => {
  const decoder = new Decoder(coreOperations);

  it.for([64, 32, 16] as const)(
    `agrees on length, name and memory operand of ${CASES} random and changed byte strings of %i-bit code`,
    { timeout: 30_000 + CASES },
    (bits) => {
      const { same, refused, mismatches, explained } = compareWithIced(bits, CASES, 7);
      const few = [...explained].reduce((sum, [, count]) => sum + count, 0);
      if (process.env.DECODE_CASES !== undefined) console.log({ bits, same, refused, explained });
      expect(mismatches.slice(0, 20)).toEqual([]);
      expect(same).toBeGreaterThan(CASES / 2);
      expect(few).toBeLessThan(CASES / 50);
    },
  );

  it('asks for more bytes as long as the instruction is not complete', () => {
    const bytes = Uint8Array.from([0x48, 0x8b, 0x84, 0x24, 0x78, 0x56, 0x34, 0x12]);
    for (let available = 0; available < 8; available++) expect(decoder.decode(bytes, available, 8)).toBeNull();
    expect(decoder.decode(bytes, 8, 8)?.length).toBe(8);
  });

  it('gives #GP to more than fifteen bytes and #UD to a LOCK prefix that has nothing to lock', () => {
    const long = new Uint8Array(15).fill(0x66);
    expect(decoder.decode(long, 15, 8)?.operation).toBe('too-long');
    expect(decoder.decode(Uint8Array.from([0xf0, 0x01, 0xc0]), 3, 8)?.operation).toBe('undefined');
    expect(decoder.decode(Uint8Array.from([0xf0, 0x03, 0x00]), 3, 8)?.operation).toBe('undefined');
    expect(decoder.decode(Uint8Array.from([0xf0, 0x01, 0x00]), 3, 8)?.operation).toBe('add');
  });

  it('tells what exists and is not modelled from what does not exist', () => {
    const operationOf = (...bytes: number[]): string | undefined =>
      decoder.decode(Uint8Array.from([...bytes, ...new Array<number>(8).fill(0)]), 15, 8)?.operation;
    expect(operationOf(0x0f, 0x58, 0xc1)).toBe('not-modelled');
    expect(operationOf(0xd9, 0xe8)).toBe('not-modelled');
    expect(operationOf(0xc5, 0xf8, 0x77)).toBe('not-modelled');
    expect(operationOf(0x06)).toBe('undefined');
    expect(operationOf(0x0f, 0x0a)).toBe('undefined');
    expect(operationOf(0x0f, 0x24, 0xc0)).toBe('undefined');
  });
});
