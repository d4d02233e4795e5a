import { isApicPage } from '../apic/apic-window';
import { DATA_TLB_ENTRIES, FAST_HIGH, FAST_OFFSET, FAST_READ, FAST_WRITE, NO_TAG, TLB_ENTRY_WORDS } from '../derived';
import { hasBreakpoints, isBreakpointPage } from '../interrupts/breakpoints';
import { AC, GP, raisePageFault, raiseWithCode } from '../interrupts/fault';
import type { Processor } from '../processor';
import { asGuestPhysical } from '../state/address';
import { CPL, CR0, EFER, RFLAGS, TLB_FIRST_WORD } from '../state/processor-layout';
import { PAGE_FAST, PAGE_FAST_MASK, RAM_BASE } from '../state/state-image';
import {
  ACCESS_FETCH,
  ACCESS_IMPLICIT,
  ACCESS_USER,
  ACCESS_WRITE,
  SECOND_LEVEL_FINAL,
  SECOND_LEVEL_LINEAR,
  SECOND_LEVEL_USER_PAGE,
  SECOND_LEVEL_WRITABLE_PAGE,
} from './access';
import { refusedBy } from './access-rights';
import { isInterceptedPage } from './intercepted-page';
import { walkPages } from './page-walk';
import { isCanonical } from './paging-mode';
import { secondLevelOf } from './second-level';
import {
  entryTranslates,
  fillTlb,
  pageOfEntry,
  TLB_DIRTY,
  TLB_SECOND_LEVEL_FETCH,
  TLB_SECOND_LEVEL_READ,
  TLB_SECOND_LEVEL_WRITE,
  TLB_USER,
  TLB_WRITABLE,
  tlbEntryOf,
} from './tlb';
import { secondLevelKind } from './walk-end';

export { isCanonical } from './paging-mode';

const CR0_AM = 0x4_0000;
const CR0_PG = 0x8000_0000 | 0;
const EFER_LMA = 0x400;
const RFLAGS_AC = 0x4_0000;

/** IA-32e mode is active. */
export function isLongMode(p: Processor): boolean {
  return (p.s[EFER] & EFER_LMA) !== 0;
}

/**
 * Translates a linear address to a host-physical one through the TLB and, on a miss, the paging structures.
 * Raises #PF, or #GP(0) for an address that is not canonical.
 * @param access ACCESS_* bits
 */
export function translate(p: Processor, linearLow: number, linearHigh: number, access: number): number {
  const s = p.s;
  const offset = linearLow & 0xfff;
  if ((s[CR0] & CR0_PG) === 0) return translateUnpaged(p, linearLow, access);
  if (!isCanonical(p, linearHigh)) raiseWithCode(p, GP, 0);
  const entry = tlbEntryOf(linearLow, (access & ACCESS_FETCH) !== 0);
  const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
  if (entryTranslates(p, word, linearLow, linearHigh)) {
    const tag = s[word];
    // A refusal by a cached translation is not final: the walk below decides by what memory says now.
    if (
      refusedBy(p, tag, access) === null &&
      ((access & ACCESS_WRITE) === 0 || (tag & TLB_DIRTY) !== 0) &&
      (s[word + 4] & secondLevelRight(access)) !== 0
    ) {
      const page = pageOfEntry(s[word + 2], s[word + 3]);
      if ((access & ACCESS_FETCH) === 0) makeFast(p, entry, linearLow, linearHigh, page, access, tag);
      return page * 0x1000 + offset;
    }
  }
  p.derived.linearLow = linearLow;
  p.derived.linearHigh = linearHigh;
  const page = walkPages(p, linearLow, linearHigh, access, null);
  if (page < 0) raisePageFault(p, linearLow, linearHigh, p.derived.walkError);
  const flags = p.derived.walkFlags;
  fillTlb(p, entry, linearLow, linearHigh, page, flags, p.derived.secondLevelRights);
  if ((access & ACCESS_FETCH) === 0 && (p.derived.secondLevelRights & secondLevelRight(access)) !== 0)
    makeFast(p, entry, linearLow, linearHigh, page, access, flags);
  return page * 0x1000 + offset;
}

/** What a cached translation must let be done for an access to use it. */
const secondLevelRight = (access: number): number =>
  (access & ACCESS_WRITE) !== 0
    ? TLB_SECOND_LEVEL_WRITE
    : (access & ACCESS_FETCH) !== 0
      ? TLB_SECOND_LEVEL_FETCH
      : TLB_SECOND_LEVEL_READ;

