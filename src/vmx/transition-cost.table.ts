/**
 * What VMX costs in cycles. The model `everything` takes the figures of the newest processor that they are published for,
 * Broadwell. Hardware transition costs, not round trips of a hypervisor.
 *
 * certainty: 'read' in the source itself; 'quoted' by a second source; 'recalled' and consistent with the other figures,
 * but not checked against the source; 'assumed' = no figure found, the nearest one is used. Whoever shows a value shows
 * its certainty where it is not 'read'.
 */
export type CostCertainty = 'read' | 'quoted' | 'recalled' | 'assumed';

/** What is measured. */
export type TransitionMeasure =
  | 'vmlaunch'
  | 'vmresume'
  | 'vmread'
  | 'vmwrite'
  | 'exit-vmcall'
  | 'exit-cpuid'
  | 'exit-page-fault'
  | 'exit-io'
  | 'exit-other-instruction'
  | 'exit-event'
  | 'entry-failure';

export interface TransitionCost {
  readonly measure: TransitionMeasure;
  readonly cycles: number;
  readonly certainty: CostCertainty;
  readonly source: string;
}

const BOOK = 'Bugnion, Nieh, Tsafrir: Hardware and Software Support for Virtualization (2017), Broadwell';

export const transitionCosts: readonly TransitionCost[] = [
  { measure: 'vmlaunch', cycles: 528, certainty: 'recalled', source: BOOK },
  { measure: 'vmresume', cycles: 348, certainty: 'recalled', source: BOOK },
  { measure: 'vmread', cycles: 5, certainty: 'recalled', source: BOOK },
  { measure: 'vmwrite', cycles: 4, certainty: 'recalled', source: BOOK },
  { measure: 'exit-vmcall', cycles: 265, certainty: 'recalled', source: BOOK },
  { measure: 'exit-cpuid', cycles: 332, certainty: 'recalled', source: BOOK },
  { measure: 'exit-page-fault', cycles: 531, certainty: 'recalled', source: BOOK },
  { measure: 'exit-io', cycles: 397, certainty: 'recalled', source: BOOK },
  { measure: 'exit-other-instruction', cycles: 332, certainty: 'assumed', source: 'as a VM exit by CPUID' },
  { measure: 'exit-event', cycles: 531, certainty: 'assumed', source: 'as a VM exit by page fault' },
  {
    measure: 'entry-failure',
    cycles: 860,
    certainty: 'assumed',
    source: 'as VMLAUNCH and a VM exit by CPUID together',
  },
];

/** Which measure a VM exit counts as, by basic exit reason; reasons without a row count as 'exit-other-instruction'. */
export const exitCostMeasures: Readonly<Record<number, TransitionMeasure>> = {
  0: 'exit-page-fault',
  1: 'exit-event',
  2: 'exit-event',
  3: 'exit-event',
  4: 'exit-event',
  7: 'exit-event',
  8: 'exit-event',
  10: 'exit-cpuid',
  18: 'exit-vmcall',
  30: 'exit-io',
};

/** Cycles of one measure. */
export function costOf(measure: TransitionMeasure): number {
  const row = transitionCosts.find((cost) => cost.measure === measure);
  if (row === undefined) throw new RangeError(`no cost of ${measure}`);
  return row.cycles;
}

/** The row that a VM exit with this basic reason is charged by, with its source and certainty. */
export function exitCost(reason: number): TransitionCost {
  const measure = exitCostMeasures[reason & 0xffff] ?? 'exit-other-instruction';
  const row = transitionCosts.find((cost) => cost.measure === measure);
  if (row === undefined) throw new RangeError(`no cost of ${measure}`);
  return row;
}
