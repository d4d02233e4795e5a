import { readTsc } from '../../cpu/msr/time-stamp-counter';
import { SPEC_CTRL } from '../../cpu/state/processor-layout';
import { CURRENT_VMCS } from '../state/vmx-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { consultedControl, isEffective } from './decide';
import { visibleTsc } from './visible-tsc';

const TIME_STAMP_COUNTER = 0x10;
const IA32_SPEC_CTRL = 0x48;
const MASK = F['ia32-spec-ctrl-mask'];
const SHADOW = F['ia32-spec-ctrl-shadow'];
const virtualizeSpecCtrl = consultedControl({ word: 'tertiary-processor-based', id: 'virtualize-ia32-spec-ctrl' });

/** What the guest reads in an MSR that "use TSC offsetting" or "virtualize IA32_SPEC_CTRL" changes; null for all others. */
export function visibleMsr(c: VmxContext, index: number): bigint | null {
  if (index === TIME_STAMP_COUNTER) return visibleTsc(c, readTsc(c.p));
  if (index !== IA32_SPEC_CTRL || !isEffective(c, virtualizeSpecCtrl)) return null;
  return c.p.image.u64[(c.region + SHADOW) >> 1] as bigint;
}

/**
 * The guest's write of IA32_SPEC_CTRL: the shadow gets the value, the MSR those bits of it that the mask does not hold
 * fixed. A value that the MSR would refuse raises #GP(0) all the same. SDM Vol. 3: "Controls for Virtualizing
 * IA32_SPEC_CTRL".
 */
export function writeVirtualMsr(c: VmxContext, index: number, value: bigint): boolean {
  if (index !== IA32_SPEC_CTRL || !isEffective(c, virtualizeSpecCtrl)) return false;
  const { p } = c;
  const old = p.q[SPEC_CTRL >> 1] as bigint;
  p.msrs.get(index)?.write?.(p, value);
  const mask = p.image.u64[(c.region + MASK) >> 1] as bigint;
  p.q[SPEC_CTRL >> 1] = (old & mask) | (value & ~mask);
  p.image.noteWrite((p.s[CURRENT_VMCS] as number) >>> 12);
  p.image.u64[(c.region + SHADOW) >> 1] = value;
  return true;
}