/** Without paging every linear address counts as a user-mode one to a writable page. SDM Vol. 3: "EPT Violations". */
const UNPAGED = SECOND_LEVEL_FINAL | SECOND_LEVEL_LINEAR | SECOND_LEVEL_USER_PAGE | SECOND_LEVEL_WRITABLE_PAGE;

/** Paging is off: the linear address is the (guest-)physical one. */
function translateUnpaged(p: Processor, linearLow: number, access: number): number {
  let address = linearLow >>> 0;
  const second = secondLevelOf(p);
  if (second !== null) {
    p.derived.linearLow = linearLow;
    p.derived.linearHigh = 0;
    address = second.translate(p, asGuestPhysical(address), secondLevelKind(access) | UNPAGED);
    if ((p.derived.secondLevelRights & secondLevelRight(access)) === 0) return address;
  }
  if ((access & ACCESS_FETCH) === 0)
    makeFast(
      p,
      tlbEntryOf(linearLow, false),
      linearLow,
      0,
      Math.floor(address / 0x1000),
      access,
      TLB_WRITABLE | TLB_DIRTY,
    );
  return address;
}

/**
 * Lets later accesses to a page skip `translate`, where nothing but the tag needs checking: RAM; no alignment check; not
 * a user page seen through SMAP; for writes a page whose image flags say that nobody waits for a write.
 */
function makeFast(
  p: Processor,
  entry: number,
  linearLow: number,
  linearHigh: number,
  physicalPage: number,
  access: number,
  flags: number,
): void {
  if (entry >= DATA_TLB_ENTRIES || physicalPage >= p.image.pageFlags.length || isApicPage(p, physicalPage)) return;
  if (isInterceptedPage(p, physicalPage)) return;
  if (p.accessWatch?.watchesPage(linearLow, linearHigh, physicalPage) === true) return;
  if (hasBreakpoints(p) && isBreakpointPage(p, linearLow, linearHigh)) return;
  if ((access & ACCESS_IMPLICIT) !== 0 || alignmentChecked(p)) return;
  if ((access & ACCESS_USER) === 0 && (flags & TLB_USER) !== 0 && refusedBy(p, flags, ACCESS_IMPLICIT) !== null) return;
  const { fast } = p;
  p.derived.tag(entry);
  const at = entry * 4;
  const page = linearLow & ~0xfff;
  const offset = (RAM_BASE + physicalPage * 0x1000) | 0;
  if (fast[at + FAST_HIGH] !== linearHigh || fast[at + FAST_OFFSET] !== offset) {
    fast[at + FAST_READ] = NO_TAG;
    fast[at + FAST_WRITE] = NO_TAG;
    fast[at + FAST_HIGH] = linearHigh;
    fast[at + FAST_OFFSET] = offset;
  }
  if ((access & ACCESS_WRITE) === 0) {
    fast[at + FAST_READ] = page;
    if (fast[at + FAST_WRITE] !== page) fast[at + FAST_WRITE] = NO_TAG;
  } else if ((p.image.pageFlags[physicalPage] & PAGE_FAST_MASK) === PAGE_FAST) {
    fast[at + FAST_WRITE] = page;
    if (fast[at + FAST_READ] !== page) fast[at + FAST_READ] = NO_TAG;
  }
}

/** Alignment checking is on: CR0.AM, RFLAGS.AC, CPL 3. SDM Vol. 3: "Interrupt 17—Alignment Check Exception (#AC)". */
export function alignmentChecked(p: Processor): boolean {
  const s = p.s;
  return s[CPL] === 3 && (s[CR0] & CR0_AM) !== 0 && (s[RFLAGS] & RFLAGS_AC) !== 0;
}

/** Raises #AC(0) for an unaligned access where alignment is checked. */
export function checkAlignment(p: Processor, linearLow: number, size: number): void {
  if ((linearLow & (size - 1)) !== 0 && alignmentChecked(p)) raiseWithCode(p, AC, 0);
}

/** The access bits of an operand access at the current privilege level. */
export function operandAccess(p: Processor, write: boolean): number {
  return (p.s[CPL] === 3 ? ACCESS_USER : 0) | (write ? ACCESS_WRITE : 0);
}
