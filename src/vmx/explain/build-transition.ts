import type { Processor } from '../../cpu/processor';
import { CYCLES, EVENTS, INSTRUCTION_START, INSTRUCTIONS, RIP } from '../../cpu/state/processor-layout';
import { CURRENT_VMCS } from '../state/vmx-layout';
import type { Transition } from './transition';

/** The moment a transition belongs to: which processor, and its counters. */
export type TransitionMoment = Pick<Transition, 'cpu' | 'instructions' | 'position' | 'cycles'>;

/** Counters of a processor at this instant. `position` is instructions begun plus events taken. */
export function describeMoment(p: Processor): TransitionMoment {
  const instructions = p.f[INSTRUCTIONS] as number;
  return { cpu: p.id, instructions, position: instructions + (p.f[EVENTS] as number), cycles: p.f[CYCLES] as number };
}

/** A 64-bit place of the processor's area as an unsigned value. */
const word64 = (p: Processor, word: number): bigint => p.q[word >> 1] as bigint;

/** What a caller adds to the record that `buildTransition` makes. */
export type TransitionDetails = Pick<Transition, 'kind' | 'cause'> & Partial<Transition>;

/**
 * A transition record from the current state: the moment, RIP before and after, the current VMCS. Call it after the
 * transition's effects; members of `details` replace what the state says (for example `fromRip` of a VM exit).
 */
export function buildTransition(p: Processor, details: TransitionDetails): Transition {
  return {
    ...describeMoment(p),
    cost: 0,
    fromRip: word64(p, INSTRUCTION_START),
    toRip: word64(p, RIP),
    vmcs: word64(p, CURRENT_VMCS),
    why: null,
    checks: [],
    saved: [],
    loaded: [],
    ...details,
  };
}
