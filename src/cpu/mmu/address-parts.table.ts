import type { PagingMode } from './paging-mode';
import type { PagingLevel } from './walk-trail';

/** A part of a linear address: which bits of it choose the entry of a level. */
export interface AddressPart {
  readonly level: PagingLevel;
  readonly high: number;
  readonly low: number;
}

const FOUR_LEVELS: readonly AddressPart[] = [
  { level: 'PML4E', high: 47, low: 39 },
  { level: 'PDPTE', high: 38, low: 30 },
  { level: 'PDE', high: 29, low: 21 },
  { level: 'PTE', high: 20, low: 12 },
];

/**
 * How each paging mode divides a linear address, the highest bits first. Below the last level that a walk reads lies the
 * offset in the page. SDM Vol. 3: "32-Bit Paging", "PAE Paging", "4-Level Paging and 5-Level Paging".
 */
export const addressParts: Readonly<Record<PagingMode, readonly AddressPart[]>> = {
  none: [],
  '32-bit': [
    { level: 'PDE', high: 31, low: 22 },
    { level: 'PTE', high: 21, low: 12 },
  ],
  pae: [
    { level: 'PDPTE', high: 31, low: 30 },
    { level: 'PDE', high: 29, low: 21 },
    { level: 'PTE', high: 20, low: 12 },
  ],
  '4-level': FOUR_LEVELS,
  '5-level': [{ level: 'PML5E', high: 56, low: 48 }, ...FOUR_LEVELS],
};
