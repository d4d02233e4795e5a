import type { Instruction } from '../decode/instruction';
import type { Processor } from '../processor';
import { LBR } from '../registers/debug-control';
import { join64 } from '../state/address';
import {
  BRANCH_WATCHED,
  CPL,
  DEBUGCTL,
  INSTRUCTION_START,
  LBR_FROM,
  LBR_SELECT,
  LBR_TO,
  LBR_TOP,
  RIP,
} from '../state/processor-layout';
import { LBR_SELECT_BITS, NEAR_BRANCHES } from './branch-classes.table';
import { isConditionalBranch, takenBranch } from './took-branch';

/*
 * The last-branch records: pairs of where a branch, interrupt or exception came from and went to, in a ring whose newest
 * entry MSR_LASTBRANCH_TOS names. While IA32_DEBUGCTL.LBR is 1 each boundary looks at the instruction before it; otherwise
 * nothing here runs. Their form is that of the microarchitecture code name Nehalem for all models, as 64-bit offsets
 * (IA32_PERF_CAPABILITIES[5:0] is 2): no mispredictions, for nothing is predicted. VM entries, VM exits, SMIs and RSM
 * are not recorded. SDM Vol. 3: "Last Branch, Interrupt, and Exception Recording Overview".
 */

/** Pairs in the ring. */
export const LAST_BRANCH_RECORDS = 16;

export const recordsBranches = (p: Processor): boolean => (p.s[DEBUGCTL] & LBR) !== 0;

/** At a boundary: records the instruction before when it was a branch that was taken. */
export function recordTakenBranch(p: Processor): void {
  const { s } = p;
  s[BRANCH_WATCHED] = 0;
  if (!recordsBranches(p)) return;
  const i = takenBranch(p);
  if (i !== null) record(p, p.q[INSTRUCTION_START >> 1] as bigint, classOf(i));
}

/** After the delivery of an interrupt or exception, which came at the instruction at `low` and `high`. */
export function recordDelivery(p: Processor, low: number, high: number): void {
  if (recordsBranches(p)) record(p, join64(low, high), LBR_SELECT_BITS.far);
}

function classOf(i: Instruction): number {
  if (isConditionalBranch(i)) return LBR_SELECT_BITS.conditional;
  const near = NEAR_BRANCHES[i.operation];
  if (near === undefined) return LBR_SELECT_BITS.far;
  return near[i.row?.operands === 'Ev' ? 1 : 0];
}

function record(p: Processor, from: bigint, kind: number): void {
  const { s } = p;
  const ring = s[CPL] === 0 ? LBR_SELECT_BITS.toRing0 : LBR_SELECT_BITS.toOtherRings;
  if ((s[LBR_SELECT] & (kind | ring)) !== 0) return;
  const at = (s[LBR_TOP] + 1) % LAST_BRANCH_RECORDS;
  s[LBR_TOP] = at;
  p.q[(LBR_FROM >> 1) + at] = from;
  p.q[(LBR_TO >> 1) + at] = p.q[RIP >> 1] as bigint;
}
