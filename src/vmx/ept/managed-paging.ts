import { joinPhysical } from '../../cpu/state/address';
import { controlMask } from '../controls/control-words.table';
import { effectiveTertiaryControls } from '../controls/effective-tertiary-controls';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

const ENABLE_HLAT = controlMask('tertiary-processor-based', 'enable-hlat');
const POINTER = F['hlat-pointer'];
const PREFIX_SIZE = F['hlat-prefix-size'];

/**
 * Hypervisor-managed linear-address translation: the table with which the translation of a linear address begins, by the
 * HLAT pointer, or -1 where it begins with CR3. With prefix size 0 that is every address, with 1 those whose bit 63 is 1.
 * SDM Vol. 3: "HLAT Paging"; "Hypervisor-Managed Linear-Address Translation Controls".
 */
export function managedTable(c: VmxContext, linearHigh: number): number {
  const words = c.p.image.i32;
  const { region } = c;
  if ((effectiveTertiaryControls(words, region) & ENABLE_HLAT) === 0) return -1;
  if ((words[region + PREFIX_SIZE] & 0xffff) !== 0 && linearHigh >= 0) return -1;
  return joinPhysical(words[region + POINTER] & ~0xfff, words[region + POINTER + 1] & 0xf_ffff);
}
