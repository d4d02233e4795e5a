import type { Processor } from '../processor';
import { asGuestPhysical, joinPhysical } from '../state/address';
import { CR0, CR3, CR4, EFER, RFLAGS } from '../state/processor-layout';
import {
  ACCESS_FETCH,
  ACCESS_IMPLICIT,
  ACCESS_PEEK,
  ACCESS_USER,
  ACCESS_WRITE,
  ERROR_PRESENT,
  ERROR_RESERVED,
  SECOND_LEVEL_FETCH,
  SECOND_LEVEL_FINAL,
  SECOND_LEVEL_READ,
  SECOND_LEVEL_WRITE,
} from './access';
import { physicalRead32, physicalWrite32 } from './physical';
import { TLB_DIRTY, TLB_EXECUTE_DISABLE, TLB_GLOBAL, TLB_SIZE_SHIFT, TLB_USER, TLB_WRITABLE } from './tlb';

const CR0_WP = 0x1_0000;
const CR4_SMEP = 0x10_0000;
const CR4_SMAP = 0x20_0000;
const CR4_PGE = 0x80;
const EFER_NXE = 0x800;
const RFLAGS_AC = 0x4_0000;

/** Why a walk found no usable translation. SDM: "4-Level Paging and 5-Level Paging", "Determination of Access Rights". */
export type WalkRule =
  | 'not-present'
  | 'reserved-bit'
  | 'user-supervisor'
  | 'read-write'
  | 'execute-disable'
  | 'smep'
  | 'smap'
  | 'non-canonical'
  | 'second-level';

export const PAGING_LEVELS = ['PTE', 'PDE', 'PDPTE', 'PML4E'] as const;

/** One paging-structure entry that a walk read. */
export interface WalkStep {
  readonly name: (typeof PAGING_LEVELS)[number];
  /** Guest-physical address of the entry. */
  readonly address: number;
  readonly entryLow: number;
  readonly entryHigh: number;
}

/** Collects the steps of a walk; a walk with a trail has no side effects. */
export interface WalkTrail {
  readonly steps: WalkStep[];
  rule: WalkRule | null;
}

/** Guest-physical to host-physical: the same without a second level; -1 when a walk that only looks finds nothing. */
function hostAddress(p: Processor, address: number, access: number, trail: WalkTrail | null): number {
  const second = p.secondLevel;
  if (second === null) return address;
  if (trail === null) return second.translate(p, asGuestPhysical(address), access);
  return second.peek?.(p, asGuestPhysical(address)) ?? -1;
}

/** Host-physical addresses and low halves of the entries of the walk under way, by level. */
const entryAddresses = new Float64Array(4);
const entryLows = new Int32Array(4);

/**
 * Walks 4-level paging for one linear address. Returns the host-physical page number and leaves TLB_* flags in
 * `derived.walkFlags`, or returns -1 and leaves the error code in `derived.walkError`. Sets accessed and dirty flags
 * of a successful walk. SDM: "4-Level Paging and 5-Level Paging", "Accessed and Dirty Flags".
 * @param access ACCESS_* bits
 * @param trail when given, the walk only looks: each step is noted, nothing is written
 */
export function walkPages(
  p: Processor,
  linearLow: number,
  linearHigh: number,
  access: number,
  trail: WalkTrail | null,
): number {
  const s = p.s;
  const reservedHigh = reservedHighBits(p);
  let flags = TLB_WRITABLE | TLB_USER;
  let table = joinPhysical(s[CR3] & ~0xfff, s[CR3 + 1] & 0xf_ffff);
  let level = 3;
  let low = 0;
  let high = 0;
  for (; ; level--) {
    const address = table + entryIndex(level, linearLow, linearHigh) * 8;
    const host = hostAddress(p, address, SECOND_LEVEL_READ, trail);
    if (host < 0) return refuse(p, access, 0, 'second-level', trail);
    low = physicalRead32(p, host);
    high = physicalRead32(p, host + 4);
    entryAddresses[level] = host;
    entryLows[level] = low;
    if (trail !== null) trail.steps.push({ name: PAGING_LEVELS[level], address, entryLow: low, entryHigh: high });
    if ((low & 1) === 0) return refuse(p, access, 0, 'not-present', trail);
    if ((high & reservedHigh) !== 0 || (low & reservedLowBits(p, level, low)) !== 0)
      return refuse(p, access, ERROR_PRESENT | ERROR_RESERVED, 'reserved-bit', trail);
    if ((low & 2) === 0) flags &= ~TLB_WRITABLE;
    if ((low & 4) === 0) flags &= ~TLB_USER;
    if (high < 0) flags |= TLB_EXECUTE_DISABLE;
    if (level === 0 || (low & 0x80) !== 0) break;
    table = joinPhysical(low & ~0xfff, high & 0xf_ffff);
  }
  const rule = refusedBy(p, flags, access);
  if (rule !== null) return refuse(p, access, ERROR_PRESENT, rule, trail);
  if (trail === null) setAccessedAndDirty(p, level, access);
  if ((access & ACCESS_WRITE) !== 0 || (low & 0x40) !== 0) flags |= TLB_DIRTY;
  if ((low & 0x100) !== 0 && (s[CR4] & CR4_PGE) !== 0) flags |= TLB_GLOBAL;
  p.derived.walkFlags = flags | (level << TLB_SIZE_SHIFT);
  const offsetMask = level === 0 ? 0xfff : level === 1 ? 0x1f_ffff : 0x3fff_ffff;
  const page = joinPhysical((low & ~offsetMask) | (linearLow & offsetMask & ~0xfff), high & 0xf_ffff);
  const kind =
    (access & ACCESS_FETCH) !== 0
      ? SECOND_LEVEL_FETCH
      : (access & ACCESS_WRITE) !== 0
        ? SECOND_LEVEL_WRITE
        : SECOND_LEVEL_READ;
  const host = hostAddress(p, page, kind | SECOND_LEVEL_FINAL, trail);
  return host < 0 ? refuse(p, access, 0, 'second-level', trail) : Math.floor(host / 0x1000);
}

