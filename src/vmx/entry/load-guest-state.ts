import { pagingMode } from '../../cpu/mmu/paging-mode';
import { loadPdpteRegisters } from '../../cpu/mmu/pdpte-registers';
import { setRflags } from '../../cpu/registers/flags';
import { setCpl } from '../../cpu/registers/privilege';
import { writePkrs } from '../../cpu/registers/protection-key-rights';
import { CR0, CR3, DS, EFER, ES, PDPTE, SEGMENT_ACCESS, SEGMENT_BASE, SS } from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { effectiveSecondaryControls } from '../controls/effective-secondary-controls';
import { enterGuestTranslation } from '../ept/translation-context';
import { CR0_UNTOUCHED } from '../exit/load-host-state';
import { type CopyCondition, DR7, guestStatePlaces, SEGMENTS } from '../transfer/guest-state-places';
import { compileCopies, copyFromVmcs } from '../transfer/word-copies';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

const copiesWhen = (condition: CopyCondition) =>
  compileCopies(guestStatePlaces.filter((place) => place.loaded === condition));
/** What every VM entry loads as it stands in the VMCS. */
export const copiedAlways = copiesWhen('always');
const debugControls = copiesWhen('debug-controls');
const pat = copiesWhen('pat');
const perfGlobalCtrl = copiesWhen('perf-global-ctrl');
const specCtrl = copiesWhen('spec-ctrl');

const ENTRY_CONTROLS = F['vm-entry-controls'];
const LOAD_DEBUG_CONTROLS = controlMask('vm-entry', 'load-debug-controls');
const IA32E_MODE_GUEST = controlMask('vm-entry', 'ia-32e-mode-guest');
const LOAD_PAT = controlMask('vm-entry', 'load-ia32-pat');
const LOAD_EFER = controlMask('vm-entry', 'load-ia32-efer');
const LOAD_PKRS = controlMask('vm-entry', 'load-pkrs');
const LOAD_PERF_GLOBAL_CTRL = controlMask('vm-entry', 'load-ia32-perf-global-ctrl');
const LOAD_SPEC_CTRL = controlMask('vm-entry', 'load-ia32-spec-ctrl');
const GUEST_CR0 = F['guest-cr0'];
const GUEST_DR7 = F['guest-dr7'];
const GUEST_EFER = F['guest-ia32-efer'];
const GUEST_PKRS = F['guest-ia32-pkrs'];
const GUEST_RFLAGS = F['guest-rflags'];
const GUEST_PDPTES = [F['guest-pdpte-0'], F['guest-pdpte-1'], F['guest-pdpte-2'], F['guest-pdpte-3']];
const ENABLE_EPT = controlMask('secondary-processor-based', 'enable-ept');
const accessFields = Int32Array.from(SEGMENTS, ([name]) => F[`guest-${name}-access-rights`]);

const LMA = 0x400;
const LME = 0x100;
const CR0_PG = 0x8000_0000 | 0;
/** Access-rights bits that exist: 7:0, 15:12 and 16. */
const ACCESS_RIGHTS = 0x1_f0ff;
/** DR7 bits 12, 14 and 15 are always 0, bit 10 always 1. */
const DR7_ZERO = 0xd000;
const DR7_ONE = 0x400;

/**
 * Loads the processor from the guest-state area, which the checks have found valid.
 * SDM Vol. 3: "Loading Guest State".
 * @param region index in `image.i32` of the VMCS's first word
 */
export function loadGuestState(c: VmxContext, region: number): void {
  const { p } = c;
  const { s } = p;
  const words = p.image.i32;
  const controls = words[region + ENTRY_CONTROLS];
  copyFromVmcs(copiedAlways, s, words, region);
  s[CR0] = (s[CR0] & CR0_UNTOUCHED) | (words[region + GUEST_CR0] & ~CR0_UNTOUCHED);
  s[CR0 + 1] = 0;
  if ((controls & LOAD_DEBUG_CONTROLS) !== 0) {
    copyFromVmcs(debugControls, s, words, region);
    s[DR7] = (words[region + GUEST_DR7] & ~DR7_ZERO) | DR7_ONE;
    s[DR7 + 1] = 0;
  }
  if ((controls & LOAD_PAT) !== 0) copyFromVmcs(pat, s, words, region);
  if ((controls & LOAD_PERF_GLOBAL_CTRL) !== 0) copyFromVmcs(perfGlobalCtrl, s, words, region);
  if ((controls & LOAD_SPEC_CTRL) !== 0) copyFromVmcs(specCtrl, s, words, region);
  if ((controls & LOAD_PKRS) !== 0) writePkrs(p, words[region + GUEST_PKRS]);
  loadEfer(s, words, region, controls);
  for (let register = 0; register < accessFields.length; register++) {
    s[SEGMENT_ACCESS + register] = words[region + accessFields[register]] & ACCESS_RIGHTS;
  }
  // The bases of ES, SS and DS have no upper half.
  s[SEGMENT_BASE + 2 * ES + 1] = 0;
  s[SEGMENT_BASE + 2 * SS + 1] = 0;
  s[SEGMENT_BASE + 2 * DS + 1] = 0;
  setRflags(p, words[region + GUEST_RFLAGS]);
  setCpl(p, (s[SEGMENT_ACCESS + SS] >>> 5) & 3);
  enterGuestTranslation(c, region);
  if (pagingMode(p) === 'pae') loadPdptes(c, region);
}

/** The PDPTE registers come from the VMCS with EPT, else from memory. SDM Vol. 3: "Loading Page-Directory-Pointer-Table Entries". */
export function loadPdptes({ p }: VmxContext, region: number): void {
  const words = p.image.i32;
  if ((effectiveSecondaryControls(words, region) & ENABLE_EPT) === 0) {
    loadPdpteRegisters(p, p.s[CR3]);
    return;
  }
  for (const [n, field] of GUEST_PDPTES.entries()) {
    p.s[PDPTE + 2 * n] = words[region + field];
    p.s[PDPTE + 2 * n + 1] = words[region + field + 1];
  }
}

/** IA32_EFER comes from its field when a control says so; otherwise LMA and, with paging on, LME follow the entry control. */
export function loadEfer(s: Int32Array, words: Int32Array, region: number, controls: number): void {
  if ((controls & LOAD_EFER) !== 0) {
    s[EFER] = words[region + GUEST_EFER];
    s[EFER + 1] = words[region + GUEST_EFER + 1];
    return;
  }
  const lma = (controls & IA32E_MODE_GUEST) !== 0;
  const changed = (s[CR0] & CR0_PG) !== 0 ? LMA | LME : LMA;
  s[EFER] = lma ? s[EFER] | changed : s[EFER] & ~changed;
}
