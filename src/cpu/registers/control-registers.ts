import { featureLeaf } from '../cpuid/feature';
import { GP, raiseWithCode } from '../interrupts/fault';
import { updateInterruptRequest } from '../interrupts/pending';
import { loadPdpteRegisters } from '../mmu/pdpte-registers';
import { currentPcid, flushFastTags, flushPcid, flushTlb, pagingChanged } from '../mmu/tlb';
import type { CpuidModel } from '../ports';
import type { Processor } from '../processor';
import { isInSmm } from '../smm/system-management-mode';
import {
  APIC_TPR_SUBCLASS,
  CR_CONSTRAINED,
  CR0,
  CR3,
  CR4,
  CR8,
  CS,
  EFER,
  SEGMENT_ACCESS,
  TR,
} from '../state/processor-layout';
import { ACCESS_LONG, TYPE_WIDE } from './descriptor';

/** Bits of CR0. SDM Vol. 3: "Control Registers". */
export const CR0_PE = 1,
  CR0_MP = 2,
  CR0_EM = 4,
  CR0_TS = 8,
  CR0_ET = 0x10,
  CR0_NE = 0x20,
  CR0_WP = 0x1_0000,
  CR0_AM = 0x4_0000,
  CR0_NW = 0x2000_0000,
  CR0_CD = 0x4000_0000,
  CR0_PG = 0x8000_0000 | 0;
/** Bits of CR0 that exist; the reserved ones among the low 32 are not writable and read 0. */
const CR0_DEFINED = CR0_PE | CR0_MP | CR0_EM | CR0_TS | CR0_ET | CR0_NE | CR0_WP | CR0_AM | CR0_NW | CR0_CD | CR0_PG;

/** Bits of CR4. */
export const CR4_VME = 1,
  CR4_PVI = 2,
  CR4_TSD = 4,
  CR4_PSE = 0x10,
  CR4_PAE = 0x20,
  CR4_PGE = 0x80,
  CR4_PCE = 0x100,
  CR4_OSFXSR = 0x200,
  CR4_UMIP = 0x800,
  CR4_LA57 = 0x1000,
  CR4_VMXE = 0x2000,
  CR4_SMXE = 0x4000,
  CR4_FSGSBASE = 0x1_0000,
  CR4_PCIDE = 0x2_0000,
  CR4_OSXSAVE = 0x4_0000,
  CR4_SMEP = 0x10_0000,
  CR4_PKE = 0x40_0000;

/** Bits of IA32_EFER. */
export const EFER_SCE = 1,
  EFER_LME = 0x100,
  EFER_LMA = 0x400,
  EFER_NXE = 0x800;

/** Which CPUID bit makes each bit of CR4 exist: leaf, register (0–3 = EAX–EDX), bit. */
const CR4_BITS: readonly (readonly [bit: number, leaf: number, register: number, feature: number])[] = [
  [0, 1, 3, 1],
  [1, 1, 3, 1],
  [2, 1, 3, 4],
  [3, 1, 3, 2],
  [4, 1, 3, 3],
  [5, 1, 3, 6],
  [6, 1, 3, 7],
  [7, 1, 3, 13],
  [9, 1, 3, 24],
  [10, 1, 3, 25],
  [11, 7, 2, 2],
  [12, 7, 2, 16],
  [13, 1, 2, 5],
  [14, 1, 2, 6],
  [16, 7, 1, 0],
  [17, 1, 2, 17],
  [18, 1, 2, 26],
  [20, 7, 1, 7],
  [21, 7, 1, 20],
  [22, 7, 2, 3],
  [24, 7, 2, 31],
];

/** Bits of CR4 that a model allows to be 1. CR4.PCE goes with performance monitoring (CPUID leaf 0xA). */
export function cr4Allowed(cpuid: CpuidModel): number {
  let mask = (featureLeaf(cpuid, 0xa)[0] & 0xff) !== 0 ? CR4_PCE : 0;
  for (const [bit, leaf, register, feature] of CR4_BITS) {
    if ((((featureLeaf(cpuid, leaf)[register] as number) >>> feature) & 1) !== 0) mask |= 1 << bit;
  }
  return mask;
}