/** Index into the table of a level (3: PML4 … 0: page table): nine bits of the linear address. */
function entryIndex(level: number, linearLow: number, linearHigh: number): number {
  if (level === 3) return (linearHigh >>> 7) & 0x1ff;
  if (level === 2) return ((linearLow >>> 30) | (linearHigh << 2)) & 0x1ff;
  return (linearLow >>> (12 + 9 * level)) & 0x1ff;
}

/** Reserved bits of an entry's high half: from MAXPHYADDR up to bit 51, and bit 63 while IA32_EFER.NXE is 0. */
function reservedHighBits(p: Processor): number {
  const beyond = 0xf_ffff & ~((1 << (p.cpuid.physicalAddressBits - 32)) - 1);
  return (p.s[EFER] & EFER_NXE) === 0 ? beyond | 0x8000_0000 : beyond;
}

/** Reserved bits of an entry's low half; bit 7 (page size) is reserved where a level maps no pages. */
function reservedLowBits(p: Processor, level: number, low: number): number {
  if (level === 0 || (low & 0x80) === 0) return 0;
  if (level === 1) return 0x1f_e000;
  if (level === 2) return (p.cpuid.leaf(0x8000_0001, 0)[3] & 0x400_0000) !== 0 ? 0x3fff_e000 : 0x80;
  return 0x80;
}

/**
 * Which rule refuses an access to a page whose combined rights are given as TLB_* flags, or null.
 * SDM: "Determination of Access Rights".
 */
export function refusedBy(p: Processor, flags: number, access: number): WalkRule | null {
  const s = p.s;
  if ((access & ACCESS_PEEK) !== 0) return null;
  if ((access & ACCESS_USER) !== 0) {
    if ((flags & TLB_USER) === 0) return 'user-supervisor';
    if ((access & ACCESS_WRITE) !== 0 && (flags & TLB_WRITABLE) === 0) return 'read-write';
  } else if ((flags & TLB_USER) !== 0) {
    if ((access & ACCESS_FETCH) !== 0) {
      if ((s[CR4] & CR4_SMEP) !== 0) return 'smep';
    } else if ((s[CR4] & CR4_SMAP) !== 0 && ((access & ACCESS_IMPLICIT) !== 0 || (s[RFLAGS] & RFLAGS_AC) === 0)) {
      return 'smap';
    }
  }
  if ((access & ACCESS_WRITE) !== 0 && (flags & TLB_WRITABLE) === 0 && (s[CR0] & CR0_WP) !== 0) return 'read-write';
  if ((access & ACCESS_FETCH) !== 0 && (flags & TLB_EXECUTE_DISABLE) !== 0) return 'execute-disable';
  return null;
}

/** Notes a refusal. SDM: "Page-Fault Exceptions": I/D is reported only if NXE or SMEP is on. */
function refuse(p: Processor, access: number, error: number, rule: WalkRule, trail: WalkTrail | null): -1 {
  const reportsFetch = (p.s[EFER] & EFER_NXE) !== 0 || (p.s[CR4] & CR4_SMEP) !== 0;
  const bits = access & (ACCESS_WRITE | ACCESS_USER | (reportsFetch ? ACCESS_FETCH : 0));
  p.derived.walkError = error | bits;
  if (trail !== null) trail.rule = rule;
  return -1;
}

/** Sets the accessed flag in every entry of the walk and the dirty flag in the last one of a write. */
function setAccessedAndDirty(p: Processor, leaf: number, access: number): void {
  for (let level = 3; level >= leaf; level--) {
    const wanted = entryLows[level] | 0x20 | (level === leaf && (access & ACCESS_WRITE) !== 0 ? 0x40 : 0);
    if (wanted !== entryLows[level]) physicalWrite32(p, entryAddresses[level], wanted);
  }
}
