import {
  CODE_ENTRY,
  CODE_TLB_ENTRIES,
  DATA_TLB_ENTRIES,
  FAST_READ,
  FAST_WRITE,
  NO_TAG,
  TLB_ENTRY_WORDS,
} from '../derived';
import type { Processor } from '../processor';
import { TLB_FIRST_WORD } from '../state/processor-layout';

/**
 * The translation-lookaside buffer is part of the machine's state: an entry stays, stale or not, until it is
 * invalidated or replaced. Large pages are cached as fragments of 4 KiB that remember the page's size.
 * SDM: "Caching Translation Information". PCIDs are not modelled; paging-structure caches neither.
 *
 * Four words per entry:
 *   0  linear page (bits 31:12) and TLB_* flags
 *   1  linear page, bits 63:32
 *   2  physical page number, low 32 bits
 *   3  physical page number, high bits
 */
export const TLB_VALID = 1;
export const TLB_WRITABLE = 2;
export const TLB_USER = 4;
export const TLB_EXECUTE_DISABLE = 8;
export const TLB_DIRTY = 0x10;
export const TLB_GLOBAL = 0x20;
/** Size of the page: 0 for 4 KiB, 1 for 2 MiB, 2 for 1 GiB. */
export const TLB_SIZE_SHIFT = 6;
export const TLB_SIZE = 3 << TLB_SIZE_SHIFT;

/** Index of the entry that holds, or would hold, the translation of a linear page. */
export function tlbEntryOf(linearLow: number, fetch: boolean): number {
  const page = linearLow >>> 12;
  return fetch ? DATA_TLB_ENTRIES + (page & (CODE_TLB_ENTRIES - 1)) : page & (DATA_TLB_ENTRIES - 1);
}

/** Replaces an entry. `flags` are TLB_* without TLB_VALID; `physicalPage` is a page number. */
export function fillTlb(
  p: Processor,
  entry: number,
  linearLow: number,
  linearHigh: number,
  physicalPage: number,
  flags: number,
): void {
  const s = p.s;
  const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
  s[word] = (linearLow & ~0xfff) | flags | TLB_VALID;
  s[word + 1] = linearHigh;
  s[word + 2] = physicalPage | 0;
  s[word + 3] = Math.floor(physicalPage / 0x1_0000_0000);
  dropDerivedOf(p, entry);
  p.derived.use(entry);
}

/** Forgets what was derived from one entry: what is fast must never outlive it. */
function dropDerivedOf(p: Processor, entry: number): void {
  if (entry < DATA_TLB_ENTRIES) {
    p.fast[entry * 4 + FAST_READ] = NO_TAG;
    p.fast[entry * 4 + FAST_WRITE] = NO_TAG;
  } else if (p.fast[CODE_ENTRY] === entry) p.derived.dropCodePage();
}

function emptyEntry(p: Processor, entry: number): void {
  const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
  p.s.fill(0, word, word + TLB_ENTRY_WORDS);
}

/** Invalidates the TLB, but for global pages if `keepGlobal`. Also drops the fast tags. */
export function flushTlb(p: Processor, keepGlobal: boolean): void {
  const { derived, s } = p;
  derived.dropFastTags();
  const { used } = derived;
  const count = derived.usedCount;
  derived.clearUsed();
  // `use` writes behind the place being read, or at it.
  for (let k = 0; k < count; k++) {
    const entry = used[k];
    const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
    if (keepGlobal && (s[word] & TLB_GLOBAL) !== 0) derived.use(entry);
    else {
      s[word] = 0;
      s[word + 1] = 0;
      s[word + 2] = 0;
      s[word + 3] = 0;
    }
  }
}

/** Invalidates every translation of the page that holds a linear address, global or not, whatever its size (INVLPG). */
export function invalidatePage(p: Processor, linearLow: number, linearHigh: number): void {
  const { derived, s } = p;
  derived.dropFastTags();
  for (let k = 0; k < derived.usedCount; k++) {
    const entry = derived.used[k];
    const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
    if ((s[word] & TLB_VALID) === 0 || s[word + 1] !== linearHigh) continue;
    const pageBits = 12 + 9 * ((s[word] & TLB_SIZE) >>> TLB_SIZE_SHIFT);
    if ((s[word] ^ linearLow) >>> pageBits === 0) emptyEntry(p, entry);
  }
}

/** Drops what lets accesses skip the TLB and its checks; the TLB itself stays. */
export function flushFastTags(p: Processor): void {
  p.derived.dropFastTags();
}

/**
 * Must follow every change of CR0, CR3, CR4 or IA32_EFER that paging depends on, and of the code segment.
 * @param keepTlb true when the change does not invalidate the TLB
 */
export function pagingChanged(p: Processor, keepTlb = false): void {
  if (keepTlb) flushFastTags(p);
  else flushTlb(p, false);
}
