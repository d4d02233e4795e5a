import type { Processor } from '../processor';
import { joinPhysical } from '../state/address';
import { CR3, CR4, EFER, PDPTE } from '../state/processor-layout';
import { ACCESS_WRITE, ERROR_HLAT, ERROR_PRESENT, ERROR_RESERVED } from './access';
import { accessError, refusalError, refusedBy } from './access-rights';
import { walk32Bit } from './page-walk-32-bit';
import { physicalRead32 } from './physical';
import { secondLevelOf } from './second-level';
import { TLB_EXECUTE_DISABLE, TLB_KEY_SHIFT, TLB_SIZE_SHIFT, TLB_USER, TLB_WRITABLE } from './tlb';
import { finishWalk, readEntryAddress, refuseWalk, writeEntryFlags } from './walk-end';
import { PAGING_LEVELS, type WalkTrail } from './walk-trail';

const CR4_PAE = 0x20;
const CR4_LA57 = 0x1000;
const EFER_LMA = 0x400;
const EFER_NXE = 0x800;

/** Bit 11 of an entry that a monitor manages: the translation begins anew, with CR3. */
const RESTART = 0x800;
/** What `walkFrom` returns then: this minus the level of the entry. */
const RESTARTED = -2;

/** How 8-byte entries are walked: those that a monitor manages or CR3's, and the largest page (TLB_SIZE code) to remember. */
interface WalkForm {
  readonly managed: boolean;
  readonly largest: number;
}
const ORDINARY: WalkForm = { managed: false, largest: 2 };
const MANAGED: WalkForm = { managed: true, largest: 2 };
/** The page of a translation that began anew is not larger than what the entry that said so would map, by its level. */
const AFTER_RESTART: readonly WalkForm[] = [0, 1, 2, 2, 2].map((largest) => ({ managed: false, largest }));

/** Guest- and host-physical addresses and low halves of the entries of the walk under way, by level. */
const entryAddresses = new Float64Array(5);
const entryHosts = new Float64Array(5);
const entryLows = new Int32Array(5);

/**
 * Walks the paging structures for one linear address, in the paging mode that is on. Returns the host-physical page number
 * and leaves TLB_* flags in `derived.walkFlags`, or returns -1 and leaves the error code in `derived.walkError`. Sets
 * accessed and dirty flags of a successful walk. SDM Vol. 3: "32-Bit Paging", "PAE Paging", "4-Level Paging and 5-Level
 * Paging", "Accessed and Dirty Flags".
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
  p.derived.pagingIsMarked = true;
  if ((s[EFER] & EFER_LMA) === 0)
    return (s[CR4] & CR4_PAE) === 0 ? walk32Bit(p, linearLow, access, trail) : walkPae(p, linearLow, access, trail);
  const top = (s[CR4] & CR4_LA57) === 0 ? 3 : 4;
  const table = joinPhysical(s[CR3] & ~0xfff, s[CR3 + 1] & 0xf_ffff);
  const reserved = reservedHighBits(p) & ~0x7ff0_0000;
  let form = ORDINARY;
  const managed = secondLevelOf(p)?.managedTable?.(p, linearHigh) ?? -1;
  if (managed >= 0) {
    const page = walkFrom(p, top, managed, reserved, linearLow, linearHigh, access, trail, MANAGED);
    if (page > RESTARTED) return page;
    form = AFTER_RESTART[RESTARTED - page] as WalkForm;
    p.derived.pagingIsMarked = true;
  }
  return walkFrom(p, top, table, reserved, linearLow, linearHigh, access, trail, form);
}

/** PAE paging begins with the PDPTE registers, which have no rights and no accessed flag. SDM Vol. 3: "PDPTE Registers". */
function walkPae(p: Processor, linearLow: number, access: number, trail: WalkTrail | null): number {
  const register = PDPTE + (linearLow >>> 30) * 2;
  const low = p.s[register];
  const high = p.s[register + 1];
  trail?.steps.push({
    name: 'PDPTE',
    address: null,
    bytes: 8,
    entryLow: low,
    entryHigh: high,
    reservedLow: 0,
    reservedHigh: 0,
    flags: TLB_WRITABLE | TLB_USER,
    nested: null,
  });
  if ((low & 1) === 0) return refuseWalk(p, accessError(p, access), 'not-present', trail);
  const table = joinPhysical(low & ~0xfff, high & 0xf_ffff);
  return walkFrom(p, 1, table, reservedHighBits(p), linearLow, 0, access, trail, ORDINARY);
}

/**
 * Reads 8-byte entries from level `top` down. Besides what `walkPages` returns it may return RESTARTED minus the level of an
 * entry that says so. SDM Vol. 3: "HLAT Paging"; "Restart of HLAT Paging".
 */
