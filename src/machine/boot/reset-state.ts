import { APIC_BOOTSTRAP, APIC_ENABLED } from '../../cpu/apic/apic-mode';
import { connectVirtualWire, resetLocalApic } from '../../cpu/apic/apic-reset';
import { MISC_ENABLE_FIXED } from '../../cpu/msr/misc-enable';
import type { Processor } from '../../cpu/processor';
import { setRflags } from '../../cpu/registers/flags';
import { resetX87AndSse } from '../../cpu/registers/x87-state';
import {
  ACTIVITY,
  APIC_BASE,
  DR,
  MISC_ENABLE,
  PAT,
  RANDOM,
  SMBASE,
  TURN_LEFT,
  XCR0,
} from '../../cpu/state/processor-layout';
import { TURN_STEPS } from '../scheduler';

const WAIT_FOR_SIPI = 3;
const DEFAULT_SMBASE = 0x3_0000;
const GOLDEN = 0x9e37_79b9_7f4a_7c15n;

/**
 * What is the same for every way to boot: registers with values of their own after reset, and the seed of RDRAND.
 * The bootstrap processor's local APIC lets the 8259 through and MONITOR is enabled, as firmware leaves them; the other
 * processors wait for a start-up IPI.
 */
export function resetProcessor(p: Processor, seed: number): void {
  const { q } = p;
  setRflags(p, 2);
  resetX87AndSse(p);
  q[PAT >> 1] = 0x0007_0406_0007_0406n;
  q[APIC_BASE >> 1] = BigInt((0xfee0_0000 | APIC_ENABLED | (p.id === 0 ? APIC_BOOTSTRAP : 0)) >>> 0);
  resetLocalApic(p);
  q[MISC_ENABLE >> 1] = MISC_ENABLE_FIXED | 0x4_0001n;
  q[XCR0 >> 1] = 1n;
  p.s[SMBASE] = DEFAULT_SMBASE;
  q[(DR >> 1) + 6] = 0xffff_0ff0n;
  q[(DR >> 1) + 7] = 0x400n;
  q[RANDOM >> 1] = mix(BigInt.asUintN(64, BigInt(Math.trunc(seed)) + BigInt(p.id)));
  q[(RANDOM >> 1) + 1] = mix(q[RANDOM >> 1] as bigint);
  if (p.id !== 0) p.s[ACTIVITY] = WAIT_FOR_SIPI;
  else {
    connectVirtualWire(p);
    p.s[TURN_LEFT] = TURN_STEPS;
  }
}

/** SplitMix64 (Steele, Lea, Flood): turns small seeds into well-spread states. */
function mix(seed: bigint): bigint {
  let z = BigInt.asUintN(64, seed + GOLDEN);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return z ^ (z >> 31n);
}
