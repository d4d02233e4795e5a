/** How `align` fills code after `%use smartalign`. */
export interface SmartFill {
  readonly mode: string;
  /** A longer gap is jumped over; null for never. */
  readonly jumpAbove: number | null;
}

/** NASM's modes, and the longest gap that each fills without a jump. */
export const SMART_MODES: ReadonlyMap<string, number> = new Map([
  ['generic', 8],
  ['nop', 16],
  ['p6', 16],
  ['k7', 16],
  ['k8', 16],
]);

/** Instructions that do nothing, by length from 1 on; a gap takes as many of the longest as fit. */
type Fillers = readonly string[];

const ONE_BYTE: Fillers = ['90'];
const PREFIXED: Fillers = ['90', '6690', '666690', '66666690'];
const NOP_16: Fillers = ['90', '6690', '0f1f00', '0f1f4000'];
const NOP_32: Fillers = [
  '90',
  '6690',
  '0f1f00',
  '0f1f4000',
  '0f1f440000',
  '660f1f440000',
  '0f1f8000000000',
  '0f1f840000000000',
];
const LEA_16 = ['8db4000090', '8db4000089ff', '8db400008d7d00', '8db400008dbd0000'];
const LEA_32 = ['8db600000000', '8db42600000000'];
const FILLERS: Readonly<Record<string, readonly [sixteen: Fillers, thirtyTwo: Fillers, sixtyFour: Fillers]>> = {
  nop: [ONE_BYTE, ONE_BYTE, ONE_BYTE],
  generic: [
    ['90', '89f6', '8d7400', '8db40000', ...LEA_16],
    ['90', '89f6', '8d7600', '8d742600', '908d742600', ...LEA_32],
    PREFIXED,
  ],
  k7: [
    [...PREFIXED, ...LEA_16],
    ['90', '8bc0', '8d0420', '8d442000', '8d44200090', '8d8000000000', '8d040500000000'],
    PREFIXED,
  ],
  k8: [PREFIXED, PREFIXED, PREFIXED],
  p6: [NOP_16, NOP_32, NOP_32],
};

/** The bytes that fill a gap. */
export function smartFill(count: number, bits: number, { mode, jumpAbove }: SmartFill): Uint8Array {
  const bytes = new Uint8Array(count).fill(0x90);
  if (jumpAbove !== null && count > jumpAbove) {
    const near = bits === 16 ? 3 : 5;
    if (count - 2 <= 127) bytes.set([0xeb, count - 2]);
    else {
      bytes[0] = 0xe9;
      let rest = count - near;
      for (let i = 1; i < near; i += 1, rest >>>= 8) bytes[i] = rest & 0xff;
    }
    return bytes;
  }
  const fillers = FILLERS[mode]?.[bits === 16 ? 0 : bits === 32 ? 1 : 2] ?? ONE_BYTE;
  for (let at = 0; at < count; ) {
    const filler = fillers[Math.min(count - at, fillers.length) - 1] ?? '90';
    for (let i = 0; i < filler.length; i += 2) bytes[at + i / 2] = Number.parseInt(filler.slice(i, i + 2), 16);
    at += filler.length / 2;
  }
  return bytes;
}
