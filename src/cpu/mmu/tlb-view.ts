import { DATA_TLB_ENTRIES, TLB_ENTRIES, TLB_ENTRY_WORDS } from '../derived';
import type { SecondLevelWalk } from '../ports';
import type { Processor } from '../processor';
import { highHalf, lowHalf } from '../state/halves';
import { TLB_FIRST_WORD, TRANSLATION_CONTEXT } from '../state/processor-layout';
import { ACCESS_PEEK } from './access';
import { walkPages } from './page-walk';
import { pagingMode } from './paging-mode';
import {
  currentPcid,
  currentVpid,
  entryTranslates,
  ep4taOf,
  PAGE_BITS,
  pageOfEntry,
  pcidOfEntry,
  TLB_DIRTY,
  TLB_EXECUTE_DISABLE,
  TLB_GLOBAL,
  TLB_KEY,
  TLB_KEY_SHIFT,
  TLB_SECOND_LEVEL_FETCH,
  TLB_SECOND_LEVEL_READ,
  TLB_SECOND_LEVEL_WRITE,
  TLB_SIZE,
  TLB_SIZE_SHIFT,
  TLB_USER,
  TLB_VALID,
  TLB_WRITABLE,
  tlbEntryOf,
  vpidOfEntry,
} from './tlb';
import { newTrail, type WalkRule } from './walk-trail';

/** What a page of 4 KiB, or such a fragment of a larger page, is translated to. */
export interface PageTranslation {
  /** Physical address of the fragment. */
  readonly physical: number;
  /** Bytes of the page that it is a fragment of. */
  readonly pageBytes: number;
  readonly writable: boolean;
  readonly user: boolean;
  readonly executeDisable: boolean;
  readonly dirty: boolean;
  /** A global translation serves every PCID. */
  readonly global: boolean;
  readonly protectionKey: number;
  /** What the second level lets be done with it; null without one. */
  readonly secondLevel: SecondLevelRights | null;
}

export interface SecondLevelRights {
  readonly read: boolean;
  readonly write: boolean;
  readonly execute: boolean;
}

/** A cached translation, taken apart for people. Large pages are cached as fragments of 4 KiB. */
export interface CachedTranslation extends PageTranslation {
  /** Whether instruction fetches or data accesses use it. */
  readonly kind: 'data' | 'instruction';
  /** Linear address of the 4-KiB fragment. */
  readonly linear: bigint;
  readonly pcid: number;
  readonly vpid: number;
  /** The EP4TA of a combined mapping: address of the EPT PML4 or PML5 table; null for a linear mapping. */
  readonly ep4ta: number | null;
}

/** In what a cached translation differs from what the paging structures in memory say now. */
export type TranslationDifference =
  | 'unmapped'
  | 'page'
  | 'size'
  | 'rights'
  | 'dirty'
  | 'global'
  | 'key'
  | 'second-level-rights'
  | 'second-level-dirty';

/** A cached translation beside a walk of memory. */
export interface ComparedTranslation extends CachedTranslation {
  /**
   * What a walk gives now, or the rule that ends it; null for a translation of another PCID, VPID or EP4TA: the paging
   * structures that it came from are not those of now.
   */
  readonly memory: PageTranslation | WalkRule | null;
  /** Empty while the entry says what memory says. */
  readonly differences: readonly TranslationDifference[];
}

/** What the TLB holds now, in the order of its entries. */
export function cachedTranslations(p: Processor): CachedTranslation[] {
  const found: CachedTranslation[] = [];
  for (let entry = 0; entry < TLB_ENTRIES; entry++) {
    if ((p.s[TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS] & TLB_VALID) !== 0) found.push(translationAt(p, entry));
  }
  return found;
}

/** The entry that an access to a linear address would use now, or null. */
export function cachedTranslationOf(p: Processor, address: bigint, fetch: boolean): CachedTranslation | null {
  if (pagingMode(p) === 'none') return null;
  const low = lowHalf(address);
  const entry = tlbEntryOf(low, fetch);
  const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
  return entryTranslates(p, word, low, highHalf(address)) ? translationAt(p, entry) : null;
}

