import { type CostProfileId, costOf, exitCost } from './transition-cost.table';

/** Cycles that VMX charges on one processor model, ready for hot code. */
export interface TransitionCharges {
  readonly vmlaunch: number;
  readonly vmresume: number;
  readonly vmread: number;
  readonly vmwrite: number;
  readonly entryFailure: number;
  /** By the low seven bits of the basic exit reason. */
  readonly exits: Float64Array;
}

/** The charges of a cost profile. */
export function transitionCharges(profile: CostProfileId): TransitionCharges {
  return {
    vmlaunch: costOf('vmlaunch', profile),
    vmresume: costOf('vmresume', profile),
    vmread: costOf('vmread', profile),
    vmwrite: costOf('vmwrite', profile),
    entryFailure: costOf('entry-failure', profile),
    exits: Float64Array.from({ length: 128 }, (_, reason) => exitCost(reason, profile).cycles),
  };
}
