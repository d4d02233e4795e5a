import { physicalRead32 } from '../../cpu/mmu/physical';
import type { SubPageEntry } from '../../cpu/ports';
import type { Processor } from '../../cpu/processor';
import { join64, joinPhysical } from '../../cpu/state/address';
import type { EptFeatures } from './ept-features';
import { SPPT_LEVELS, SUB_PAGE_SHIFT } from './ept-format.table';
import { type EptRule, eptRules } from './ept-rules.table';

const VALID = 1;
/** Bits of the entries that name tables: 11:1 and 63:52 are reserved, with those of the address beyond the physical width. */
const TABLE_RESERVED_LOW = 0xffe;
const TABLE_RESERVED_HIGH = 0xfff0_0000 | 0;
/** A bit for each part of the page, at the even positions; the odd ones are reserved. */
const PARTS_RESERVED = 0xaaaa_aaaa | 0;
const LEVELS = 4;

/** Scratch of one processor: where the last look-up of a right to write a part of a page ended. */
export class SubPageLookUp {
  level = 0;
  address = 0;
  /** Position of the part's bit in the last entry. */
  bit = 0;
}

/** The bit of the part that holds a guest-physical address in the entry of its page. */
export const subPageBit = (address: number): number => 2 * ((address % 0x1000) >>> SUB_PAGE_SHIFT);

/**
 * Whether a part of a page of 4 KiB may be written though EPT allows no write to the page: walks the sub-page-permission
 * table, nothing is written. Returns null, or the rule that refuses. SDM Vol. 3: "Determining an Access's Sub-Page Write
 * Permission"; "SPP-Induced VM Exits".
 * @param table address of the table of the top level, out of the SPPTP
 * @param address guest-physical, of at most 48 bits
 * @param trail when given, gets every entry read
 */
export function lookUpSubPage(
  p: Processor,
  features: EptFeatures,
  table: number,
  address: number,
  found: SubPageLookUp,
  trail: SubPageEntry[] | null,
): EptRule | null {
  const reservedAddress = 0xf_ffff & ~(2 ** (features.physicalAddressBits - 32) - 1);
  found.bit = subPageBit(address);
  for (let level = LEVELS - 1, next = table; ; level--) {
    const at = next + (Math.floor(address / 2 ** (12 + 9 * level)) & 0x1ff) * 8;
    const low = physicalRead32(p, at);
    const high = physicalRead32(p, at + 4);
    const leaf = level === 0;
    const wrongLow = low & (leaf ? PARTS_RESERVED : TABLE_RESERVED_LOW);
    const wrongHigh = high & (leaf ? PARTS_RESERVED : TABLE_RESERVED_HIGH | reservedAddress);
    found.level = level;
    found.address = at;
    trail?.push({
      name: SPPT_LEVELS[level] as string,
      address: at,
      entry: join64(low, high),
      present: leaf || (low & VALID) !== 0,
      leaf,
      reserved: join64(wrongLow, wrongHigh),
    });
    if (!leaf && (low & VALID) === 0) return eptRules.subPageMiss;
    if (wrongLow !== 0 || wrongHigh !== 0) return eptRules.subPageReserved;
    if (leaf) {
      const half = found.bit < 32 ? low : high;
      return ((half >>> (found.bit & 31)) & 1) === 0 ? eptRules.subPageWrite : null;
    }
    next = joinPhysical(low & ~0xfff, high & 0xf_ffff);
  }
}