/** Bits of CR4 that may be 1 on this processor. */
export const cr4Supported = (p: Processor): number => cr4Allowed(p.cpuid);

/** Writes CR0 and does what follows for translations; no checks, IA32_EFER stays as it is. */
export function loadCr0(p: Processor, value: bigint): void {
  const changed = Number(BigInt.asIntN(32, value)) ^ p.s[CR0];
  p.q[CR0 >> 1] = value;
  if ((changed & (CR0_PG | CR0_PE)) !== 0) pagingChanged(p);
  else if ((changed & (CR0_WP | CR0_AM)) !== 0) pagingChanged(p, true);
}

/** Writes CR3 and invalidates the translations of its PCID but for the global ones; no checks, no PDPTE registers. */
export function loadCr3(p: Processor, value: bigint): void {
  p.q[CR3 >> 1] = value;
  if ((p.s[CR4] & CR4_PCIDE) === 0) flushTlb(p, (p.s[CR4] & CR4_PGE) !== 0);
  else flushPcid(p, currentPcid(p));
}

/**
 * Writes CR4 and does what follows for translations; no checks, no PDPTE registers. Where the manual asks for some
 * translations to be invalidated, all are, which it permits. SDM Vol. 3: "Operations that Invalidate TLBs and
 * Paging-Structure Caches".
 */
export function loadCr4(p: Processor, value: bigint): void {
  const wanted = Number(BigInt.asIntN(32, value));
  const changed = wanted ^ p.s[CR4];
  p.q[CR4 >> 1] = value;
  const flushing =
    (changed & (CR4_PSE | CR4_PAE | CR4_PGE | CR4_LA57)) |
    (changed & wanted & CR4_SMEP) |
    (changed & ~wanted & CR4_PCIDE);
  if (changed !== 0) pagingChanged(p, flushing === 0);
}

/** PAE paging is in use when paging is on, outside IA-32e mode, with CR4.PAE. The values are those to be. */
const usesPae = (cr0: number, cr4: number, efer: number): boolean =>
  (cr0 & CR0_PG) !== 0 && (cr4 & CR4_PAE) !== 0 && (efer & EFER_LME) === 0;

/** Loads the PDPTE registers, or refuses the write that asked for it. */
function requirePdptes(p: Processor, cr3: number): void {
  if (!loadPdpteRegisters(p, cr3)) refuse(p);
}

/** Writes IA32_EFER with LMA as given; no checks. */
export function loadEfer(p: Processor, value: bigint): void {
  const changed = Number(BigInt.asIntN(32, value)) ^ p.s[EFER];
  p.q[EFER >> 1] = value;
  if ((changed & (EFER_LME | EFER_LMA | EFER_NXE)) !== 0) pagingChanged(p);
}

function refuse(p: Processor): never {
  raiseWithCode(p, GP, 0);
}

function constrained(p: Processor, cr: 0 | 4, value: bigint): boolean {
  const constraint = p.controlRegisterConstraint;
  return p.s[CR_CONSTRAINED] !== 0 && constraint !== null && !constraint.allows(p, cr, value);
}

/**
 * CR0 as MOV to CR0 (and LMSW, CLTS) writes it after privilege and intercepts: its checks, then IA-32e mode activation or
 * deactivation. SDM Vol. 2: "MOV—Move to/from Control Registers"; Vol. 3: "Initializing IA-32e Mode".
 */
