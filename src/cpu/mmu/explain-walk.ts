import { TLB_ENTRY_WORDS } from '../derived';
import type { SecondLevelWalk } from '../ports';
import type { Processor } from '../processor';
import { asGuestPhysical, join64 } from '../state/address';
import { highHalf, lowHalf } from '../state/halves';
import { CR0, TLB_FIRST_WORD } from '../state/processor-layout';
import { RAM_BASE } from '../state/state-image';
import { ACCESS_PEEK, ACCESS_USER, SECOND_LEVEL_FINAL, SECOND_LEVEL_LINEAR, SECOND_LEVEL_USER_PAGE } from './access';
import { walkPages } from './page-walk';
import { isCanonical, type PagingMode, pagingMode } from './paging-mode';
import { secondLevelOf } from './second-level';
import {
  entryTranslates,
  PAGE_BITS,
  pageOfEntry,
  TLB_EXECUTE_DISABLE,
  TLB_SIZE,
  TLB_SIZE_SHIFT,
  TLB_USER,
  TLB_WRITABLE,
  tlbEntryOf,
} from './tlb';
import { secondLevelKind } from './walk-end';
import { newTrail, type PagingLevel, type WalkRule, type WalkStep } from './walk-trail';

const CR0_PG = 0x8000_0000 | 0;

/** What the entries of a walk allow, taken together. */
export interface CombinedRights {
  readonly writable: boolean;
  readonly user: boolean;
  readonly executeDisable: boolean;
}

/** One entry that a walk read, taken apart for people. */
export interface ExplainedEntry {
  readonly name: PagingLevel;
  /** Guest-physical address of the entry; null for one of the PDPTE registers of PAE paging. */
  readonly address: number | null;
  readonly bytes: 4 | 8;
  readonly entry: bigint;
  readonly present: boolean;
  /** Whether it maps a page; otherwise it names the next table. */
  readonly leaf: boolean;
  /** Null where the entry has no such bit. */
  readonly writable: boolean | null;
  readonly user: boolean | null;
  readonly executeDisable: boolean | null;
  readonly accessed: boolean | null;
  readonly dirty: boolean | null;
  readonly global: boolean | null;
  /** PS: whether it maps a page where others name a table; null where bit 7 has another meaning. */
  readonly pageSize: boolean | null;
  /** Protection key of an entry that maps a page in 4-level or 5-level paging. */
  readonly protectionKey: number | null;
  /** Bits that are set though they are reserved. */
  readonly reserved: bigint;
  /** Rights of this entry and those before it taken together; null when it is not present. */
  readonly rights: CombinedRights | null;
  /** How the second level translated the entry's address; absent without one. */
  readonly nested?: SecondLevelWalk;
  /**
   * Present for an entry of the paging structures that a monitor manages (HLAT paging): whether its bit 11 makes the
   * translation begin anew with CR3.
   */
  readonly restarts?: boolean;
}

/** A page walk as data: every entry read, and the rule that refused the access or the address that came out. */
export interface WalkExplanation {
  /** With 'none' the linear address is the physical one. */
  readonly mode: PagingMode;
  readonly steps: readonly ExplainedEntry[];
  /** The rule that refused the access, or null. */
  readonly rule: WalkRule | null;
  /** Error code of the page fault that the access would raise, or null. */
  readonly errorCode: number | null;
  /** Host-physical address of the byte, or null. */
  readonly physical: number | null;
  /** Bytes of the page, or null. */
  readonly pageBytes: number | null;
  /** How the second level translated the page; absent without one, and when the walk did not get there. */
  readonly final?: SecondLevelWalk;
  /** How it translated the entry that the walk could not read. */
  readonly unread?: SecondLevelWalk;
}

/**
 * Explains how the paging structures in memory translate a linear address, without side effects: no accessed or dirty
 * flag, no TLB entry, no fault. The TLB is not asked: a stale entry may say something else.
 * @param access ACCESS_* bits
 */
export function explainWalk(p: Processor, address: bigint, access: number): WalkExplanation {
  const low = lowHalf(address);
  const high = highHalf(address);
  const mode = pagingMode(p);
  const nothing = { mode, steps: [], rule: null, errorCode: null, physical: null, pageBytes: null };
  if (mode === 'none') return { ...nothing, ...unpagedAddress(p, low, access) };
  const wide = mode === '4-level' || mode === '5-level';
  if (wide && !isCanonical(p, high)) return { ...nothing, rule: 'non-canonical' };
  const trail = newTrail();
  const page = walkPages(p, low, wide ? high : 0, access, trail);
  const size = (p.derived.walkFlags & TLB_SIZE) >>> TLB_SIZE_SHIFT;
  return {
    mode,
    steps: trail.steps.map((step, n) => explainEntry(mode, step, trail.steps[n + 1] === undefined)),
    rule: trail.rule,
    errorCode: page < 0 ? p.derived.walkError : null,
    physical: page < 0 ? null : page * 0x1000 + (low & 0xfff),
    pageBytes: page < 0 ? null : 2 ** PAGE_BITS[size],
    ...(trail.final === null ? {} : { final: trail.final }),
    ...(trail.nested === null || trail.nested.physical !== null ? {} : { unread: trail.nested }),
  };
}

