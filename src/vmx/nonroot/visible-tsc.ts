import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { consultedControl } from './decide';

const useTscOffsetting = consultedControl({ word: 'primary-processor-based', id: 'use-tsc-offsetting' });
const TSC_OFFSET = F['tsc-offset'];

/** The time-stamp counter as the guest reads it. SDM Vol. 3: "Time-Stamp Counter Offsetting and Scaling". */
export function visibleTsc(c: VmxContext, value: bigint): bigint {
  const { image } = c.p;
  if ((image.i32[c.region + useTscOffsetting.fieldWord] & useTscOffsetting.mask) === 0) return value;
  return BigInt.asUintN(64, value + (image.u64[(c.region + TSC_OFFSET) >> 1] as bigint));
}
