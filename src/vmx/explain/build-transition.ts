import type { Processor } from '../../cpu/processor';
import {
  CYCLES,
  EVENTS,
  INSTRUCTION_START,
  INSTRUCTIONS,
  OTHER_POSITIONS,
  RIP,
} from '../../cpu/state/processor-layout';
import { CURRENT_VMCS } from '../state/vmx-layout';
import type { Transition, TransitionKind } from './transition';

/** A 64-bit place of the processor's area as an unsigned value. */
const word64 = (p: Processor, word: number): bigint => p.q[word >> 1] as bigint;

/** What a caller adds to the record that `buildTransition` makes. */
export type TransitionDetails = Pick<Transition, 'kind' | 'cause'> & Partial<Transition>;

/** A transition record while it is being filled in. */
export type TransitionDraft = { -readonly [K in keyof Transition]: Transition[K] };

/** No checks, no changes. */
export const NOTHING: readonly never[] = [];

/**
 * A transition record from the current state: the moment, RIP before and after, the current VMCS. Call it after the
 * transition's effects and assign what else there is to say. A plain literal: fast runs make hundreds of thousands a second.
 */
export function draftTransition(p: Processor, kind: TransitionKind, cause: string): TransitionDraft {
  const instructions = p.f[INSTRUCTIONS] as number;
  return {
    cpu: p.id,
    instructions,
    position: instructions + (p.f[EVENTS] as number) + (p.f[OTHER_POSITIONS] as number),
    cycles: p.f[CYCLES] as number,
    kind,
    cause,
    cost: 0,
    fromRip: word64(p, INSTRUCTION_START),
    toRip: word64(p, RIP),
    vmcs: word64(p, CURRENT_VMCS),
    why: null,
    checks: NOTHING,
    saved: NOTHING,
    loaded: NOTHING,
  };
}

/**
 * A transition record from the current state; members of `details` replace what the state says.
 */
export function buildTransition(p: Processor, details: TransitionDetails): Transition {
  return Object.assign(draftTransition(p, details.kind, details.cause), details);
}