/** What a second level makes of a guest-physical address. */
export interface GuestPhysicalExplanation {
  /** Host-physical address of the byte, or null. */
  readonly physical: number | null;
  /** How the second level translated it; absent without one: the address is a host-physical one. */
  readonly final?: SecondLevelWalk;
}

/**
 * Explains how an access to a guest-physical address is translated, without side effects: as `explainWalk` where no linear
 * address leads there.
 * @param access ACCESS_* bits; a fetch with ACCESS_USER is one from a user-mode address
 */
export function explainGuestPhysical(p: Processor, address: bigint, access: number): GuestPhysicalExplanation {
  const second = secondLevelOf(p);
  if (second === null) return { physical: Number(address) };
  const page = (access & ACCESS_USER) === 0 ? 0 : SECOND_LEVEL_USER_PAGE;
  const final = second.explain(p, asGuestPhysical(Number(address)), secondLevelKind(access) | page);
  return { physical: final.physical, final };
}

/** Without paging the linear address is the guest-physical one. */
function unpagedAddress(p: Processor, low: number, access: number): Partial<WalkExplanation> {
  const second = secondLevelOf(p);
  if (second === null) return { physical: low >>> 0 };
  const kind = secondLevelKind(access) | SECOND_LEVEL_FINAL | SECOND_LEVEL_LINEAR;
  const final = second.explain(p, asGuestPhysical(low >>> 0), kind);
  return { physical: final.physical, rule: final.physical === null ? 'second-level' : null, final };
}

/** @param last whether the walk read no entry after it */
function explainEntry(mode: PagingMode, step: WalkStep, last: boolean): ExplainedEntry {
  const { name, address, bytes, entryLow, entryHigh } = step;
  const present = (entryLow & 1) !== 0;
  const managed = step.managed === true;
  const restarts = managed && present && (entryLow & 0x800) !== 0;
  const leaf =
    last &&
    present &&
    !restarts &&
    (name === 'PTE' || (name !== 'PML4E' && name !== 'PML5E' && (entryLow & 0x80) !== 0));
  const bit = (n: number): boolean => ((entryLow >>> n) & 1) !== 0;
  const register = address === null;
  const wide = mode === '4-level' || mode === '5-level';
  return {
    name,
    address,
    bytes,
    entry: join64(entryLow, entryHigh),
    present,
    leaf: leaf && !register,
    writable: register ? null : bit(1),
    user: register ? null : bit(2),
    executeDisable: register || bytes === 4 ? null : entryHigh < 0,
    accessed: register ? null : bit(5),
    dirty: leaf && !register ? bit(6) : null,
    global: leaf && !register ? bit(8) : null,
    pageSize: !register && (name === 'PDE' || (name === 'PDPTE' && wide)) ? bit(7) : null,
    protectionKey: leaf && wide ? (entryHigh >>> 27) & 15 : null,
    reserved: join64(step.reservedLow, step.reservedHigh),
    rights: present ? combinedRights(step.flags) : null,
    ...(step.nested === null ? {} : { nested: step.nested }),
    ...(managed ? { restarts } : {}),
  };
}

/** @param flags TLB_* flags */
function combinedRights(flags: number): CombinedRights {
  return {
    writable: (flags & TLB_WRITABLE) !== 0,
    user: (flags & TLB_USER) !== 0,
    executeDisable: (flags & TLB_EXECUTE_DISABLE) !== 0,
  };
}

/**
 * The byte at a linear address as the processor would see it now (a TLB entry counts, stale or not), or null where
 * nothing is mapped or no RAM lies behind. For views: no faults, no side effects.
 */
export function peekLinear(p: Processor, address: bigint): number | null {
  const physical = peekPhysical(p, address);
  return physical === null ? null : p.view.getUint8(RAM_BASE + physical);
}

/** The address in RAM behind a linear address, or null, as `peekLinear` finds it. */
export function peekPhysical(p: Processor, address: bigint): number | null {
  const physical = peekTranslate(p, lowHalf(address), highHalf(address));
  return physical === null || physical >= p.image.ramBytes ? null : physical;
}

function peekTranslate(p: Processor, low: number, high: number): number | null {
  const s = p.s;
  if ((s[CR0] & CR0_PG) === 0) return unpagedAddress(p, low, ACCESS_PEEK).physical ?? null;
  if (!isCanonical(p, high)) return null;
  for (const fetch of [false, true]) {
    const word = TLB_FIRST_WORD + tlbEntryOf(low, fetch) * TLB_ENTRY_WORDS;
    if (entryTranslates(p, word, low, high)) return pageOfEntry(s[word + 2], s[word + 3]) * 0x1000 + (low & 0xfff);
  }
  const page = walkPages(p, low, high, ACCESS_PEEK, newTrail());
  return page < 0 ? null : page * 0x1000 + (low & 0xfff);
}
