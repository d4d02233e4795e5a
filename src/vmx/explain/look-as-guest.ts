import { pagingMode } from '../../cpu/mmu/paging-mode';
import { flushFastTags } from '../../cpu/mmu/tlb';
import { CPL, CR0, PKRS, RFLAGS, SEGMENT_ACCESS, SS, VMX_END_WORD } from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { copiedAlways, loadEfer, loadPdptes } from '../entry/load-guest-state';
import { setGuestTranslation } from '../ept/translation-context';
import { SEGMENTS } from '../transfer/guest-state-places';
import { copyFromVmcs } from '../transfer/word-copies';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

const ENTRY_CONTROLS = F['vm-entry-controls'];
const LOAD_PKRS = controlMask('vm-entry', 'load-pkrs');
const accessFields = SEGMENTS.map(([name]) => F[`guest-${name}-access-rights`]);

/**
 * Answers what `look` sees while registers and translations are those that the next VM entry with the current VMCS, of which
 * there must be one, would load: addresses of the guest, also while the VMM runs. For views: afterwards everything is as it
 * was. `look` must change nothing.
 */
export function lookAsGuest<T>(c: VmxContext, look: () => T): T {
  const { p, region } = c;
  const { s } = p;
  const before = s.slice(0, VMX_END_WORD);
  try {
    placeGuestState(c, region);
    return look();
  } finally {
    s.set(before);
    flushFastTags(p);
  }
}

/** What of "Loading Guest State" translations and access rights depend on, and where the guest goes on. */
function placeGuestState(c: VmxContext, region: number): void {
  const { s } = c.p;
  const words = c.p.image.i32;
  const controls = words[region + ENTRY_CONTROLS];
  copyFromVmcs(copiedAlways, s, words, region);
  s[CR0] = words[region + F['guest-cr0']];
  if ((controls & LOAD_PKRS) !== 0) s[PKRS] = words[region + F['guest-ia32-pkrs']];
  loadEfer(s, words, region, controls);
  for (const [register, field] of accessFields.entries()) s[SEGMENT_ACCESS + register] = words[region + field];
  s[RFLAGS] = words[region + F['guest-rflags']];
  s[CPL] = (s[SEGMENT_ACCESS + SS] >>> 5) & 3;
  setGuestTranslation(c, region);
  if (pagingMode(c.p) === 'pae') loadPdptes(c, region);
}
