import type { MsrRow } from '../ports';
import type { Processor } from '../processor';
import { MTRR_DEF_TYPE, MTRR_FIXED, MTRR_VARIABLE } from '../state/processor-layout';
import { load, refuseMsrValue } from './write-rules';

const MTRRS = 'MTRR Feature Identification';
const RANGES = 'Setting Memory Ranges with MTRRs';

/** Pairs of IA32_MTRR_PHYSBASEn and IA32_MTRR_PHYSMASKn. */
const VARIABLE_RANGES = 8;
/** Fixed-range registers (bit 8) and write combining (bit 10) exist. */
const CAPABILITIES = BigInt(VARIABLE_RANGES) | 0x500n;

/** Memory types that an MTRR may hold: UC, WC, WT, WP, WB. */
const isMemoryType = (type: bigint): boolean => type <= 6n && type !== 2n && type !== 3n;

/** Index and name of each fixed-range MTRR, by the addresses that it covers. */
const FIXED: readonly (readonly [index: number, name: string])[] = [
  [0x250, 'IA32_MTRR_FIX64K_00000'],
  [0x258, 'IA32_MTRR_FIX16K_80000'],
  [0x259, 'IA32_MTRR_FIX16K_A0000'],
  [0x268, 'IA32_MTRR_FIX4K_C0000'],
  [0x269, 'IA32_MTRR_FIX4K_C8000'],
  [0x26a, 'IA32_MTRR_FIX4K_D0000'],
  [0x26b, 'IA32_MTRR_FIX4K_D8000'],
  [0x26c, 'IA32_MTRR_FIX4K_E0000'],
  [0x26d, 'IA32_MTRR_FIX4K_E8000'],
  [0x26e, 'IA32_MTRR_FIX4K_F0000'],
  [0x26f, 'IA32_MTRR_FIX4K_F8000'],
];

const storeFixed =
  (word: number) =>
  (p: Processor, value: bigint): void => {
    for (let shift = 0n; shift < 64n; shift += 8n) if (!isMemoryType((value >> shift) & 0xffn)) refuseMsrValue(p);
    p.q[word >> 1] = value;
  };

/** Address bits that a base or mask may have: from 12 up to MAXPHYADDR. */
const addressBits = (p: Processor): bigint => (1n << BigInt(p.cpuid.physicalAddressBits)) - 0x1000n;

const storeBase =
  (word: number) =>
  (p: Processor, value: bigint): void => {
    if ((value & ~(addressBits(p) | 0xffn)) !== 0n || !isMemoryType(value & 0xffn)) refuseMsrValue(p);
    p.q[word >> 1] = value;
  };

/** Bit 11 makes the pair valid. */
const storeMask =
  (word: number) =>
  (p: Processor, value: bigint): void => {
    if ((value & ~(addressBits(p) | 0x800n)) !== 0n) refuseMsrValue(p);
    p.q[word >> 1] = value;
  };

/** Default type, fixed-range enable (bit 10), MTRR enable (bit 11). */
function storeDefaultType(p: Processor, value: bigint): void {
  if ((value & ~0xcffn) !== 0n || !isMemoryType(value & 0xffn)) refuseMsrValue(p);
  p.q[MTRR_DEF_TYPE >> 1] = value;
}

/**
 * The memory type range registers. They are kept and checked; there are no caches whose behavior they could change.
 * SDM Vol. 3: "Memory Type Range Registers (MTRRs)".
 */
export const memoryTypeMsrs: readonly MsrRow[] = [
  { index: 0xfe, name: 'IA32_MTRRCAP', sdm: MTRRS, read: () => CAPABILITIES },
  ...Array.from({ length: VARIABLE_RANGES }, (_, n): MsrRow[] => {
    const base = MTRR_VARIABLE + 4 * n;
    const mask = base + 2;
    return [
      { index: 0x200 + 2 * n, name: `IA32_MTRR_PHYSBASE${n}`, sdm: RANGES, read: load(base), write: storeBase(base) },
      { index: 0x201 + 2 * n, name: `IA32_MTRR_PHYSMASK${n}`, sdm: RANGES, read: load(mask), write: storeMask(mask) },
    ];
  }).flat(),
  ...FIXED.map(([index, name], n): MsrRow => {
    const word = MTRR_FIXED + 2 * n;
    return { index, name, sdm: RANGES, read: load(word), write: storeFixed(word) };
  }),
  { index: 0x2ff, name: 'IA32_MTRR_DEF_TYPE', sdm: RANGES, read: load(MTRR_DEF_TYPE), write: storeDefaultType },
];
