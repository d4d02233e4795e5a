import {
  type InvalidationCause,
  type InvalidationScope,
  removesGuestPhysical,
  removesTranslation,
} from '../cpu/mmu/invalidation';
import { type CachedTranslation, cachedTranslations } from '../cpu/mmu/tlb-view';
import type { Processor } from '../cpu/processor';
import { join64 } from '../cpu/state/address';
import { INSTRUCTION_START } from '../cpu/state/processor-layout';
import { type GuestPhysicalMapping, guestPhysicalMappings } from '../vmx/ept/guest-physical-cache';
import type { Recorder } from './recorder';

/** How far back is looked, at least. */
const REACH = 100_000;

/** One invalidation of cached translations with what it removed. */
export interface InvalidationNote {
  /** Where the processor stood before the step that did it. */
  readonly position: number;
  /** The instruction that did it, or during which it happened. */
  readonly rip: bigint;
  readonly cause: InvalidationCause;
  readonly scope: InvalidationScope;
  readonly removed: readonly CachedTranslation[];
  readonly removedGuestPhysical: readonly GuestPhysicalMapping[];
}

export interface LastInvalidations {
  /** The position from which on nothing was overlooked. */
  readonly since: number;
  /** The newest last. */
  readonly notes: readonly InvalidationNote[];
}

/**
 * The last invalidations of a processor's cached translations before here, found by repeating the stretches of history that
 * lead here: while the machine runs nothing is noted. The machine stands where it stood afterwards.
 * @param most how many are wanted
 */
export function lastInvalidations(recorder: Recorder, p: Processor, most: number): LastInvalidations {
  const here = recorder.position;
  let since = here;
  let notes: readonly InvalidationNote[] = [];
  while (notes.length < most && since > recorder.start && here - since < REACH) {
    const end = since;
    since = recorder.rewind(Math.max(recorder.start, end - 1));
    notes = [...invalidationsUntil(recorder, p, end, most), ...notes].slice(-most);
  }
  if (since < here) recorder.seek(here);
  return { since, notes };
}

/** Runs on to a position and notes the last invalidations on the way. */
function invalidationsUntil(recorder: Recorder, p: Processor, end: number, most: number): readonly InvalidationNote[] {
  const notes: InvalidationNote[] = [];
  recorder.detailed = false;
  recorder.listenToInvalidations((which, cause, scope) => {
    if (which !== p) return;
    notes.push(noteOf(p, recorder.position - 1, cause, scope));
    if (notes.length > most) notes.shift();
  });
  try {
    recorder.advance(Number.POSITIVE_INFINITY, { target: end });
  } finally {
    recorder.listenToInvalidations(null);
  }
  return notes;
}

function noteOf(p: Processor, position: number, cause: InvalidationCause, scope: InvalidationScope): InvalidationNote {
  return {
    position,
    rip: join64(p.s[INSTRUCTION_START], p.s[INSTRUCTION_START + 1]),
    cause,
    scope,
    removed: cachedTranslations(p).filter((translation) => removesTranslation(scope, translation)),
    removedGuestPhysical: guestPhysicalMappings(p).filter((mapping) => removesGuestPhysical(scope, mapping)),
  };
}
