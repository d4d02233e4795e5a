import type { WalkView } from '../../../protocol/paging-view';

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
    ept += nested?.steps.length ?? 0;
    if (address !== null) paging += 1;
  }
  const last = paging + ept + 1;
  return { first, last, paging, ept: ept + (final?.steps.length ?? 0) + (unread?.steps.length ?? 0) };
}
