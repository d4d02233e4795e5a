import { Unmodelled } from '../interrupts/fault';
import type { CpuidBit, MsrRow } from '../ports';
import type { Processor } from '../processor';
import { PERF_GLOBAL_CTRL, PMC0 } from '../state/processor-layout';
import { unmodelledThings } from '../unmodelled.table';
import { load, refuseMsrValue, storeAny, storeDefined } from './write-rules';

const VERSION_1 = 'Architectural Performance Monitoring';
const VERSION_2 = 'Architectural Performance Monitoring Version 2';

/** Leaf 0xA: the number of counters, which is 1 or 0 here; the second bit of the version, which is 2 at most. */
const ONE_COUNTER: CpuidBit = { leaf: 0xa, register: 0, bit: 8 };
const IS_VERSION_2: CpuidBit = { leaf: 0xa, register: 0, bit: 1 };

const PERFEVTSEL_ENABLE = 0x40_0000n;
/** Bits 5:0 of IA32_PERF_CAPABILITIES: last-branch records are 64-bit offsets in the code segment. */
const LBR_FORMAT_64_BIT_OFFSETS = 2n;
/** Overflow of counter 0, of the DS buffer (bit 62); condition changed (bit 63). */
const OVERFLOW_BITS = (3n << 62n) | 1n;

function writeSelect(p: Processor, value: bigint): void {
  if ((value & PERFEVTSEL_ENABLE) !== 0n) throw new Unmodelled(unmodelledThings['performance-events']);
  if (value >> 32n !== 0n) refuseMsrValue(p);
}

const refuseBitsBeyond =
  (defined: bigint) =>
  (p: Processor, value: bigint): void => {
    if ((value & ~defined) !== 0n) refuseMsrValue(p);
  };

/**
 * The least that architectural performance monitoring version 2 has: one general-purpose counter, no fixed-function one.
 * Switching it on stops the run: events are not counted. SDM Vol. 3: "Architectural Performance Monitoring".
 */
export const performanceMsrs: readonly MsrRow[] = [
  {
    index: 0xc1,
    name: 'IA32_PMC0',
    sdm: VERSION_1,
    needs: ONE_COUNTER,
    read: load(PMC0),
    write: (p, value) => storeAny(PMC0)(p, value & 0xffff_ffff_ffffn),
  },
  { index: 0x186, name: 'IA32_PERFEVTSEL0', sdm: VERSION_1, needs: ONE_COUNTER, read: () => 0n, write: writeSelect },
  {
    index: 0x345,
    name: 'IA32_PERF_CAPABILITIES',
    sdm: 'Detection of Last Branch Records Format',
    needs: { leaf: 1, register: 2, bit: 15 },
    read: () => LBR_FORMAT_64_BIT_OFFSETS,
  },
  {
    index: 0x38d,
    name: 'IA32_FIXED_CTR_CTRL',
    sdm: VERSION_2,
    needs: IS_VERSION_2,
    read: () => 0n,
    write: refuseBitsBeyond(0n),
  },
  { index: 0x38e, name: 'IA32_PERF_GLOBAL_STATUS', sdm: VERSION_2, needs: IS_VERSION_2, read: () => 0n },
  {
    index: 0x38f,
    name: 'IA32_PERF_GLOBAL_CTRL',
    sdm: VERSION_2,
    needs: IS_VERSION_2,
    read: load(PERF_GLOBAL_CTRL),
    write: storeDefined(PERF_GLOBAL_CTRL, 1n),
  },
  {
    index: 0x390,
    name: 'IA32_PERF_GLOBAL_OVF_CTRL',
    sdm: VERSION_2,
    needs: IS_VERSION_2,
    read: () => 0n,
    write: refuseBitsBeyond(OVERFLOW_BITS),
  },
];
