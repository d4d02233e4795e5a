import type { Processor } from '../../cpu/processor';
import { controlMask } from '../controls/control-words.table';
import { F, NO_VMCS, REVISION_WORD, regionWord } from '../vmcs/vmcs-region';
import { makeActive } from './active-vmcs';
import { CURRENT_VMCS, MODE_NON_ROOT, VMX_MODE } from './vmx-layout';

/**
 * Shadow VMCSs: bit 31 of a region's first four bytes is 1. VM entry refuses them; in non-root operation VMREAD and VMWRITE
 * reach the one that the VMCS link pointer names. SDM Vol. 3: "VMCS Types: Ordinary and Shadow".
 */
export const SHADOW_INDICATOR = 0x8000_0000;

const LINK_POINTER = F['vmcs-link-pointer'];
const PRIMARY = F['primary-processor-based-controls'];
const SECONDARY = F['secondary-processor-based-controls'];
const ACTIVATE_SECONDARY = controlMask('primary-processor-based', 'activate-secondary-controls');
const VMCS_SHADOWING = controlMask('secondary-processor-based', 'vmcs-shadowing');
const REGION_BYTES = 0x1000;

/** Whether the region at a VMCS pointer, which lies in RAM, is that of a shadow VMCS. */
export const isShadowVmcs = (p: Processor, pointer: number): boolean =>
  (p.image.i32[regionWord(pointer) + REVISION_WORD] & SHADOW_INDICATOR) !== 0;

/**
 * The VMCS that VMREAD and VMWRITE access: the current one, in non-root operation that of its link pointer. Its
 * host-physical address, or -1 when there is none. A link pointer that the guest itself overwrote in the region is none, too,
 * unless a whole region lies there.
 */
export function accessedVmcs(p: Processor): number {
  const { s } = p;
  if (s[CURRENT_VMCS + 1] !== 0) return -1;
  const current = s[CURRENT_VMCS] >>> 0;
  if (s[VMX_MODE] !== MODE_NON_ROOT) return current;
  const { i32, ramBytes } = p.image;
  const word = regionWord(current) + LINK_POINTER;
  const linked = i32[word] >>> 0;
  const isRegion = i32[word + 1] === 0 && (linked & (REGION_BYTES - 1)) === 0 && linked + REGION_BYTES <= ramBytes;
  return isRegion ? linked : -1;
}

/**
 * Part of every VM entry that succeeds: with VMCS shadowing the VMCS of the link pointer becomes active too; the current VMCS
 * stays current. SDM Vol. 3: "Overview" of the chapter "Virtual Machine Control Structures".
 * @param region index in `image.i32` of the current VMCS's first word
 */
export function activateShadowVmcs(p: Processor, region: number): void {
  const { i32, u64 } = p.image;
  if ((i32[region + PRIMARY] & ACTIVATE_SECONDARY) === 0 || (i32[region + SECONDARY] & VMCS_SHADOWING) === 0) return;
  const linked = u64[(region + LINK_POINTER) >> 1] as bigint;
  if (linked !== NO_VMCS) makeActive(p, linked);
}
