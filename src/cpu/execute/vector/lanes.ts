/** Sixteen bytes (of which MMX uses eight) seen as elements of every width. */
export class Lanes {
  readonly words = new Int32Array(4);
  readonly u8 = new Uint8Array(this.words.buffer);
  readonly i8 = new Int8Array(this.words.buffer);
  readonly u16 = new Uint16Array(this.words.buffer);
  readonly i16 = new Int16Array(this.words.buffer);
  readonly u32 = new Uint32Array(this.words.buffer);
  readonly u64 = new BigUint64Array(this.words.buffer);
}

/** What an operation does to its destination with its source, for vectors of 8 or 16 bytes. */
export type LaneOperation = (d: Lanes, s: Lanes, bytes: number, immediate: number) => void;

const clamp = (value: number, lowest: number, highest: number): number =>
  value < lowest ? lowest : value > highest ? highest : value;

type NumberView = 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'words';

const WIDTH: Readonly<Record<NumberView, number>> = { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, words: 4 };

/** Applies a function to each pair of elements; the view wraps what it stores. */
function each(view: NumberView, combine: (a: number, b: number) => number): LaneOperation {
  const width = WIDTH[view];
  return (d, s, bytes) => {
    const to = d[view];
    const from = s[view];
    for (let k = 0; k * width < bytes; k++) to[k] = combine(to[k], from[k]);
  };
}

function eachQuad(combine: (a: bigint, b: bigint) => bigint): LaneOperation {
  return (d, s, bytes) => {
    for (let k = 0; k * 8 < bytes; k++) d.u64[k] = combine(d.u64[k], s.u64[k]);
  };
}

const saturated = (view: 'u8' | 'i8' | 'u16' | 'i16', combine: (a: number, b: number) => number): LaneOperation => {
  const bits = WIDTH[view] * 8;
  const lowest = view.startsWith('i') ? -(2 ** (bits - 1)) : 0;
  const highest = lowest + 2 ** bits - 1;
  return each(view, (a, b) => clamp(combine(a, b), lowest, highest));
};

const add = (a: number, b: number): number => a + b;
const subtract = (a: number, b: number): number => a - b;
const equal = (a: number, b: number): number => (a === b ? -1 : 0);
const greater = (a: number, b: number): number => (a > b ? -1 : 0);
const average = (a: number, b: number): number => (a + b + 1) >>> 1;

/** PACK…: elements of twice the width, the destination's first, each clamped to the narrow type. */
function pack(from: 'i16' | 'words', to: 'i8' | 'u8' | 'i16', lowest: number, highest: number): LaneOperation {
  const width = WIDTH[from];
  return (d, s, bytes) => {
    const count = bytes / width;
    const narrow = new Array<number>(count * 2);
    for (let k = 0; k < count; k++) {
      narrow[k] = clamp(d[from][k], lowest, highest);
      narrow[count + k] = clamp(s[from][k], lowest, highest);
    }
    d[to].set(narrow);
  };
}

/** PUNPCK…: elements of the low or high halves, alternately from destination and source. */
function unpack(width: number, high: boolean): LaneOperation {
  return (d, s, bytes) => {
    const old = d.u8.slice();
    const first = high ? bytes / 2 : 0;
    for (let k = 0; k < bytes / 2; k += width) {
      for (let byte = 0; byte < width; byte++) {
        d.u8[k * 2 + byte] = old[first + k + byte];
        d.u8[k * 2 + width + byte] = s.u8[first + k + byte];
      }
    }
  };
}

/** Counts beyond the width clear the elements, or fill them with their signs. */
function shift(view: 'u16' | 'u32', how: 'left' | 'right'): (d: Lanes, count: number, bytes: number) => void {
  const bits = WIDTH[view] * 8;
  return (d, count, bytes) => {
    const lanes = d[view];
    for (let k = 0; k * (bits / 8) < bytes; k++)
      lanes[k] = count >= bits ? 0 : how === 'left' ? lanes[k] << count : lanes[k] >>> count;
  };
}

function shiftQuads(how: 'left' | 'right'): (d: Lanes, count: number, bytes: number) => void {
  return (d, count, bytes) => {
    const by = BigInt(count);
    for (let k = 0; k * 8 < bytes; k++) d.u64[k] = count >= 64 ? 0n : how === 'left' ? d.u64[k] << by : d.u64[k] >> by;
  };
}

function shiftSigned(view: 'i16' | 'words'): (d: Lanes, count: number, bytes: number) => void {
  const width = WIDTH[view];
  return (d, count, bytes) => {
    const by = Math.min(count, width * 8 - 1);
    for (let k = 0; k * width < bytes; k++) d[view][k] >>= by;
  };
}

