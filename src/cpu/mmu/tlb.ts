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
import { join64 } from '../state/address';
import { CR3, CR4, TLB_FIRST_WORD, TRANSLATION_CONTEXT } from '../state/processor-layout';
import type { InvalidationCause } from './invalidation';

/**
 * The translation-lookaside buffer is part of the machine's state: an entry stays, stale or not, until it is
 * invalidated or replaced. Large pages are cached as fragments of 4 KiB that remember the page's size.
 * SDM Vol. 3: "Caching Translation Information". Paging-structure caches are not modelled. Linear mappings (made without a
 * second level of translation) and combined mappings (made through one) share the entries.
 *
 * Six words per entry:
 *   0  linear page (bits 31:12) and TLB_* flags
 *   1  linear page, bits 63:32
 *   2  physical page number, low 32 bits
 *   3  physical page number, high bits (15:0); PCID that the translation belongs to (31:16)
 *   4  word 0 of TRANSLATION_CONTEXT (24:0); rights of the second level (TLB_SECOND_LEVEL_*)
 *   5  word 1 of TRANSLATION_CONTEXT
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
/** In word 4: what the second level lets be done with the page; all of it in a linear mapping. */
export const TLB_SECOND_LEVEL_READ = 1 << 25;
export const TLB_SECOND_LEVEL_WRITE = 1 << 26;
export const TLB_SECOND_LEVEL_FETCH = 1 << 27;
export const TLB_SECOND_LEVEL_ALL = TLB_SECOND_LEVEL_READ | TLB_SECOND_LEVEL_WRITE | TLB_SECOND_LEVEL_FETCH;
/** In word 4 and in TRANSLATION_CONTEXT: a second level translates. */
export const CONTEXT_COMBINED = 1 << 24;
const CONTEXT_VPID = 0xffff;
const CONTEXT_EP4TA_HIGH = 0xff_0000;
const CONTEXT_TAGS = CONTEXT_COMBINED | CONTEXT_EP4TA_HIGH | CONTEXT_VPID;
/** The tags that tell one second level from another. */
const CONTEXT_SECOND_LEVEL = CONTEXT_COMBINED | CONTEXT_EP4TA_HIGH;
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

/** The VPID that translations are cached under. */
export const currentVpid = (p: Processor): number => p.s[TRANSLATION_CONTEXT] & CONTEXT_VPID;

/** The VPID in word 4 of an entry. */
export const vpidOfEntry = (word: number): number => word & CONTEXT_VPID;

/** The EP4TA in words 4 and 5 of an entry or of TRANSLATION_CONTEXT, bits 11:0 zero; null without a second level. */
export const ep4taOf = (word4: number, word5: number): number | null =>
  (word4 & CONTEXT_COMBINED) === 0 ? null : ((word4 >>> 16) & 0xff) * 2 ** 44 + (word5 >>> 0) * 0x1000;

/** The tags of TRANSLATION_CONTEXT, word 0, for a second level whose top table lies at an address; VPID 0. */
export const contextOfEp4ta = (ep4ta: number): number => CONTEXT_COMBINED | (Math.floor(ep4ta / 2 ** 44) << 16);

/** Changes what translations belong to; those that are cached stay. */
export function setTranslationContext(p: Processor, vpid: number, ep4ta: number | null): void {
  p.s[TRANSLATION_CONTEXT] = vpid | (ep4ta === null ? 0 : contextOfEp4ta(ep4ta));
  p.s[TRANSLATION_CONTEXT + 1] = ep4ta === null ? 0 : Math.floor(ep4ta / 0x1000) | 0;
  flushFastTags(p);
}

/** The physical page number in words 2 and 3 of an entry. */
export const pageOfEntry = (word2: number, word3: number): number => (word3 & 0xffff) * 0x1_0000_0000 + (word2 >>> 0);