function translationAt(p: Processor, entry: number): CachedTranslation {
  const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
  const [tag, high, page, rest, context, ep4ta] = p.s.subarray(word, word + TLB_ENTRY_WORDS);
  return {
    kind: entry < DATA_TLB_ENTRIES ? 'data' : 'instruction',
    linear: (BigInt(high >>> 0) << 32n) | BigInt((tag & ~0xfff) >>> 0),
    ...translationOf(pageOfEntry(page, rest), tag),
    secondLevel: ep4taOf(context, ep4ta) === null ? null : rightsInEntry(context),
    pcid: pcidOfEntry(rest),
    vpid: vpidOfEntry(context),
    ep4ta: ep4taOf(context, ep4ta),
  };
}

/** @param word word 4 of an entry */
const rightsInEntry = (word: number): SecondLevelRights => ({
  read: (word & TLB_SECOND_LEVEL_READ) !== 0,
  write: (word & TLB_SECOND_LEVEL_WRITE) !== 0,
  execute: (word & TLB_SECOND_LEVEL_FETCH) !== 0,
});

/** What the last entry of a walk allows together with those before it. */
function rightsOfWalk(walk: SecondLevelWalk | null, user: boolean): SecondLevelRights | null {
  const last = walk?.steps.at(-1);
  if (last === undefined) return null;
  const { read, write, execute, userExecute } = last;
  return { read, write, execute: user ? (userExecute ?? execute) : execute };
}

/** @param flags TLB_* flags */
function translationOf(page: number, flags: number): Omit<PageTranslation, 'secondLevel'> {
  const has = (flag: number): boolean => (flags & flag) !== 0;
  return {
    physical: page * 0x1000,
    pageBytes: 2 ** PAGE_BITS[(flags & TLB_SIZE) >>> TLB_SIZE_SHIFT],
    writable: has(TLB_WRITABLE),
    user: has(TLB_USER),
    executeDisable: has(TLB_EXECUTE_DISABLE),
    dirty: has(TLB_DIRTY),
    global: has(TLB_GLOBAL),
    protectionKey: (flags & TLB_KEY) >>> TLB_KEY_SHIFT,
  };
}

/**
 * Lays a cached translation beside a walk of memory, without side effects. Software that changes a paging structure and
 * does not invalidate leaves a difference. SDM Vol. 3: "Invalidation of TLBs and Paging-Structure Caches".
 */
export function compareWithMemory(p: Processor, cached: CachedTranslation): ComparedTranslation {
  const ofNow =
    cached.vpid === currentVpid(p) &&
    cached.ep4ta === ep4taOf(p.s[TRANSLATION_CONTEXT], p.s[TRANSLATION_CONTEXT + 1]) &&
    (cached.global || cached.pcid === currentPcid(p));
  if (!ofNow) return { ...cached, memory: null, differences: [] };
  const trail = newTrail();
  const page = walkPages(p, lowHalf(cached.linear), highHalf(cached.linear), ACCESS_PEEK, trail);
  if (page < 0) return { ...cached, memory: trail.rule, differences: ['unmapped'] };
  const found = translationOf(page, p.derived.walkFlags);
  const memory = { ...found, secondLevel: rightsOfWalk(trail.final, found.user) };
  return { ...cached, memory, differences: differencesOf(cached, memory, trail.final) };
}

const DIFFERENCES = [
  'page',
  'size',
  'rights',
  'dirty',
  'global',
  'key',
  'second-level-rights',
  'second-level-dirty',
] as const;

/** A right that a mapping lacks and memory gives is not stale: the walk is made again. */
export const allowsMore = (cached: SecondLevelRights | null, memory: SecondLevelRights | null): boolean =>
  cached !== null &&
  memory !== null &&
  ((cached.read && !memory.read) || (cached.write && !memory.write) || (cached.execute && !memory.execute));

function differencesOf(
  cached: PageTranslation,
  memory: PageTranslation,
  second: SecondLevelWalk | null,
): TranslationDifference[] {
  const rights = (t: PageTranslation): string => `${t.writable} ${t.user} ${t.executeDisable}`;
  const differs: Readonly<Record<Exclude<TranslationDifference, 'unmapped'>, boolean>> = {
    page: cached.physical !== memory.physical,
    size: cached.pageBytes !== memory.pageBytes,
    rights: rights(cached) !== rights(memory),
    // The other way round nothing is stale: the next write walks again and finds the flag set.
    dirty: cached.dirty && !memory.dirty,
    global: cached.global !== memory.global,
    key: cached.protectionKey !== memory.protectionKey,
    'second-level-rights': allowsMore(cached.secondLevel, memory.secondLevel),
    'second-level-dirty': cached.secondLevel?.write === true && second?.steps.at(-1)?.dirty === false,
  };
  return DIFFERENCES.filter((what) => differs[what]);
}
