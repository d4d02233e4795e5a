import { type AddressPart, addressParts } from '../../../cpu/mmu/address-parts.table';
import type { ExplainedEntry, PagingMode } from '../../../protocol/paging-view';

/** A run of bits of a linear address in the drawing that divides it. */
export interface AddressCell {
  readonly kind: 'sign' | 'index' | 'offset';
  /** Name of the table that an index goes into, e.g. "PML4"; empty for the others. */
  readonly table: string;
  readonly high: number;
  readonly low: number;
  readonly value: bigint;
  /** False for the index of a table that the walk did not come to. */
  readonly used: boolean;
}

/** The parts into which a walk divides an address, the highest bits first; none without paging. */
export function toAddressCells(
  mode: PagingMode,
  address: bigint,
  steps: readonly ExplainedEntry[],
): readonly AddressCell[] {
  const parts = addressParts[mode];
  const [top] = parts;
  if (top === undefined) return [];
  const leaf = steps.findIndex((step) => step.leaf);
  const read = leaf < 0 ? parts : parts.slice(0, leaf + 1);
  const offset = leaf < 0 ? 12 : (parts[leaf]?.low ?? 12);
  const bits = (high: number, low: number) => (address >> BigInt(low)) & ((1n << BigInt(high - low + 1)) - 1n);
  const cell = (kind: AddressCell['kind'], table: string, high: number, low: number, used: boolean): AddressCell => ({
    kind,
    table,
    high,
    low,
    value: bits(high, low),
    used,
  });
  return [
    ...(top.high < 32 ? [] : [cell('sign', '', 63, top.high + 1, true)]),
    ...read.map(({ level, high, low }, n) => cell('index', tableOf(level), high, low, n < steps.length)),
    cell('offset', '', offset - 1, 0, leaf >= 0),
  ];
}

/** The table that holds the entries of a level. */
const tableOf = (level: AddressPart['level']): string => level.slice(0, -1);

/** Index of the entry that a walk read, in its table. */
export function entryIndex(mode: PagingMode, address: bigint, level: AddressPart['level']): number {
  const part = addressParts[mode].find((each) => each.level === level);
  if (part === undefined) return 0;
  return Number((address >> BigInt(part.low)) & ((1n << BigInt(part.high - part.low + 1)) - 1n));
}