/** Whether an entry translates this linear page for the current PCID, VPID and EP4TA. `word` is the index of its first word. */
export function entryTranslates(p: Processor, word: number, linearLow: number, linearHigh: number): boolean {
  const s = p.s;
  const tag = s[word];
  return (
    (tag & (TLB_VALID | ~0xfff)) === ((linearLow & ~0xfff) | TLB_VALID) &&
    s[word + 1] === linearHigh &&
    ((s[word + 4] ^ s[TRANSLATION_CONTEXT]) & CONTEXT_TAGS) === 0 &&
    s[word + 5] === s[TRANSLATION_CONTEXT + 1] &&
    ((tag & TLB_GLOBAL) !== 0 || pcidOfEntry(s[word + 3]) === currentPcid(p))
  );
}

/** Index of the entry that holds, or would hold, the translation of a linear page. */
export function tlbEntryOf(linearLow: number, fetch: boolean): number {
  const page = linearLow >>> 12;
  return fetch ? DATA_TLB_ENTRIES + (page & (CODE_TLB_ENTRIES - 1)) : page & (DATA_TLB_ENTRIES - 1);
}

/**
 * Replaces an entry. `flags` are TLB_* without TLB_VALID; `physicalPage` is a page number; `secondLevel` are
 * TLB_SECOND_LEVEL_* flags.
 */
