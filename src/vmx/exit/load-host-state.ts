import { pagingMode } from '../../cpu/mmu/paging-mode';
import { loadPdpteRegisters } from '../../cpu/mmu/pdpte-registers';
import { setRflags } from '../../cpu/registers/flags';
import { setCpl } from '../../cpu/registers/privilege';
import { writePkrs } from '../../cpu/registers/protection-key-rights';
import {
  ACTIVITY,
  ATTENTION,
  BRANCH_WATCHED,
  BREAKPOINTS_MET,
  CR0,
  CR3,
  CR4,
  CS,
  DEBUGCTL,
  DS,
  EFER,
  ES,
  FS,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  GS,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  LAPSING,
  LDTR,
  MONITOR_ARMED,
  PAT,
  PENDING,
  PENDING_DEBUG,
  PENDING_EXTENSION,
  PERF_GLOBAL_CTRL,
  RIP,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SINGLE_STEP,
  SPEC_CTRL,
  SS,
  SYSENTER_CS,
  SYSENTER_EIP,
  SYSENTER_ESP,
  TR,
} from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { leaveGuestTranslation } from '../ept/translation-context';
import { DR7, type StatePlace } from '../transfer/guest-state-places';
import { compileCopies, copyFromVmcs } from '../transfer/word-copies';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

const SELECTORS = [
  ['host-es-selector', ES],
  ['host-cs-selector', CS],
  ['host-ss-selector', SS],
  ['host-ds-selector', DS],
  ['host-fs-selector', FS],
  ['host-gs-selector', GS],
  ['host-tr-selector', TR],
] as const;

/** Fields that are loaded as they are. */
const plain: readonly StatePlace[] = [
  { field: 'host-cr3', place: CR3, words: 2 },
  { field: 'host-ia32-sysenter-cs', place: SYSENTER_CS, words: 1 },
  { field: 'host-ia32-sysenter-esp', place: SYSENTER_ESP, words: 2 },
  { field: 'host-ia32-sysenter-eip', place: SYSENTER_EIP, words: 2 },
  ...SELECTORS.map(([field, register]): StatePlace => ({ field, place: SEGMENT_SELECTOR + register, words: 1 })),
  { field: 'host-fs-base', place: SEGMENT_BASE + 2 * FS, words: 2 },
  { field: 'host-gs-base', place: SEGMENT_BASE + 2 * GS, words: 2 },
  { field: 'host-tr-base', place: SEGMENT_BASE + 2 * TR, words: 2 },
  { field: 'host-gdtr-base', place: GDTR_BASE, words: 2 },
  { field: 'host-idtr-base', place: IDTR_BASE, words: 2 },
  { field: 'host-rsp', place: GPR + 8, words: 2 },
  { field: 'host-rip', place: RIP, words: 2 },
];
const always = compileCopies(plain);
const pat = compileCopies([{ field: 'host-ia32-pat', place: PAT, words: 2 }]);
const efer = compileCopies([{ field: 'host-ia32-efer', place: EFER, words: 2 }]);
const perfGlobalCtrl = compileCopies([{ field: 'host-ia32-perf-global-ctrl', place: PERF_GLOBAL_CTRL, words: 2 }]);

const specCtrl = compileCopies([{ field: 'host-ia32-spec-ctrl', place: SPEC_CTRL, words: 2 }]);

const HOST_ADDRESS_SPACE_SIZE = controlMask('vm-exit', 'host-address-space-size');
const LOAD_PAT = controlMask('vm-exit', 'load-ia32-pat');
const LOAD_EFER = controlMask('vm-exit', 'load-ia32-efer');
const LOAD_PKRS = controlMask('vm-exit', 'load-pkrs');
const LOAD_PERF_GLOBAL_CTRL = controlMask('vm-exit', 'load-ia32-perf-global-ctrl');
const ACTIVATE_SECONDARY = controlMask('vm-exit', 'activate-secondary-controls');
const LOAD_SPEC_CTRL = controlMask('secondary-vm-exit', 'load-ia32-spec-ctrl');
const SECONDARY_CONTROLS = F['secondary-vm-exit-controls'];
const EXIT_CONTROLS = F['vm-exit-controls'];
const HOST_CR0 = F['host-cr0'];
const HOST_PKRS = F['host-ia32-pkrs'];
const HOST_CR4 = F['host-cr4'];

/** Bits of CR0 that a VM exit leaves alone: ET, CD, NW and the reserved bits 28:19, 17 and 15:6. */
export const CR0_UNTOUCHED = 0x7ffa_ffd0;
const CR4_PAE = 0x20;
const CR4_PCIDE = 0x2_0000;
const EFER_LME_LMA = 0x500;

