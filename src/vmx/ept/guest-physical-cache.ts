import { contextOfEp4ta, ep4taOf, flushFastTags } from '../../cpu/mmu/tlb';
import type { Processor } from '../../cpu/processor';
import {
  CR0,
  SECOND_LEVEL_END_WORD,
  SECOND_LEVEL_FIRST_WORD,
  TRANSLATION_CONTEXT,
} from '../../cpu/state/processor-layout';

/**
 * Guest-physical mappings: what EPT says of pages of 4 KiB, tagged with the EP4TA alone. They are state, and stay, stale or
 * not, until they are invalidated or replaced. SDM Vol. 3: "Information That May Be Cached".
 *
 * Six words per entry:
 *   0  guest-physical page (bits 31:12), bit 0 valid
 *   1  guest-physical page, bits 51:32
 *   2  host-physical page number, low 32 bits
 *   3  host-physical page number, high bits
 *   4  bits 51:44 of the EP4TA as in TRANSLATION_CONTEXT; rights (GUEST_PHYSICAL_* below)
 *   5  bits 43:12 of the EP4TA
 */
const ENTRY_WORDS = 6;
const ENTRIES = 256;
const VALID = 1;
const EP4TA_TAGS = 0x1ff_0000;
const RIGHTS_SHIFT = 25;
const CR0_PG = 0x8000_0000 | 0;

/** Rights as entries keep them. A page that is not dirty yet is not writable where that must be noticed. */
export const GUEST_PHYSICAL_READ = 1;
export const GUEST_PHYSICAL_WRITE = 2;
export const GUEST_PHYSICAL_EXECUTE = 4;
export const GUEST_PHYSICAL_USER_EXECUTE = 8;
/** Not rights, but bits 58 and 57 of the entry that maps the page. */
export const GUEST_PHYSICAL_PAGING_WRITE = 16;
export const GUEST_PHYSICAL_VERIFY_PAGING = 32;
const ALL_RIGHTS = 63;

if (SECOND_LEVEL_FIRST_WORD + ENTRIES * ENTRY_WORDS > SECOND_LEVEL_END_WORD) throw new RangeError('no room');

const wordOf = (address: number): number =>
  SECOND_LEVEL_FIRST_WORD + (Math.floor(address / 0x1000) % ENTRIES) * ENTRY_WORDS;
const lowOf = (address: number): number => (address & ~0xfff) | VALID;
const highOf = (address: number): number => Math.floor(address / 2 ** 32);

/** Index of the first word of the entry for a guest-physical address under the current EP4TA, or -1. */
export function findGuestPhysical(p: Processor, address: number): number {
  const { s } = p;
  const word = wordOf(address);
  return s[word] === lowOf(address) &&
    s[word + 1] === highOf(address) &&
    ((s[word + 4] ^ s[TRANSLATION_CONTEXT]) & EP4TA_TAGS) === 0 &&
    s[word + 5] === s[TRANSLATION_CONTEXT + 1]
    ? word
    : -1;
}

/** Host-physical address of the page that an entry maps to. */
export const hostPageOf = (p: Processor, word: number): number =>
  (p.s[word + 3] * 2 ** 32 + (p.s[word + 2] >>> 0)) * 0x1000;

/** GUEST_PHYSICAL_* of an entry. */
export const guestPhysicalRights = (p: Processor, word: number): number =>
  (p.s[word + 4] >>> RIGHTS_SHIFT) & ALL_RIGHTS;

/**
 * Caches a mapping under the current EP4TA. Without paging fast tags live only as long as the mapping that they come from:
 * one that gives way takes them with it.
 */
export function cacheGuestPhysical(p: Processor, address: number, host: number, rights: number): void {
  const { s } = p;
  const word = wordOf(address);
  if (s[word] !== 0 && (s[CR0] & CR0_PG) === 0) flushFastTags(p);
  const page = Math.floor(host / 0x1000);
  s[word] = lowOf(address);
  s[word + 1] = highOf(address);
  s[word + 2] = page | 0;
  s[word + 3] = Math.floor(page / 2 ** 32);
  s[word + 4] = (s[TRANSLATION_CONTEXT] & EP4TA_TAGS) | (rights << RIGHTS_SHIFT);
  s[word + 5] = s[TRANSLATION_CONTEXT + 1];
}

/** Invalidates the mapping of one guest-physical page under the current EP4TA. */
export function dropGuestPhysical(p: Processor, address: number): void {
  const word = findGuestPhysical(p, address);
  if (word < 0) return;
  p.s.fill(0, word, word + ENTRY_WORDS);
  flushFastTags(p);
}

/** Invalidates the mappings of one EP4TA, or of all when none is given. */
export function flushGuestPhysical(p: Processor, ep4ta: number | null): void {
  const { s } = p;
  const high = ep4ta === null ? 0 : contextOfEp4ta(ep4ta);
  const low = ep4ta === null ? 0 : Math.floor(ep4ta / 0x1000) | 0;
  for (let n = 0; n < ENTRIES; n++) {
    const word = SECOND_LEVEL_FIRST_WORD + n * ENTRY_WORDS;
    if (ep4ta === null || ((s[word + 4] & EP4TA_TAGS) === high && s[word + 5] === low))
      s.fill(0, word, word + ENTRY_WORDS);
  }
  flushFastTags(p);
}

/** A guest-physical mapping, taken apart for people. */
export interface GuestPhysicalMapping {
  readonly guestPhysical: number;
  readonly hostPhysical: number;
  readonly ep4ta: number;
  readonly read: boolean;
  readonly write: boolean;
  readonly execute: boolean;
}

/** The guest-physical mappings that are cached now, in the order of their addresses. */
export function guestPhysicalMappings(p: Processor): GuestPhysicalMapping[] {
  const found: GuestPhysicalMapping[] = [];
  for (let n = 0; n < ENTRIES; n++) {
    const word = SECOND_LEVEL_FIRST_WORD + n * ENTRY_WORDS;
    if ((p.s[word] & VALID) === 0) continue;
    const rights = guestPhysicalRights(p, word);
    found.push({
      guestPhysical: p.s[word + 1] * 2 ** 32 + ((p.s[word] & ~0xfff) >>> 0),
      hostPhysical: hostPageOf(p, word),
      ep4ta: ep4taOf(p.s[word + 4], p.s[word + 5]) ?? 0,
      read: (rights & GUEST_PHYSICAL_READ) !== 0,
      write: (rights & GUEST_PHYSICAL_WRITE) !== 0,
      execute: (rights & GUEST_PHYSICAL_EXECUTE) !== 0,
    });
  }
  return found.sort((a, b) => a.guestPhysical - b.guestPhysical);
}