export function fillTlb(
  p: Processor,
  entry: number,
  linearLow: number,
  linearHigh: number,
  physicalPage: number,
  flags: number,
  secondLevel: number,
): void {
  const s = p.s;
  const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
  s[word] = (linearLow & ~0xfff) | flags | TLB_VALID;
  s[word + 1] = linearHigh;
  s[word + 2] = physicalPage | 0;
  s[word + 3] = Math.floor(physicalPage / 0x1_0000_0000) | (currentPcid(p) << PCID_SHIFT);
  s[word + 4] = s[TRANSLATION_CONTEXT] | secondLevel;
  s[word + 5] = s[TRANSLATION_CONTEXT + 1];
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

/** Invalidates what the current VPID has cached, for all PCIDs and EP4TAs, but for global pages if `keepGlobal`. */
export function flushTlb(p: Processor, keepGlobal: boolean, cause: InvalidationCause = 'control-registers'): void {
  flushVpid(p, currentVpid(p), keepGlobal, cause);
}

/**
 * Invalidates the linear and combined mappings of one VPID, for all PCIDs and EP4TAs, but for global pages if
 * `keepGlobal`. Also drops the fast tags.
 */
export function flushVpid(p: Processor, vpid: number, keepGlobal: boolean, cause: InvalidationCause): void {
  p.listener?.invalidating?.(p, cause, { kind: 'vpid', vpid, keepGlobal });
  const { derived, s } = p;
  derived.dropFastTags();
  const { used } = derived;
  const count = derived.usedCount;
  derived.clearUsed();
  // `use` writes behind the place being read, or at it.
  for (let k = 0; k < count; k++) {
    const entry = used[k];
    const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
    if ((s[word + 4] & CONTEXT_VPID) !== vpid || (keepGlobal && (s[word] & TLB_GLOBAL) !== 0)) derived.use(entry);
    else {
      s[word] = 0;
      s[word + 1] = 0;
      s[word + 2] = 0;
      s[word + 3] = 0;
      s[word + 4] = 0;
      s[word + 5] = 0;
    }
  }
}

/** Invalidates the linear and combined mappings of all VPIDs but 0 (INVVPID type 2). */
export function flushVpidsButZero(p: Processor): void {
  p.listener?.invalidating?.(p, 'invvpid', { kind: 'vpids-but-0' });
  flushWhere(p, (context) => (context & CONTEXT_VPID) !== 0);
}

/**
 * Invalidates the combined mappings of one EP4TA, or of all when none is given, for all VPIDs and PCIDs (INVEPT). Listeners
 * are told of the guest-physical mappings, too, which the caller invalidates next.
 */
export function flushCombined(p: Processor, ep4ta: number | null): void {
  p.listener?.invalidating?.(p, 'invept', { kind: 'ep4ta', ep4ta });
  const low = ep4ta === null ? 0 : Math.floor(ep4ta / 0x1000) | 0;
  const high = ep4ta === null ? 0 : contextOfEp4ta(ep4ta);
  flushWhere(p, (context, word5) => {
    if ((context & CONTEXT_COMBINED) === 0) return false;
    return ep4ta === null || ((context & CONTEXT_SECOND_LEVEL) === high && word5 === low);
  });
}

function flushWhere(p: Processor, goes: (word4: number, word5: number) => boolean): void {
  const { derived, s } = p;
  derived.dropFastTags();
  for (let k = 0; k < derived.usedCount; k++) {
    const word = TLB_FIRST_WORD + derived.used[k] * TLB_ENTRY_WORDS;
    if ((s[word] & TLB_VALID) !== 0 && goes(s[word + 4], s[word + 5])) emptyEntry(p, derived.used[k]);
  }
}

/** Invalidates the translations of one PCID of the current VPID that are not global (MOV to CR3, INVPCID type 1). */
export function flushPcid(p: Processor, pcid: number, cause: InvalidationCause = 'control-registers'): void {
  const { derived, s } = p;
  const vpid = currentVpid(p);
  p.listener?.invalidating?.(p, cause, { kind: 'pcid', pcid, vpid });
  derived.dropFastTags();
  for (let k = 0; k < derived.usedCount; k++) {
    const word = TLB_FIRST_WORD + derived.used[k] * TLB_ENTRY_WORDS;
    if (
      (s[word] & (TLB_VALID | TLB_GLOBAL)) === TLB_VALID &&
      pcidOfEntry(s[word + 3]) === pcid &&
      vpidOfEntry(s[word + 4]) === vpid
    )
      emptyEntry(p, derived.used[k]);
  }
}

/** A PCID that stands for all. */
const EVERY_PCID = -1;

/**
 * Invalidates the translations of the page that holds a linear address, whatever its size: those of the current PCID and
 * VPID, and global ones (INVLPG).
 */
export function invalidatePage(p: Processor, linearLow: number, linearHigh: number): void {
  invalidateAddress(p, linearLow, linearHigh, currentPcid(p), currentVpid(p), true, 'invlpg');
}

/** As `invalidatePage`, but for a given PCID and without global translations (INVPCID type 0). */
export function invalidatePageOfPcid(p: Processor, linearLow: number, linearHigh: number, pcid: number): void {
  invalidateAddress(p, linearLow, linearHigh, pcid, currentVpid(p), false, 'invpcid');
}

/** As `invalidatePage`, but for a given VPID and all its PCIDs (INVVPID type 0). */
export function invalidatePageOfVpid(p: Processor, linearLow: number, linearHigh: number, vpid: number): void {
  invalidateAddress(p, linearLow, linearHigh, EVERY_PCID, vpid, true, 'invvpid');
}

function invalidateAddress(
  p: Processor,
  linearLow: number,
  linearHigh: number,
  pcid: number,
  vpid: number,
  withGlobal: boolean,
  cause: InvalidationCause,
): void {
  const { derived, s } = p;
  p.listener?.invalidating?.(p, cause, {
    kind: 'page',
    linear: join64(linearLow, linearHigh),
    pcid: pcid === EVERY_PCID ? null : pcid,
    vpid,
    withGlobal,
  });
  for (let k = 0; k < derived.usedCount; k++) {
    const entry = derived.used[k];
    const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
    const tag = s[word];
    if ((tag & TLB_VALID) === 0 || s[word + 1] !== linearHigh || vpidOfEntry(s[word + 4]) !== vpid) continue;
    if ((tag ^ linearLow) >>> PAGE_BITS[(tag & TLB_SIZE) >>> TLB_SIZE_SHIFT] !== 0) continue;
    const ofPcid = pcid === EVERY_PCID || pcidOfEntry(s[word + 3]) === pcid;
    if ((tag & TLB_GLOBAL) !== 0 ? withGlobal : ofPcid) {
      dropDerivedOf(p, entry);
      emptyEntry(p, entry);
    }
  }
}

/** Drops the translations of a linear page that an access of now would use, data and instructions alike. */
export function dropTranslationOf(p: Processor, linearLow: number, linearHigh: number): void {
  for (let fetch = 0; fetch < 2; fetch++) {
    const entry = tlbEntryOf(linearLow, fetch === 1);
    if (!entryTranslates(p, TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS, linearLow, linearHigh)) continue;
    dropDerivedOf(p, entry);
    emptyEntry(p, entry);
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
