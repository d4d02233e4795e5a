import { flushVpid, setTranslationContext } from '../../cpu/mmu/tlb';
import { joinPhysical } from '../../cpu/state/address';
import { controlMask } from '../controls/control-words.table';
import { effectiveSecondaryControls } from '../controls/effective-secondary-controls';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

const ENABLE_EPT = controlMask('secondary-processor-based', 'enable-ept');
const ENABLE_VPID = controlMask('secondary-processor-based', 'enable-vpid');
const EPT_POINTER = F['ept-pointer'];
const VPID = F['virtual-processor-identifier'];

/**
 * From here on translations are those of the guest: its VPID, its EPT. Without VPIDs the VM entry invalidates what is
 * cached for VPID 0. SDM Vol. 3: "Operations that Invalidate Cached Mappings".
 * @param region index in `image.i32` of the VMCS's first word
 */
export function enterGuestTranslation(c: VmxContext, region: number): void {
  const vpid = setGuestTranslation(c, region);
  if (vpid === 0) flushVpid(c.p, 0, false, 'vm-entry');
}

/** Makes translations belong to the guest of a VMCS, and returns its VPID; nothing is invalidated. */
export function setGuestTranslation(c: VmxContext, region: number): number {
  const words = c.p.image.i32;
  const secondary = effectiveSecondaryControls(words, region);
  const vpid = vpidOf(words, region, secondary);
  setTranslationContext(c.p, vpid, ep4taOf(words, region, secondary));
  return vpid;
}

/** The tags of a guest's translations. */
export interface GuestTags {
  /** 0 without VPIDs. */
  readonly vpid: number;
  /** Null without EPT. */
  readonly ep4ta: number | null;
}

/** The tags under which translations are cached for the guest of a VMCS. */
export function guestTags({ p }: VmxContext, region: number): GuestTags {
  const words = p.image.i32;
  const secondary = effectiveSecondaryControls(words, region);
  return { vpid: vpidOf(words, region, secondary), ep4ta: ep4taOf(words, region, secondary) };
}

const vpidOf = (words: Int32Array, region: number, secondary: number): number =>
  (secondary & ENABLE_VPID) === 0 ? 0 : words[region + VPID] & 0xffff;

const ep4taOf = (words: Int32Array, region: number, secondary: number): number | null =>
  (secondary & ENABLE_EPT) === 0
    ? null
    : joinPhysical(words[region + EPT_POINTER] & ~0xfff, words[region + EPT_POINTER + 1] & 0xf_ffff);

/** Back to the host's translations: VPID 0 without EPT; a guest without VPID leaves nothing cached for VPID 0. */
export function leaveGuestTranslation({ p }: VmxContext, region: number): void {
  setTranslationContext(p, 0, null);
  if ((effectiveSecondaryControls(p.image.i32, region) & ENABLE_VPID) === 0) flushVpid(p, 0, false, 'vm-exit');
}
