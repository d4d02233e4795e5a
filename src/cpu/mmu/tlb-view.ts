import { DATA_TLB_ENTRIES, TLB_ENTRIES, TLB_ENTRY_WORDS } from '../derived';
import type { Processor } from '../processor';
import { TLB_FIRST_WORD } from '../state/processor-layout';
import {
  PAGE_BITS,
  pageOfEntry,
  pcidOfEntry,
  TLB_DIRTY,
  TLB_EXECUTE_DISABLE,
  TLB_GLOBAL,
  TLB_KEY,
  TLB_KEY_SHIFT,
  TLB_SIZE,
  TLB_SIZE_SHIFT,
  TLB_USER,
  TLB_VALID,
  TLB_WRITABLE,
} from './tlb';

/** A cached translation, taken apart for people. Large pages are cached as fragments of 4 KiB. */
export interface CachedTranslation {
  /** Whether instruction fetches or data accesses use it. */
  readonly kind: 'data' | 'instruction';
  /** Linear address of the 4-KiB fragment. */
  readonly linear: bigint;
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
  readonly pcid: number;
  readonly protectionKey: number;
}

/** What the TLB holds now, in the order of its entries. */
export function cachedTranslations(p: Processor): CachedTranslation[] {
  const { s } = p;
  const found: CachedTranslation[] = [];
  for (let entry = 0; entry < TLB_ENTRIES; entry++) {
    const word = TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS;
    const tag = s[word];
    if ((tag & TLB_VALID) === 0) continue;
    const has = (flag: number): boolean => (tag & flag) !== 0;
    found.push({
      kind: entry < DATA_TLB_ENTRIES ? 'data' : 'instruction',
      linear: (BigInt(s[word + 1] >>> 0) << 32n) | BigInt((tag & ~0xfff) >>> 0),
      physical: pageOfEntry(s[word + 2], s[word + 3]) * 0x1000,
      pageBytes: 2 ** PAGE_BITS[(tag & TLB_SIZE) >>> TLB_SIZE_SHIFT],
      writable: has(TLB_WRITABLE),
      user: has(TLB_USER),
      executeDisable: has(TLB_EXECUTE_DISABLE),
      dirty: has(TLB_DIRTY),
      global: has(TLB_GLOBAL),
      pcid: pcidOfEntry(s[word + 3]),
      protectionKey: (tag & TLB_KEY) >>> TLB_KEY_SHIFT,
    });
  }
  return found;
}
