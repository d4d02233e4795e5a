import { addressParts } from '../../../cpu/mmu/address-parts.table';
import type { ExplainedEntry, SecondLevelWalk, WalkView } from '../../../protocol/paging-view';

/** In which order a walk reads its entries, those of EPT among them. Counted from 1. */
export interface ReadingOrder {
  /** For each entry of paging the place of the first entry that is read for it. */
  readonly first: readonly number[];
  /** The place of the first entry that is read behind them. */
  readonly last: number;
  /** How many entries of paging and of EPT are read from memory. */
  readonly paging: number;
  readonly ept: number;
}

export function toReadingOrder({ steps, final, unread }: WalkView): ReadingOrder {
  const first: number[] = [];
  let paging = 0;
  let ept = 0;
  for (const { address, nested } of steps) {
    first.push(paging + ept + 1);
    ept += readsOf(nested);
    if (address !== null) paging += 1;
  }
  const last = paging + ept + 1;
  return { first, last, paging, ept: ept + readsOf(final) + readsOf(unread) };
}

/** How many entries the walk of one guest-physical address reads, those of the sub-page-permission table among them. */
export const readsOf = (walk: SecondLevelWalk | undefined): number =>
  (walk?.steps.length ?? 0) + (walk?.subPage?.steps.length ?? 0);

/** The entries behind the last one of HLAT paging that made the walk begin anew. */
export function stepsOfLastPass(steps: readonly ExplainedEntry[]): readonly ExplainedEntry[] {
  const restart = steps.map(({ restarts }) => restarts === true).lastIndexOf(true);
  return steps.slice(restart + 1);
}

/** Name of the entry that the walk could not read. */
export const unreadLevel = ({ mode, steps }: WalkView): string =>
  addressParts[mode][stepsOfLastPass(steps).length]?.level ?? '';
