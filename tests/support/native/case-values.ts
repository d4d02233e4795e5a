import type { CaseForm } from './generate-cases';
import { FXSAVE_BYTES, MEMORY_BYTES, type NativeState } from './native-state';

/** Numbers for cases: the same on every run with the same seed. */
export interface CaseRandom {
  below(limit: number): number;
  /** A value at an edge of some size, or any. */
  operand(): bigint;
}

const INTERESTING = [
  0n,
  1n,
  2n,
  0x7fn,
  0x80n,
  0xffn,
  0x100n,
  0x7fffn,
  0x8000n,
  0xffffn,
  0x1_0000n,
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_ffffn,
  0x1_0000_0000n,
  0x7fff_ffff_ffff_ffffn,
  0x8000_0000_0000_0000n,
  0xffff_ffff_ffff_ffffn,
  0x0123_4567_89ab_cdefn,
  0xfedc_ba98_7654_3210n,
  0xffff_ffff_8000_0000n,
  0x0909_9999_0505_1515n,
];

export function caseRandom(seed: number): CaseRandom {
  let state = (seed * 2654435761) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    below: (limit) => (next() >>> 4) % limit,
    operand: () => {
      const choice = next() >>> 6;
      if (choice % 4 !== 0) return INTERESTING[(choice >>> 3) % INTERESTING.length];
      const any = (BigInt(next()) << 32n) | BigInt(next());
      return any >> BigInt((choice >>> 3) % 64);
    },
  };
}

const ARITHMETIC = 0x8d5;
const DF = 0x400;
const ALWAYS = 0x202;
const FCW_AT = 0;
const TAGS_AT = 4;
const MXCSR_AT = 24;
const REGISTERS_AT = 32;
const XMM_AT = 160;

/** An FXSAVE image with x87 state that has no pending error, and vectors of interesting elements where the form has any. */
function randomFxsave(random: CaseRandom, vector: boolean): Uint8Array {
  const bytes = new Uint8Array(FXSAVE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(FCW_AT, vector ? 0x37f | (random.below(4) << 10) : 0x37f, true);
  if (vector && random.below(4) === 0) view.setUint16(2, random.below(8) << 11, true);
  bytes[TAGS_AT] = vector ? random.below(256) : 0;
  view.setUint32(MXCSR_AT, 0x1f80, true);
  view.setUint32(MXCSR_AT + 4, 0xffff, true);
  if (!vector) return bytes;
  for (let n = 0; n < 8; n++) {
    view.setBigUint64(REGISTERS_AT + n * 16, random.operand(), true);
    view.setUint16(REGISTERS_AT + n * 16 + 8, [0, 0x3fff, 0x7fff, 0xffff][random.below(4)], true);
  }
  for (let n = 0; n < 32; n++) view.setBigUint64(XMM_AT + n * 8, random.operand(), true);
  return bytes;
}

/** Whether x87, MMX or XMM state matters to a form. */
export const usesVectorState = ({ form: { row } }: CaseForm): boolean =>
  row.unit !== undefined || /^(fx|fwait)/.test(row.operation);

export function randomState(random: CaseRandom, one: CaseForm): NativeState {
  const memory = new Uint8Array(MEMORY_BYTES);
  const view = new DataView(memory.buffer);
  for (let at = 64; at < 128; at += 8) view.setBigUint64(at, random.operand(), true);
  for (let at = 200; at < 232; at += 8) view.setBigUint64(at, random.operand(), true);
  for (let at = 312; at < 416; at += 8) view.setBigUint64(at, random.operand(), true);
  if (random.below(2) === 0) memory.copyWithin(200, 64, 96);
  // What is loaded must be an image, at each place where it may be.
  if (one.form.row.operation === 'fxrstor') for (const at of [0, 16, 32]) memory.set(randomFxsave(random, true), at);
  return {
    gpr: Array.from({ length: 16 }, () => random.operand()),
    rflags: (random.below(0x1000) & (ARITHMETIC | DF)) | ALWAYS,
    fxsave: randomFxsave(random, usesVectorState(one)),
    memory,
  };
}
