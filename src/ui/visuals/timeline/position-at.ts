import { bisector } from 'd3-array';
import type { Snapshot, TransitionView } from '../../../protocol/snapshot';
import type { TimelineUnit } from './timeline-model';

interface Known {
  readonly at: number;
  readonly position: number;
}

/**
 * The position that belongs to a place on the axis: between two transitions it is interpolated, for cycles are not
 * recorded for every instruction.
 */
export function positionAt(
  at: number,
  transitions: readonly TransitionView[],
  snapshot: Snapshot,
  unit: TimelineUnit,
): number {
  const found = bisector((transition: TransitionView) => transition[unit]).right(transitions, at);
  const next = transitions[found];
  const before = transitions[found - 1];
  const now: Known = { at: snapshot[unit], position: snapshot.position };
  const low: Known = nearer(before === undefined ? { at: 0, position: 0 } : toKnown(before, unit), now, at, -1);
  const high = next === undefined ? (now.at >= at ? now : null) : nearer(toKnown(next, unit), now, at, 1);
  if (high === null) return snapshot.furthest;
  if (high.at === low.at) return low.position;
  const share = (at - low.at) / (high.at - low.at);
  return Math.round(low.position + share * (high.position - low.position));
}

function toKnown(transition: TransitionView, unit: TimelineUnit): Known {
  return { at: transition[unit], position: transition.position };
}

/** The present instant is a known point too: use it when it lies between `at` and the given one. */
function nearer(known: Known, now: Known, at: number, side: 1 | -1): Known {
  const between = side > 0 ? now.at >= at && now.at < known.at : now.at <= at && now.at > known.at;
  return between ? now : known;
}
