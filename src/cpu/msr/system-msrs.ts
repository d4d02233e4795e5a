import { apicMsrs } from '../apic/apic-msrs';
import { hasFeature } from '../cpuid/feature';
import type { CpuidBit, MsrRow } from '../ports';
import type { Processor } from '../processor';
import { CR0_PG, EFER_LMA, EFER_LME, EFER_NXE, EFER_SCE, loadEfer } from '../registers/control-registers';
import { DEBUGCTL_DEFINED } from '../registers/debug-control';
import { writePkrs } from '../registers/protection-key-rights';
import { join64 } from '../state/address';
import {
  ATTENTION,
  CR0,
  CSTAR,
  DEBUGCTL,
  EFER,
  FEATURE_CONTROL,
  FMASK,
  FS,
  GS,
  KERNEL_GS_BASE,
  LSTAR,
  MISC_ENABLE,
  PAT,
  PKRS,
  SEGMENT_BASE,
  STAR,
  SYSENTER_CS,
  SYSENTER_EIP,
  SYSENTER_ESP,
  TSC_ADJUST,
  TSC_AUX,
  UMWAIT_CONTROL,
  XSS,
} from '../state/processor-layout';
import { lastBranchMsrs } from './last-branch-msrs';
import { machineCheckMsrs } from './machine-check-msrs';
import { memoryTypeMsrs } from './memory-type-msrs';
import { isExecuteDisableOff, writeMiscEnable } from './misc-enable';
import { performanceMsrs } from './performance-msrs';
import { speculationMsrs } from './speculation-msrs';
import { readTsc, writeTsc, writeTscAdjust } from './time-stamp-counter';
import { load, refuseMsrValue, storeAny, storeCanonical, storeDefined } from './write-rules';

const FS_BASE_WORD = SEGMENT_BASE + 2 * FS;
const GS_BASE_WORD = SEGMENT_BASE + 2 * GS;

const FEATURE_CONTROL_LOCK = 1n;
/** Lock, VMX inside SMX, VMX outside SMX; SENTER enables (bits 15:8). */
const FEATURE_CONTROL_DEFINED = 0xff07n;
/** Bit 0 (no C0.2) and the time limit, bits 31:2. */
const UMWAIT_CONTROL_DEFINED = 0xffff_fffdn;
const INTEL_64: CpuidBit = { leaf: 0x8000_0001, register: 3, bit: 29 };
const EXECUTE_DISABLE: CpuidBit = { leaf: 0x8000_0001, register: 3, bit: 20 };
const RDTSCP: CpuidBit = { leaf: 0x8000_0001, register: 3, bit: 27 };

/** Bits of IA32_EFER that the processor lets software write: SCE and LME come with Intel 64. */
const eferWritable = (p: Processor): bigint =>
  (hasFeature(p.cpuid, INTEL_64) ? BigInt(EFER_SCE | EFER_LME) : 0n) |
  (hasFeature(p.cpuid, EXECUTE_DISABLE) ? BigInt(EFER_NXE) : 0n);

/** SDM Vol. 3: "Extended Feature Enable Register": LMA is read-only, LME may not change while paging is on. */
function writeEfer(p: Processor, value: bigint): void {
  const writable = eferWritable(p);
  if ((value & ~(writable | BigInt(EFER_LMA))) !== 0n) refuseMsrValue(p);
  if ((value & BigInt(EFER_NXE)) !== 0n && (p.s[EFER] & EFER_NXE) === 0 && isExecuteDisableOff(p)) refuseMsrValue(p);
  const old = p.q[EFER >> 1] as bigint;
  if ((p.s[CR0] & CR0_PG) !== 0 && ((value ^ old) & BigInt(EFER_LME)) !== 0n) refuseMsrValue(p);
  loadEfer(p, (value & writable) | (old & BigInt(EFER_LMA)));
}

/** Memory types that a byte of IA32_PAT may hold: UC, WC, WT, WP, WB, UC-. SDM Vol. 3: "IA32_PAT MSR". */
export function isLegalPat(value: bigint): boolean {
  for (let byte = 0n; byte < 64n; byte += 8n) {
    const type = Number((value >> byte) & 0xffn);
    if (type > 7 || type === 2 || type === 3) return false;
  }
  return true;
}