/** Access rights in the format of the VMCS. */
const CODE_64 = 0xa09b;
const CODE_32 = 0xc09b;
const DATA = 0xc093;
const BUSY_TSS = 0x8b;
const UNUSABLE = 0x1_0000;
const DATA_SEGMENTS = [ES, SS, DS, FS, GS] as const;

/**
 * Loads the processor from the host-state area, for a VM exit and for a VM entry that failed late. Segment registers get
 * fixed attributes, whatever their descriptors say. CR0 and CR4 bits that VMX fixes need no care: VM entry checked them.
 * SDM Vol. 3: "Loading Host State"; "Checking and Loading Host Page-Directory-Pointer-Table Entries".
 * @returns false when the host has PAE paging and one of its PDPTEs is invalid: a VMX abort follows
 * @param region index in `image.i32` of the VMCS's first word
 */
export function loadHostState(c: VmxContext, region: number): boolean {
  const { p } = c;
  const { s } = p;
  const words = p.image.i32;
  const controls = words[region + EXIT_CONTROLS];
  const host64 = (controls & HOST_ADDRESS_SPACE_SIZE) !== 0;
  copyFromVmcs(always, s, words, region);
  s[CR0] = (s[CR0] & CR0_UNTOUCHED) | (words[region + HOST_CR0] & ~CR0_UNTOUCHED);
  const cr4 = words[region + HOST_CR4];
  s[CR4] = host64 ? cr4 | CR4_PAE : cr4 & ~CR4_PCIDE;
  s[CR4 + 1] = words[region + HOST_CR4 + 1];
  s[DR7] = 0x400;
  s[DR7 + 1] = 0;
  s[DEBUGCTL] = 0;
  s[DEBUGCTL + 1] = 0;
  s[EFER] = host64 ? s[EFER] | EFER_LME_LMA : s[EFER] & ~EFER_LME_LMA;
  if ((controls & LOAD_PAT) !== 0) copyFromVmcs(pat, s, words, region);
  if ((controls & LOAD_EFER) !== 0) copyFromVmcs(efer, s, words, region);
  if ((controls & LOAD_PERF_GLOBAL_CTRL) !== 0) copyFromVmcs(perfGlobalCtrl, s, words, region);
  if ((controls & ACTIVATE_SECONDARY) !== 0 && (words[region + SECONDARY_CONTROLS] & LOAD_SPEC_CTRL) !== 0)
    copyFromVmcs(specCtrl, s, words, region);
  if ((controls & LOAD_PKRS) !== 0) writePkrs(p, words[region + HOST_PKRS]);
  loadSegments(s, host64);
  s[GDTR_LIMIT] = 0xffff;
  s[IDTR_LIMIT] = 0xffff;
  setRflags(p, 2);
  setCpl(p, 0);
  s[ACTIVITY] = 0;
  s[INTERRUPTIBILITY] &= ~3;
  s[PENDING_DEBUG] = 0;
  s[PENDING_DEBUG + 1] = 0;
  s[PENDING] &= ~PENDING_EXTENSION;
  s[LAPSING] = 0;
  s[SINGLE_STEP] = 0;
  s[BRANCH_WATCHED] = 0;
  s[BREAKPOINTS_MET] = 0;
  s[MONITOR_ARMED] = 0;
  s[ATTENTION] = 1;
  leaveGuestTranslation(c, region);
  return pagingMode(p) !== 'pae' || loadPdpteRegisters(p, s[CR3]);
}

function loadSegments(s: Int32Array, host64: boolean): void {
  clearBase(s, CS);
  s[SEGMENT_LIMIT + CS] = -1;
  s[SEGMENT_ACCESS + CS] = host64 ? CODE_64 : CODE_32;
  for (let k = 0; k < DATA_SEGMENTS.length; k++) {
    const register = DATA_SEGMENTS[k];
    s[SEGMENT_LIMIT + register] = -1;
    s[SEGMENT_ACCESS + register] = s[SEGMENT_SELECTOR + register] === 0 ? DATA | UNUSABLE : DATA;
    if (register < FS) clearBase(s, register);
  }
  s[SEGMENT_LIMIT + TR] = 0x67;
  s[SEGMENT_ACCESS + TR] = BUSY_TSS;
  s[SEGMENT_SELECTOR + LDTR] = 0;
  s[SEGMENT_LIMIT + LDTR] = 0;
  s[SEGMENT_ACCESS + LDTR] = UNUSABLE;
  clearBase(s, LDTR);
}

function clearBase(s: Int32Array, register: number): void {
  s[SEGMENT_BASE + 2 * register] = 0;
  s[SEGMENT_BASE + 2 * register + 1] = 0;
}
