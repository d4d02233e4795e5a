import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { consultedControl, isEffective } from './decide';

const useTscOffsetting = consultedControl({ word: 'primary-processor-based', id: 'use-tsc-offsetting' });
const useTscScaling = consultedControl({ word: 'secondary-processor-based', id: 'use-tsc-scaling' });
const TSC_OFFSET = F['tsc-offset'];
const TSC_MULTIPLIER = F['tsc-multiplier'];
/** The multiplier is a fixed-point number with this many bits behind the point. */
const FRACTION_BITS = 48n;

/**
 * The time-stamp counter as the guest reads it: multiplied, then moved; scaling counts only together with offsetting.
 * SDM Vol. 3: "Time-Stamp Counter Offset and Multiplier".
 */
export function visibleTsc(c: VmxContext, value: bigint): bigint {
  if (!isEffective(c, useTscOffsetting)) return value;
  const { u64 } = c.p.image;
  const scaled = isEffective(c, useTscScaling)
    ? (value * (u64[(c.region + TSC_MULTIPLIER) >> 1] as bigint)) >> FRACTION_BITS
    : value;
  return BigInt.asUintN(64, scaled + (u64[(c.region + TSC_OFFSET) >> 1] as bigint));
}