function writePat(p: Processor, value: bigint): void {
  if (!isLegalPat(value)) refuseMsrValue(p);
  p.q[PAT >> 1] = value;
}

/** SDM Vol. 3: "Enabling and Entering VMX Operation": once locked, a write faults until reset. */
function writeFeatureControl(p: Processor, value: bigint): void {
  if (((p.q[FEATURE_CONTROL >> 1] as bigint) & FEATURE_CONTROL_LOCK) !== 0n) refuseMsrValue(p);
  if ((value & ~FEATURE_CONTROL_DEFINED) !== 0n) refuseMsrValue(p);
  p.q[FEATURE_CONTROL >> 1] = value;
}

function writeDebugControl(p: Processor, value: bigint): void {
  if ((value & ~BigInt(DEBUGCTL_DEFINED)) !== 0n) refuseMsrValue(p);
  p.q[DEBUGCTL >> 1] = value;
  p.s[ATTENTION] = 1;
}

function storePkrs(p: Processor, value: bigint): void {
  if (value >> 32n !== 0n) refuseMsrValue(p);
  writePkrs(p, Number(BigInt.asIntN(32, value)));
}

/** The state components that CPUID leaf 0xD, subleaf 1, reports for IA32_XSS. */
function storeXss(p: Processor, value: bigint): void {
  const [, , low, high] = p.cpuid.leaf(0xd, 1);
  if ((value & ~join64(low, high)) !== 0n) refuseMsrValue(p);
  p.q[XSS >> 1] = value;
}

/**
 * The processor's MSRs beside VMX's. A row without `write` is read-only; an index without a row does not exist: RDMSR
 * and WRMSR raise #GP(0). So does one whose `needs` CPUID denies. SDM Vol. 4: "Model-Specific Registers (MSRs)"; a row names the section that gives its rules.
 */
