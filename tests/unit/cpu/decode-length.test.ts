import { DecoderOptions, Decoder as IcedDecoder, Mnemonic } from 'iced-x86';
import { describe, expect, it } from 'vitest';
import { Decoder } from '../../../src/cpu/decode/decoder';
import { coreOperations } from '../../../src/cpu/execute';

/** Names that our decoder gives to what is not an instruction, or not one that it takes apart. */
const NOT_DECODED = new Set(['undefined', 'not-modelled', 'too-long']);

/** Forms that iced refuses and the processor's operation refuses instead (#UD at execution: CR1, MOV to CS …). */
const REFUSED_LATER = new Set([
  'mov_cr_read',
  'mov_cr_write',
  'mov_dr_read',
  'mov_dr_write',
  'mov_sreg_read',
  'mov_sreg_write',
]);

/** Bytes that are likely to be instructions: prefixes now and then, opcodes of all maps, random rest. */
function candidate(next: () => number): Uint8Array {
  const bytes = new Uint8Array(15);
  for (let k = 0; k < 15; k++) bytes[k] = next() & 0xff;
  const prefixes = [0x66, 0x67, 0xf2, 0xf3, 0xf0, 0x2e, 0x64, 0x48, 0x41, 0x4f, 0x40];
  let at = 0;
  while (at < 4 && next() % 3 === 0) bytes[at++] = prefixes[next() % prefixes.length];
  const map = next() % 8;
  if (map > 2) return bytes;
  bytes[at++] = 0x0f;
  if (map === 2 && next() % 4 === 0) bytes[at] = 0x38;
  return bytes;
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state ^ (state >>> 15)) >>> 8;
  };
}

describe('decoding against iced-x86', () => {
  const decoder = new Decoder(coreOperations);

  it('agrees on lengths of 120,000 random byte strings, for every instruction that is taken apart', () => {
    const next = generator(7);
    const wrong: string[] = [];
    let compared = 0;
    for (let round = 0; round < 120_000; round++) {
      const bytes = candidate(next);
      const mine = decoder.decode(bytes, 15, 8);
      const iced = new IcedDecoder(64, bytes, DecoderOptions.None);
      const theirs = iced.decode();
      const hex = Buffer.from(bytes).toString('hex');
      if (mine === null) wrong.push(`${hex}: not decoded`);
      else if (!NOT_DECODED.has(mine.operation)) {
        compared += 1;
        const refused = theirs.isInvalid && REFUSED_LATER.has(mine.operation);
        if (!refused && (theirs.isInvalid || theirs.length !== mine.length))
          wrong.push(`${hex}: ${mine.operation} ${mine.length}, iced ${Mnemonic[theirs.mnemonic]} ${theirs.length}`);
      }
      theirs.free();
      iced.free();
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(compared).toBeGreaterThan(50_000);
  });

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