/** Shifts of each element by one count. SDM Vol. 2: "PSLLW/PSLLD/PSLLQ", "PSRAW/PSRAD/PSRAQ", "PSRLW/PSRLD/PSRLQ". */
export const LANE_SHIFTS: Readonly<Record<string, (d: Lanes, count: number, bytes: number) => void>> = {
  psllw: shift('u16', 'left'),
  pslld: shift('u32', 'left'),
  psllq: shiftQuads('left'),
  psrlw: shift('u16', 'right'),
  psrld: shift('u32', 'right'),
  psrlq: shiftQuads('right'),
  psraw: shiftSigned('i16'),
  psrad: shiftSigned('words'),
};

/** PSLLDQ and PSRLDQ move the whole register by bytes. */
export function shiftBytes(d: Lanes, count: number): void {
  const old = d.u8.slice();
  for (let k = 0; k < 16; k++) d.u8[k] = old[k - count] ?? 0;
}

/** Picks elements of four by two bits each of the immediate. */
function shuffle(view: 'u16' | 'u32', first: number): LaneOperation {
  return (d, s, _bytes, immediate) => {
    const from = s[view].slice(first, first + 4);
    d.words.set(s.words);
    for (let k = 0; k < 4; k++) d[view][first + k] = from[(immediate >>> (k * 2)) & 3];
  };
}

/**
 * Integer operations whose operands are vectors, by the names of their cpu/isa rows; MMX and SSE2 do the same.
 * SDM Vol. 2: each instruction's entry.
 */
export const LANE_OPERATIONS: Readonly<Record<string, LaneOperation>> = {
  paddb: each('u8', add),
  paddw: each('u16', add),
  paddd: each('u32', add),
  paddq: eachQuad((a, b) => a + b),
  psubb: each('u8', subtract),
  psubw: each('u16', subtract),
  psubd: each('u32', subtract),
  psubq: eachQuad((a, b) => a - b),
  paddsb: saturated('i8', add),
  paddsw: saturated('i16', add),
  paddusb: saturated('u8', add),
  paddusw: saturated('u16', add),
  psubsb: saturated('i8', subtract),
  psubsw: saturated('i16', subtract),
  psubusb: saturated('u8', subtract),
  psubusw: saturated('u16', subtract),
  pcmpeqb: each('u8', equal),
  pcmpeqw: each('u16', equal),
  pcmpeqd: each('u32', equal),
  pcmpgtb: each('i8', greater),
  pcmpgtw: each('i16', greater),
  pcmpgtd: each('words', greater),
  pand: each('words', (a, b) => a & b),
  pandn: each('words', (a, b) => ~a & b),
  por: each('words', (a, b) => a | b),
  pxor: each('words', (a, b) => a ^ b),
  pavgb: each('u8', average),
  pavgw: each('u16', average),
  pminub: each('u8', Math.min),
  pmaxub: each('u8', Math.max),
  pminsw: each('i16', Math.min),
  pmaxsw: each('i16', Math.max),
  pmullw: each('i16', Math.imul),
  pmulhw: each('i16', (a, b) => (a * b) >> 16),
  pmulhuw: each('u16', (a, b) => (a * b) >>> 16),
  pmuludq: eachQuad((a, b) => (a & 0xffff_ffffn) * (b & 0xffff_ffffn)),
  pmaddwd: (d, s, bytes) => {
    for (let k = 0; k * 4 < bytes; k++) d.words[k] = d.i16[k * 2] * s.i16[k * 2] + d.i16[k * 2 + 1] * s.i16[k * 2 + 1];
  },
  psadbw: (d, s, bytes) => {
    for (let k = 0; k * 8 < bytes; k++) {
      let sum = 0;
      for (let byte = k * 8; byte < k * 8 + 8; byte++) sum += Math.abs(d.u8[byte] - s.u8[byte]);
      d.u64[k] = BigInt(sum);
    }
  },
  packsswb: pack('i16', 'i8', -0x80, 0x7f),
  packssdw: pack('words', 'i16', -0x8000, 0x7fff),
  packuswb: pack('i16', 'u8', 0, 0xff),
  punpcklbw: unpack(1, false),
  punpcklwd: unpack(2, false),
  punpckldq: unpack(4, false),
  punpcklqdq: unpack(8, false),
  punpckhbw: unpack(1, true),
  punpckhwd: unpack(2, true),
  punpckhdq: unpack(4, true),
  punpckhqdq: unpack(8, true),
  pshufw: (d, s, _bytes, immediate) => {
    const from = s.u16.slice(0, 4);
    for (let k = 0; k < 4; k++) d.u16[k] = from[(immediate >>> (k * 2)) & 3];
  },
  pshufd: shuffle('u32', 0),
  pshuflw: shuffle('u16', 0),
  pshufhw: shuffle('u16', 4),
  shufps: (d, s, _bytes, immediate) => {
    const old = d.words.slice();
    for (let k = 0; k < 4; k++) d.words[k] = (k < 2 ? old : s.words)[(immediate >>> (k * 2)) & 3];
  },
  shufpd: (d, s, _bytes, immediate) => {
    d.u64[0] = d.u64[immediate & 1];
    d.u64[1] = s.u64[(immediate >>> 1) & 1];
  },
};