export const systemMsrs: readonly MsrRow[] = [
  ...apicMsrs,
  { index: 0x10, name: 'IA32_TIME_STAMP_COUNTER', sdm: 'Time-Stamp Counter', read: readTsc, write: writeTsc },
  {
    index: 0x3a,
    name: 'IA32_FEATURE_CONTROL',
    sdm: 'Enabling and Entering VMX Operation',
    read: load(FEATURE_CONTROL),
    write: writeFeatureControl,
  },
  ...machineCheckMsrs,
  {
    index: 0x3b,
    name: 'IA32_TSC_ADJUST',
    sdm: 'IA32_TSC_ADJUST Register Support',
    needs: { leaf: 7, register: 1, bit: 1 },
    read: load(TSC_ADJUST),
    write: writeTscAdjust,
  },
  {
    index: 0x8b,
    name: 'IA32_BIOS_SIGN_ID',
    sdm: 'Microcode Update Facilities',
    read: () => 0n,
    write: () => undefined,
  },
  {
    index: 0x174,
    name: 'IA32_SYSENTER_CS',
    sdm: 'Performing Fast Calls to System Procedures with the SYSENTER and SYSEXIT Instructions',
    read: load(SYSENTER_CS),
    write: (p, value) => storeAny(SYSENTER_CS)(p, value & 0xffff_ffffn),
  },
  {
    index: 0x175,
    name: 'IA32_SYSENTER_ESP',
    sdm: 'Performing Fast Calls to System Procedures with the SYSENTER and SYSEXIT Instructions',
    read: load(SYSENTER_ESP),
    write: storeCanonical(SYSENTER_ESP),
  },
  {
    index: 0x176,
    name: 'IA32_SYSENTER_EIP',
    sdm: 'Performing Fast Calls to System Procedures with the SYSENTER and SYSEXIT Instructions',
    read: load(SYSENTER_EIP),
    write: storeCanonical(SYSENTER_EIP),
  },
  {
    index: 0x1a0,
    name: 'IA32_MISC_ENABLE',
    sdm: 'Model-Specific Registers (MSRs)',
    read: load(MISC_ENABLE),
    write: writeMiscEnable,
  },
  {
    index: 0x1d9,
    name: 'IA32_DEBUGCTL',
    sdm: 'IA32_DEBUGCTL MSR',
    read: load(DEBUGCTL),
    write: writeDebugControl,
  },
  { index: 0x277, name: 'IA32_PAT', sdm: 'IA32_PAT MSR', read: load(PAT), write: writePat },
  {
    index: 0x6e1,
    name: 'IA32_PKRS',
    sdm: 'Protection Keys',
    needs: { leaf: 7, register: 2, bit: 31 },
    read: (p) => BigInt(p.s[PKRS] >>> 0),
    write: storePkrs,
  },
  {
    index: 0xda0,
    name: 'IA32_XSS',
    sdm: 'Enabling the XSAVE Feature Set and XSAVE-Enabled Features',
    needs: { leaf: 0xd, subleaf: 1, register: 0, bit: 3 },
    read: load(XSS),
    write: storeXss,
  },
  {
    index: 0xe1,
    name: 'IA32_UMWAIT_CONTROL',
    sdm: 'TPAUSE—Timed PAUSE',
    needs: { leaf: 7, register: 2, bit: 5 },
    read: (p) => BigInt(p.s[UMWAIT_CONTROL] >>> 0),
    write: (p, value) => {
      if ((value & ~UMWAIT_CONTROL_DEFINED) !== 0n) refuseMsrValue(p);
      p.s[UMWAIT_CONTROL] = Number(value) | 0;
    },
  },
  {
    index: 0x2f,
    name: 'IA32_BARRIER',
    sdm: 'WRMSRLIST—Write List of Model Specific Registers',
    needs: { leaf: 7, subleaf: 1, register: 0, bit: 27 },
    read: () => 0n,
    // A write orders what stands around it in a list; here everything is in order.
    write: () => undefined,
  },
  ...lastBranchMsrs,
  ...memoryTypeMsrs,
  ...performanceMsrs,
  ...speculationMsrs,
  {
    index: 0xc000_0080,
    name: 'IA32_EFER',
    sdm: 'Extended Feature Enable Register',
    read: load(EFER),
    write: writeEfer,
  },
  {
    index: 0xc000_0081,
    name: 'IA32_STAR',
    sdm: 'SYSCALL—Fast System Call',
    needs: INTEL_64,
    read: load(STAR),
    write: storeAny(STAR),
  },
  {
    index: 0xc000_0082,
    name: 'IA32_LSTAR',
    sdm: 'SYSCALL—Fast System Call',
    needs: INTEL_64,
    read: load(LSTAR),
    write: storeCanonical(LSTAR),
  },
  {
    index: 0xc000_0083,
    name: 'IA32_CSTAR',
    sdm: 'SYSCALL—Fast System Call',
    needs: INTEL_64,
    read: load(CSTAR),
    write: storeCanonical(CSTAR),
  },
  {
    index: 0xc000_0084,
    name: 'IA32_FMASK',
    sdm: 'SYSCALL—Fast System Call',
    needs: INTEL_64,
    read: load(FMASK),
    write: storeDefined(FMASK, 0xffff_ffffn),
  },
  {
    index: 0xc000_0100,
    name: 'IA32_FS_BASE',
    sdm: 'Segmentation in IA-32e Mode',
    needs: INTEL_64,
    read: load(FS_BASE_WORD),
    write: storeCanonical(FS_BASE_WORD),
  },
  {
    index: 0xc000_0101,
    name: 'IA32_GS_BASE',
    sdm: 'Segmentation in IA-32e Mode',
    needs: INTEL_64,
    read: load(GS_BASE_WORD),
    write: storeCanonical(GS_BASE_WORD),
  },
  {
    index: 0xc000_0102,
    name: 'IA32_KERNEL_GS_BASE',
    sdm: 'SWAPGS—Swap GS Base Register',
    needs: INTEL_64,
    read: load(KERNEL_GS_BASE),
    write: storeCanonical(KERNEL_GS_BASE),
  },
  {
    index: 0xc000_0103,
    name: 'IA32_TSC_AUX',
    sdm: 'RDTSCP—Read Time-Stamp Counter and Processor ID',
    needs: RDTSCP,
    read: load(TSC_AUX),
    write: storeDefined(TSC_AUX, 0xffff_ffffn),
  },
];
