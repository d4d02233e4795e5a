import { hasFeature } from '../cpuid/feature';
import { type FeatureNeed, featureNeeds } from '../isa/feature-needs.table';
import type { CpuidModel } from '../ports';

/** Instructions that a processor lacks, by their entries in the manual. */
export type AbsentInstructions = ReadonlyMap<string, FeatureNeed>;

export const NOTHING_ABSENT: AbsentInstructions = new Map();

const known = new WeakMap<CpuidModel, AbsentInstructions>();

/** What CPUID denies of the instructions that are modelled; one map per model, so that its decoders are shared. */
export function absentInstructions(cpuid: CpuidModel): AbsentInstructions {
  let absent = known.get(cpuid);
  if (absent === undefined) {
    absent = new Map(featureNeeds.filter(({ needs }) => !hasFeature(cpuid, needs)).map((need) => [need.entry, need]));
    known.set(cpuid, absent);
  }
  return absent;
}
