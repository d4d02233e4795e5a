import type { Instruction } from './decode/instruction';
import type { Processor } from './processor';
import { TLB_FIRST_WORD } from './state/processor-layout';
import { PAGE_CODE } from './state/state-image';

/** Entries of the TLB: data translations first, then instruction translations. Both are direct-mapped. */
export const DATA_TLB_ENTRIES = 1024;
export const CODE_TLB_ENTRIES = 256;
export const TLB_ENTRIES = DATA_TLB_ENTRIES + CODE_TLB_ENTRIES;
export const TLB_ENTRY_WORDS = 6;

/**
 * Words of one fast entry, in `Processor.fast` at 4 × the index of the data TLB entry it mirrors: the linear page that
 * may be read without a check (low half), the one that may be written, their common high half, and the byte offset of
 * the page in the state image. NO_TAG never equals a page address.
 */
export const FAST_READ = 0;
export const FAST_WRITE = 1;
export const FAST_HIGH = 2;
export const FAST_OFFSET = 3;
export const NO_TAG = 1;
/** Words behind the fast entries: page of RIP (low, high half) whose decoded instructions are `Processor.codePage`. */
export const CODE_TAG = DATA_TLB_ENTRIES * 4;
export const CODE_TAG_HIGH = CODE_TAG + 1;
/** Index of the instruction TLB entry that the current code page came from, or NO_ENTRY. */
export const CODE_ENTRY = CODE_TAG + 2;
export const NO_ENTRY = -1;
export const FAST_WORDS = CODE_TAG + 4;

/** Decoded instructions of one physical page, by the offset of their first byte. */
export type DecodedPage = (Instruction | undefined)[];

/** An instruction that crosses a page boundary, with the bytes it was decoded from: it holds while they are the same. */
export interface CrossingInstruction {
  readonly bytes: Uint8Array;
  readonly instruction: Instruction;
}

/**
 * What a processor remembers only to be fast. All of it is a function of the state image: forgetting it at any moment
 * (`dropDerived`) changes no result.
 */
export class Derived {
  /** Indices of TLB entries in use, so that a flush costs what was used. */
  readonly used = new Uint16Array(TLB_ENTRIES);
  usedCount = 0;
  private readonly listed = new Uint8Array(TLB_ENTRIES);
  /** Indices of data TLB entries that may have fast tags. */
  private readonly tagged = new Uint16Array(DATA_TLB_ENTRIES);
  private taggedCount = 0;
  private readonly isTagged = new Uint8Array(DATA_TLB_ENTRIES);
  /** Decoded pages by physical page number × 4 + code size (0: 16-bit, 1: 32-bit, 2: 64-bit). */
  readonly decodedPages = new Map<number, DecodedPage>();
  /** By physical address of the first byte × 4 + code size. */
  readonly crossings = new Map<number, CrossingInstruction>();
  /** Results of the last page walk: TLB flags, error code. */
  walkFlags = 0;
  walkError = 0;
  /** Whether the second level has marked all pages with paging-structure entries that the walk under way has read. */
  pagingIsMarked = true;
  /** The linear address being translated, for whoever must report it. */
  linearLow = 0;
  linearHigh = 0;
  /** Rights that the second level gives to the page just translated (TLB_SECOND_LEVEL_*). */
  secondLevelRights = 0;
  /** Bytes of the parts of the page just translated that have rights of their own, 0 when it has one right as a whole. */
  partBytes = 0;

  constructor(private readonly fast: Int32Array) {}

  /** Remembers that a TLB entry is in use. */
  use(entry: number): void {
    if (this.listed[entry] !== 0) return;
    this.listed[entry] = 1;
    this.used[this.usedCount] = entry;
    this.usedCount += 1;
  }

  /** Forgets the list of used entries; the caller has emptied them. */
  clearUsed(): void {
    for (let k = 0; k < this.usedCount; k++) this.listed[this.used[k]] = 0;
    this.usedCount = 0;
  }

  /** Remembers that a data TLB entry gets a fast tag. */
  tag(entry: number): void {
    if (this.isTagged[entry] !== 0) return;
    this.isTagged[entry] = 1;
    this.tagged[this.taggedCount] = entry;
    this.taggedCount += 1;
  }

  /** Drops every fast read and write tag and the current code page. */
  dropFastTags(): void {
    const { fast, tagged } = this;
    for (let k = 0; k < this.taggedCount; k++) {
      const entry = tagged[k];
      fast[entry * 4 + FAST_READ] = NO_TAG;
      fast[entry * 4 + FAST_WRITE] = NO_TAG;
      this.isTagged[entry] = 0;
    }
    this.taggedCount = 0;
    this.dropCodePage();
  }

  /** Drops fast write tags: some page may no longer be written without notice. */
  dropFastWriteTags(): void {
    const { fast, tagged } = this;
    for (let k = 0; k < this.taggedCount; k++) fast[tagged[k] * 4 + FAST_WRITE] = NO_TAG;
  }

  /** The next fetch looks its page up again. */
  dropCodePage(): void {
    this.fast[CODE_TAG] = NO_TAG;
    this.fast[CODE_ENTRY] = NO_ENTRY;
  }

  /** Drops the decoded instructions of one physical page. */
  dropDecodedPage(page: number): void {
    for (let size = 0; size < 3; size++) this.decodedPages.delete(page * 4 + size);
    this.dropCodePage();
  }
}

/** Lets a processor's derived state follow the state image: writes to decoded pages, restricted pages. */
export function attachDerived(p: Processor): void {
  const { image, derived } = p;
  image.restrictionListeners.push(() => derived.dropFastWriteTags());
  image.writeListeners.push((page) => {
    derived.dropDecodedPage(page);
    image.codeBytes.delete(page);
    image.pageFlags[page] &= ~PAGE_CODE;
  });
  dropDerived(p);
}

/** Forgets all derived state. Must be called after the state image was replaced. */
export function dropDerived(p: Processor): void {
  p.derived.decodedPages.clear();
  p.derived.crossings.clear();
  dropTranslations(p);
}

/**
 * Forgets what was derived from the processor's own area. Enough after it was replaced, when every RAM page that was
 * overwritten was announced by `noteWrite`: what was decoded from the other pages still holds.
 */
export function dropTranslations(p: Processor): void {
  const { derived, fast, s } = p;
  derived.clearUsed();
  derived.dropFastTags();
  fast.fill(NO_TAG);
  fast[CODE_ENTRY] = NO_ENTRY;
  for (let entry = 0; entry < TLB_ENTRIES; entry++) {
    if (s[TLB_FIRST_WORD + entry * TLB_ENTRY_WORDS] !== 0) derived.use(entry);
  }
}