function walkFrom(
  p: Processor,
  top: number,
  firstTable: number,
  reservedHigh: number,
  linearLow: number,
  linearHigh: number,
  access: number,
  trail: WalkTrail | null,
  form: WalkForm,
): number {
  const hlat = form.managed ? ERROR_HLAT : 0;
  let flags = TLB_WRITABLE | TLB_USER;
  let table = firstTable;
  let level = top;
  let low = 0;
  let high = 0;
  for (; ; level--) {
    const address = table + entryIndex(level, linearLow, linearHigh) * 8;
    const host = readEntryAddress(p, address, access, trail);
    if (host < 0) return refuseWalk(p, accessError(p, access), 'second-level', trail);
    low = physicalRead32(p, host);
    high = physicalRead32(p, host + 4);
    entryAddresses[level] = address;
    entryHosts[level] = host;
    entryLows[level] = low;
    const wrongHigh = high & reservedHigh;
    const wrongLow = low & reservedLowBits(p, level, low);
    if ((low & 2) === 0) flags &= ~TLB_WRITABLE;
    if ((low & 4) === 0) flags &= ~TLB_USER;
    if (high < 0) flags |= TLB_EXECUTE_DISABLE;
    trail?.steps.push({
      name: PAGING_LEVELS[level],
      address,
      bytes: 8,
      entryLow: low,
      entryHigh: high,
      reservedLow: wrongLow,
      reservedHigh: wrongHigh,
      flags,
      nested: trail.nested,
      managed: form.managed,
    });
    if ((low & 1) === 0) return refuseWalk(p, hlat | accessError(p, access), 'not-present', trail);
    if (wrongHigh !== 0 || wrongLow !== 0)
      return refuseWalk(p, hlat | ERROR_PRESENT | ERROR_RESERVED | accessError(p, access), 'reserved-bit', trail);
    if (form.managed && (low & RESTART) !== 0) return RESTARTED - level;
    if (level === 0 || (low & 0x80) !== 0) break;
    table = joinPhysical(low & ~0xfff, high & 0xf_ffff);
  }
  flags |= ((high >>> 27) & 15) << TLB_KEY_SHIFT;
  const offsetMask = level === 0 ? 0xfff : level === 1 ? 0x1f_ffff : 0x3fff_ffff;
  const byte = joinPhysical((low & ~offsetMask) | (linearLow & offsetMask), high & 0xf_ffff);
  const rule = refusedBy(p, flags, access);
  if (rule !== null) return refuseWalk(p, refusalError(p, flags, access), rule, trail);
  if (trail === null) setAccessedAndDirty(p, top, level, access);
  return finishWalk(p, byte, low, flags | (Math.min(level, form.largest) << TLB_SIZE_SHIFT), access, trail);
}

/** Index into the table of a level (4: PML5 … 0: page table): nine bits of the linear address. */
function entryIndex(level: number, linearLow: number, linearHigh: number): number {
  if (level > 2) return (linearHigh >>> (level === 3 ? 7 : 16)) & 0x1ff;
  if (level === 2) return ((linearLow >>> 30) | (linearHigh << 2)) & 0x1ff;
  return (linearLow >>> (12 + 9 * level)) & 0x1ff;
}

/**
 * Reserved bits of the high half of an entry of PAE paging: from MAXPHYADDR up to bit 62, and bit 63 while IA32_EFER.NXE
 * is 0. In 4-level and 5-level paging bits 62:52 are not among them.
 */
export function reservedHighBits(p: Processor): number {
  const beyond = 0x7fff_ffff & ~((1 << (p.cpuid.physicalAddressBits - 32)) - 1);
  return (p.s[EFER] & EFER_NXE) === 0 ? beyond | 0x8000_0000 : beyond;
}

/** Reserved bits of an entry's low half; bit 7 (page size) is reserved where a level maps no pages. */
function reservedLowBits(p: Processor, level: number, low: number): number {
  if (level === 0 || (low & 0x80) === 0) return 0;
  if (level === 1) return 0x1f_e000;
  if (level === 2) return (p.cpuid.leaf(0x8000_0001, 0)[3] & 0x400_0000) !== 0 ? 0x3fff_e000 : 0x80;
  return 0x80;
}

/** Sets the accessed flag in every entry of the walk and the dirty flag in the last one of a write. */
function setAccessedAndDirty(p: Processor, top: number, leaf: number, access: number): void {
  for (let level = top; level >= leaf; level--) {
    const wanted = entryLows[level] | 0x20 | (level === leaf && (access & ACCESS_WRITE) !== 0 ? 0x40 : 0);
    if (wanted !== entryLows[level]) writeEntryFlags(p, entryAddresses[level], entryHosts[level], wanted);
  }
}
