import { EVENT_SOFTWARE_INTERRUPT } from '../../cpu/interrupts/event-type';
import { pagingMode } from '../../cpu/mmu/paging-mode';
import { secondLevelOf } from '../../cpu/mmu/second-level';
import { getRflags, RF } from '../../cpu/registers/flags';
import { EFER, INSTRUCTION_START, PDPTE, PKRS, RIP, SPEC_CTRL, VECTORING_INFO } from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { type CopyCondition, guestStatePlaces } from '../transfer/guest-state-places';
import { compileCopies, copyToVmcs } from '../transfer/word-copies';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { RF_CLEAR, RF_SET } from './exit-information';

const copiesWhen = (condition: CopyCondition) =>
  compileCopies(guestStatePlaces.filter((place) => place.saved === condition));
const always = copiesWhen('always');
const debugControls = copiesWhen('debug-controls');
const pat = copiesWhen('pat');
const efer = copiesWhen('efer');
const perfGlobalCtrl = copiesWhen('perf-global-ctrl');

const SAVE_DEBUG_CONTROLS = controlMask('vm-exit', 'save-debug-controls');
const SAVE_PAT = controlMask('vm-exit', 'save-ia32-pat');
const SAVE_EFER = controlMask('vm-exit', 'save-ia32-efer');
const SAVE_PERF_GLOBAL_CTRL = controlMask('vm-exit', 'save-ia32-perf-global-ctrl');
const LOAD_PKRS = controlMask('vm-entry', 'load-pkrs');
const LOAD_SPEC_CTRL = controlMask('vm-entry', 'load-ia32-spec-ctrl');
const GUEST_SPEC_CTRL = F['guest-ia32-spec-ctrl'];
const GUEST_PKRS = F['guest-ia32-pkrs'];
const IA32E_MODE_GUEST = controlMask('vm-entry', 'ia-32e-mode-guest');
const EXIT_CONTROLS = F['vm-exit-controls'];
const ENTRY_CONTROLS = F['vm-entry-controls'];
const GUEST_PDPTES = [F['guest-pdpte-0'], F['guest-pdpte-1'], F['guest-pdpte-2'], F['guest-pdpte-3']];
const GUEST_RIP = F['guest-rip'];
const GUEST_RFLAGS = F['guest-rflags'];
const LMA = 0x400;

/**
 * Saves the guest's state to the guest-state area. Values that the manual leaves undefined for unusable segments are those
 * that the registers hold. SDM Vol. 3: "Saving Guest State".
 * @param region index in `image.i32` of the VMCS's first word; the image has been told of the write
 */
export function saveGuestState(c: VmxContext, region: number): void {
  const { p, exit } = c;
  const { s } = p;
  const words = p.image.i32;
  const controls = words[region + EXIT_CONTROLS];
  copyToVmcs(always, s, words, region);
  if ((controls & SAVE_DEBUG_CONTROLS) !== 0) copyToVmcs(debugControls, s, words, region);
  if ((controls & SAVE_PAT) !== 0) copyToVmcs(pat, s, words, region);
  if ((controls & SAVE_EFER) !== 0) copyToVmcs(efer, s, words, region);
  if ((controls & SAVE_PERF_GLOBAL_CTRL) !== 0) copyToVmcs(perfGlobalCtrl, s, words, region);
  // A processor that can load IA32_SPEC_CTRL or IA32_PKRS at VM entry saves it at every VM exit.
  if ((c.capabilities.vmEntry.mayBeOne & LOAD_SPEC_CTRL) !== 0) {
    words[region + GUEST_SPEC_CTRL] = s[SPEC_CTRL];
    words[region + GUEST_SPEC_CTRL + 1] = s[SPEC_CTRL + 1];
  }
  if ((c.capabilities.vmEntry.mayBeOne & LOAD_PKRS) !== 0) {
    words[region + GUEST_PKRS] = s[PKRS];
    words[region + GUEST_PKRS + 1] = 0;
  }
  if (pagingMode(p) === 'pae' && secondLevelOf(p) !== null) savePdptes(s, words, region);
  if (c.storesIa32eMode) {
    const lma = (s[EFER] & LMA) === 0 ? 0 : IA32E_MODE_GUEST;
    words[region + ENTRY_CONTROLS] = (words[region + ENTRY_CONTROLS] & ~IA32E_MODE_GUEST) | lma;
  }
  const rip = exit.atInstructionStart || isSoftwareDelivery(s[VECTORING_INFO]) ? INSTRUCTION_START : RIP;
  words[region + GUEST_RIP] = s[rip];
  words[region + GUEST_RIP + 1] = s[rip + 1];
  const flags = getRflags(p);
  words[region + GUEST_RFLAGS] =
    exit.resumeFlag === RF_SET ? flags | RF : exit.resumeFlag === RF_CLEAR ? flags & ~RF : flags;
  words[region + GUEST_RFLAGS + 1] = 0;
}

/** With EPT the PDPTE registers of a guest that uses PAE paging go to the VMCS. */
function savePdptes(s: Int32Array, words: Int32Array, region: number): void {
  for (const [n, field] of GUEST_PDPTES.entries()) {
    words[region + field] = s[PDPTE + 2 * n];
    words[region + field + 1] = s[PDPTE + 2 * n + 1];
  }
}

/** An event that an instruction raised is being delivered: RIP is that of the instruction. */
export const isSoftwareDelivery = (info: number): boolean => info < 0 && ((info >>> 8) & 7) >= EVENT_SOFTWARE_INTERRUPT;
