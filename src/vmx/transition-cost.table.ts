/**
 * What VMX costs in cycles, by processor generation. Hardware transition costs, not round trips of a hypervisor: those are
 * another measure.
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
  | 'exit-ept-violation'
  | 'exit-other-instruction'
  | 'exit-event'
  | 'entry-failure';

export interface TransitionCost {
  readonly measure: TransitionMeasure;
  readonly cycles: number;
  readonly certainty: CostCertainty;
  readonly source: string;
}

/** Processors that figures are published for, in the order of the columns below. */
const measured = [
  'prescott',
  'merom',
  'penryn',
  'westmere',
  'sandy-bridge',
  'ivy-bridge',
  'haswell',
  'broadwell',
] as const;

/** Whose costs a model has: those of a processor with published figures, or of one that takes another's. */
export type CostProfileId = (typeof measured)[number] | 'yonah' | 'nehalem' | 'after-broadwell';

const BOOK = 'Bugnion, Nieh, Tsafrir: Hardware and Software Support for Virtualization (2017)';

/** Cycles of each measure on the measured processors; null: the processor has no such transition. */
// biome-ignore format: one measure per line.
const published: Readonly<Partial<Record<TransitionMeasure, readonly (number | null)[]>>> = {
  vmlaunch: [2478, 948, 688, 678, 619, 573, 486, 528],
  vmresume: [2333, 944, 643, 402, 460, 452, 318, 348],
  vmread: [178, 53, 26, 6, 5, 4, 5, 5],
  vmwrite: [171, 43, 26, 5, 4, 4, 4, 4],
  'exit-vmcall': [1630, 727, 638, 344, 365, 334, 253, 265],
  'exit-cpuid': [1599, 764, 611, 389, 434, 398, 327, 332],
  'exit-page-fault': [1926, 1156, 858, 569, 507, 466, 512, 531],
  'exit-io': [1942, 858, 708, 427, 472, 436, 383, 397],
  'exit-ept-violation': [null, null, null, 546, 588, 604, 656, 656],
};

/** Measures without figures of their own: the ones that stand for them, added up. */
// biome-ignore format: one measure per line.
const standIns: Readonly<Partial<Record<TransitionMeasure, { readonly of: readonly TransitionMeasure[]; readonly source: string }>>> = {
  'exit-other-instruction': { of: ['exit-cpuid'], source: 'as a VM exit by CPUID' },
  'exit-event': { of: ['exit-page-fault'], source: 'as a VM exit by page fault' },
  'entry-failure': { of: ['vmlaunch', 'exit-cpuid'], source: 'as VMLAUNCH and a VM exit by CPUID together' },
};

/** Costs of a processor with published figures. */
function measuredCosts(processor: (typeof measured)[number]): readonly TransitionCost[] {
  const column = measured.indexOf(processor);
  const rows = Object.entries(published).flatMap(([measure, figures]): TransitionCost[] => {
    const cycles = figures?.[column] ?? null;
    const source = `${BOOK}, ${processor}`;
    return cycles === null ? [] : [{ measure: measure as TransitionMeasure, cycles, certainty: 'recalled', source }];
  });
  const cyclesOf = (measure: TransitionMeasure): number => rows.find((row) => row.measure === measure)?.cycles ?? 0;
  const others = Object.entries(standIns).map(
    ([measure, { of, source }]): TransitionCost => ({
      measure: measure as TransitionMeasure,
      cycles: of.reduce((sum, other) => sum + cyclesOf(other), 0),
      certainty: 'assumed',
      source,
    }),
  );
  return [...rows, ...others];
}

/** Costs of a processor without figures: another's, times a ratio. */
const assumedCosts = (from: (typeof measured)[number], source: string, ratio = 1): readonly TransitionCost[] =>
  measuredCosts(from).map((row) => ({ ...row, cycles: Math.round(row.cycles * ratio), certainty: 'assumed', source }));

/** Hardware round trips of Nehalem and Westmere: Agesen and others, USENIX ATC 2012, Table 1. */
const NEHALEM_TO_WESTMERE = 1009 / 761;

/** Every profile's rows. The model `everything` has those of the newest processor that figures are published for. */
export const transitionCosts: Readonly<Record<CostProfileId, readonly TransitionCost[]>> = {
  prescott: measuredCosts('prescott'),
  yonah: assumedCosts('merom', 'no figures for Yonah: as Merom'),
  merom: measuredCosts('merom'),
  penryn: measuredCosts('penryn'),
  nehalem: assumedCosts(
    'westmere',
    'as Westmere, times the ratio of their hardware round trips (USENIX ATC 2012: 1009 and 761 cycles)',
    NEHALEM_TO_WESTMERE,
  ),
  westmere: measuredCosts('westmere'),
  'sandy-bridge': measuredCosts('sandy-bridge'),
  'ivy-bridge': measuredCosts('ivy-bridge'),
  haswell: measuredCosts('haswell'),
  broadwell: measuredCosts('broadwell'),
  'after-broadwell': assumedCosts('broadwell', 'no figures for processors after Broadwell: as Broadwell'),
};

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
  // What comes behind an instruction or instead of its access, like an event: nothing of the instruction is decoded for them.
  37: 'exit-event',
  43: 'exit-event',
  44: 'exit-event',
  45: 'exit-event',
  48: 'exit-ept-violation',
  49: 'exit-ept-violation',
  52: 'exit-event',
  56: 'exit-event',
  62: 'exit-event',
  74: 'exit-event',
};

/** The row of a measure; throws a RangeError where the processor has no such transition. */
export function costRow(measure: TransitionMeasure, profile: CostProfileId = 'broadwell'): TransitionCost {
  const row = transitionCosts[profile].find((cost) => cost.measure === measure);
  if (row === undefined) throw new RangeError(`no cost of ${measure} for ${profile}`);
  return row;
}

/** Cycles of one measure. */
export const costOf = (measure: TransitionMeasure, profile: CostProfileId = 'broadwell'): number =>
  costRow(measure, profile).cycles;

/** How certain a profile's figures are: 'recalled' where they are published for the processor, 'assumed' where they are another's. */
export const profileCertainty = (profile: CostProfileId): CostCertainty => costRow('vmlaunch', profile).certainty;

/** The row that a VM exit with this basic reason is charged by, with its source and certainty. */
export function exitCost(reason: number, profile: CostProfileId = 'broadwell'): TransitionCost {
  const measure = exitCostMeasures[reason & 0xffff] ?? 'exit-other-instruction';
  const isThere = transitionCosts[profile].some((row) => row.measure === measure);
  return costRow(isThere ? measure : 'exit-other-instruction', profile);
}
