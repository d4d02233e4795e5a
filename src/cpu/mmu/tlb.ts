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
import { CR3, CR4, TLB_FIRST_WORD } from '../state/processor-layout';

/**
 * The translation-lookaside buffer is part of the machine's state: an entry stays, stale or not, until it is
 * invalidated or replaced. Large pages are cached as fragments of 4 KiB that remember the page's size.
 * SDM Vol. 3: "Caching Translation Information". Paging-structure caches are not modelled.
 *
 * Four words per entry:
 *   0  linear page (bits 31:12) and TLB_* flags
 *   1  linear page, bits 63:32
 *   2  physical page number, low 32 bits
 *   3  physical page number, high bits (15:0); PCID that the translation belongs to (31:16)
 */
export const TLB_VALID = 1;
export const TLB_WRITABLE = 2;
export const TLB_USER = 4;
export const TLB_EXECUTE_DISABLE = 8;
export const TLB_DIRTY = 0x10;
export const TLB_GLOBAL = 0x20;
/** Size of the page: 0 for 4 KiB, 1 for 2 MiB, 2 for 1 GiB, 3 for 4 MiB. */
export const TLB_SIZE_SHIFT = 6;
export const TLB_SIZE = 3 << TLB_SIZE_SHIFT;
export const TLB_SIZE_4_MIB = 3;
/** Protection key of the page. */
export const TLB_KEY_SHIFT = 8;
export const TLB_KEY = 15 << TLB_KEY_SHIFT;
/** Bits of an offset in a page, by the size code. */
export const PAGE_BITS = [12, 21, 30, 22] as const;

const CR4_PCIDE = 0x2_0000;
const PCID_SHIFT = 16;

/** The PCID that translations are cached under: bits 11:0 of CR3 with CR4.PCIDE, else 0. SDM Vol. 3: "Process-Context Identifiers (PCIDs)". */
export function currentPcid(p: Processor): number {
  return (p.s[CR4] & CR4_PCIDE) === 0 ? 0 : p.s[CR3] & 0xfff;
}

/** The PCID in word 3 of an entry. */
export const pcidOfEntry = (word: number): number => word >>> PCID_SHIFT;

/** The physical page number in words 2 and 3 of an entry. */
export const pageOfEntry = (word2: number, word3: number): number => (word3 & 0xffff) * 0x1_0000_0000 + (word2 >>> 0);

/** Whether an entry translates this linear page for the current PCID. `word` is the index of its first word. */
export function entryTranslates(p: Processor, word: number, linearLow: number, linearHigh: number): boolean {
  const s = p.s;
  const tag = s[word];
  return (
    (tag & (TLB_VALID | ~0xfff)) === ((linearLow & ~0xfff) | TLB_VALID) &&
    s[word + 1] === linearHigh &&
    ((tag & TLB_GLOBAL) !== 0 || pcidOfEntry(s[word + 3]) === currentPcid(p))
  );
}

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
  s[word + 3] = Math.floor(physicalPage / 0x1_0000_0000) | (currentPcid(p) << PCID_SHIFT);
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

/** Invalidates the TLB for all PCIDs, but for global pages if `keepGlobal`. Also drops the fast tags. */
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

/** Invalidates the translations of one PCID that are not global (MOV to CR3, INVPCID type 1). */
export function flushPcid(p: Processor, pcid: number): void {
  const { derived, s } = p;
  derived.dropFastTags();
  for (let k = 0; k < derived.usedCount; k++) {
    const word = TLB_FIRST_WORD + derived.used[k] * TLB_ENTRY_WORDS;
    if ((s[word] & (TLB_VALID | TLB_GLOBAL)) === TLB_VALID && pcidOfEntry(s[word + 3]) === pcid)
      emptyEntry(p, derived.used[k]);
  }
}

/**
 * Invalidates the translations of the page that holds a linear address, whatever its size: those of the current PCID, and
 * global ones (INVLPG).
 */
export function invalidatePage(p: Processor, linearLow: number, linearHigh: number): void {
  invalidateAddress(p, linearLow, linearHigh, currentPcid(p), true);
}

/** As `invalidatePage`, but for a given PCID and without global translations (INVPCID type 0). */
export function invalidatePageOfPcid(p: Processor, linearLow: number, linearHigh: number, pcid: number): void {
  invalidateAddress(p, linearLow, linearHigh, pcid, false);
}

function invalidateAddress(
  p: Processor,
  linearLow: number,
  linearHigh: number,
  pcid: number,
  withGlobal: boolean,
): void {
  const { derived, s } = p;
  for (let k = 0; k < derived.usedCount; k++) {
    const entry = derived.used[k];
    const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
    const tag = s[word];
    if ((tag & TLB_VALID) === 0 || s[word + 1] !== linearHigh) continue;
    if ((tag ^ linearLow) >>> PAGE_BITS[(tag & TLB_SIZE) >>> TLB_SIZE_SHIFT] !== 0) continue;
    if ((tag & TLB_GLOBAL) !== 0 ? withGlobal : pcidOfEntry(s[word + 3]) === pcid) {
      dropDerivedOf(p, entry);
      emptyEntry(p, entry);
    }
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