export function writeCr0(p: Processor, value: bigint): void {
  if (value >> 32n !== 0n) refuse(p);
  const wanted = (Number(BigInt.asIntN(32, value)) & CR0_DEFINED) | CR0_ET;
  const s = p.s;
  const paging = (wanted & CR0_PG) !== 0;
  if (paging && (wanted & CR0_PE) === 0) refuse(p);
  if ((wanted & CR0_NW) !== 0 && (wanted & CR0_CD) === 0) refuse(p);
  const turnedOn = paging && (s[CR0] & CR0_PG) === 0;
  const turnedOff = !paging && (s[CR0] & CR0_PG) !== 0;
  const codeIs64Bit = (s[SEGMENT_ACCESS + CS] & ACCESS_LONG) !== 0;
  const narrowTask = (s[SEGMENT_ACCESS + TR] & TYPE_WIDE) === 0;
  if (turnedOn && (s[EFER] & EFER_LME) !== 0 && ((s[CR4] & CR4_PAE) === 0 || codeIs64Bit || narrowTask)) refuse(p);
  if (turnedOff && (((s[EFER] & EFER_LMA) !== 0 && codeIs64Bit) || (s[CR4] & 0x2_0000) !== 0)) refuse(p);
  const full = BigInt(wanted >>> 0);
  if (constrained(p, 0, full)) refuse(p);
  if (((wanted ^ s[CR0]) & (CR0_CD | CR0_NW | CR0_PG)) !== 0 && usesPae(wanted, s[CR4], s[EFER]))
    requirePdptes(p, s[CR3]);
  if (turnedOn && (s[EFER] & EFER_LME) !== 0) loadEfer(p, (p.q[EFER >> 1] as bigint) | BigInt(EFER_LMA));
  if (turnedOff) loadEfer(p, (p.q[EFER >> 1] as bigint) & ~BigInt(EFER_LMA));
  loadCr0(p, full);
}

/**
 * CR3 as MOV to CR3 writes it: bits above the physical-address width must be 0. With PCIDs bit 63, which is not stored,
 * keeps the translations of the PCID. PAE paging loads the PDPTE registers.
 */
export function writeCr3(p: Processor, value: bigint): void {
  const s = p.s;
  const keep = (s[CR4] & CR4_PCIDE) !== 0 && value >> 63n !== 0n;
  const stored = keep ? value & ~(1n << 63n) : value;
  if ((s[EFER] & EFER_LMA) !== 0 && stored >> BigInt(p.cpuid.physicalAddressBits) !== 0n) refuse(p);
  if (usesPae(s[CR0], s[CR4], s[EFER])) requirePdptes(p, Number(BigInt.asIntN(32, stored)));
  if (keep) {
    p.q[CR3 >> 1] = stored;
    flushFastTags(p);
  } else loadCr3(p, stored);
}

/**
 * CR4 as MOV to CR4 writes it: reserved bits; PAE and LA57 stay as they are in IA-32e mode; PCIDE needs IA-32e mode and a
 * CR3 whose PCID is 0; the constraint of VMX operation; PAE paging loads the PDPTE registers.
 * SDM Vol. 2: "MOV—Move to/from Control Registers".
 */
export function writeCr4(p: Processor, value: bigint): void {
  const s = p.s;
  const wanted = Number(BigInt.asIntN(32, value));
  const changed = wanted ^ s[CR4];
  if (value >> 32n !== 0n || (wanted & ~cr4Supported(p)) !== 0) refuse(p);
  const longMode = (s[EFER] & EFER_LMA) !== 0;
  if (longMode && ((wanted & CR4_PAE) === 0 || (changed & CR4_LA57) !== 0)) refuse(p);
  if ((changed & wanted & CR4_PCIDE) !== 0 && (!longMode || (s[CR3] & 0xfff) !== 0)) refuse(p);
  // In SMM, CR4.VMXE is as good as reserved.
  if (isInSmm(p) && (wanted & CR4_VMXE) !== 0) refuse(p);
  if (constrained(p, 4, value)) refuse(p);
  if ((changed & (CR4_PAE | CR4_PGE | CR4_PSE | CR4_SMEP)) !== 0 && usesPae(s[CR0], wanted, s[EFER]))
    requirePdptes(p, s[CR3]);
  loadCr4(p, value);
}

/** CR8 as MOV to CR8 writes it: four bits; the task-priority sub-class becomes 0. */
export function writeCr8(p: Processor, value: bigint): void {
  if (value >> 4n !== 0n) refuse(p);
  p.q[CR8 >> 1] = value;
  p.s[APIC_TPR_SUBCLASS] = 0;
  updateInterruptRequest(p);
}
