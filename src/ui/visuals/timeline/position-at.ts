import { bisector } from 'd3-array';
import type { Snapshot } from '../../../protocol/snapshot';
import type { TimelineUnit } from './timeline-model';

/** The moment of the furthest position that is recorded. */
export interface RecordedEnd {
  readonly position: number;
  readonly cycles: number;
  readonly instructions: number;
}

/** Where the machine stands, and how far it has been. */
type Present = RecordedEnd & Pick<Snapshot, 'furthest'>;

interface Known {
  readonly at: number;
  readonly position: number;
}

/**
 * The position that belongs to a place on the axis. Known are the transitions, the start, the present and the end; between two
 * of them it is interpolated, for cycles are not recorded for every instruction.
 */
export function positionAt(
  at: number,
  transitions: readonly RecordedEnd[],
  snapshot: Present,
  unit: TimelineUnit,
  end: RecordedEnd | null = null,
): number {
  const found = bisector((transition: RecordedEnd) => transition[unit]).right(transitions, at);
  const points = pointsAround(found, transitions, snapshot, unit, end);
  return Math.round(
    between(
      at,
      points,
      (point) => point.at,
      (point) => point.position,
    ) ?? snapshot.furthest,
  );
}

/** The place on the axis that belongs to a position: the inverse of `positionAt`. */
export function momentAt(
  position: number,
  transitions: readonly RecordedEnd[],
  snapshot: Present,
  unit: TimelineUnit,
  end: RecordedEnd | null = null,
): number {
  const found = bisector((transition: RecordedEnd) => transition.position).right(transitions, position);
  const points = pointsAround(found, transitions, snapshot, unit, end);
  return (
    between(
      position,
      points,
      (point) => point.position,
      (point) => point.at,
    ) ??
    end?.[unit] ??
    snapshot[unit]
  );
}

/** The known points nearest to a place between two transitions, of which `found` is the later one. */
function pointsAround(
  found: number,
  transitions: readonly RecordedEnd[],
  snapshot: Present,
  unit: TimelineUnit,
  end: RecordedEnd | null,
): readonly Known[] {
  return [transitions[found - 1], transitions[found], snapshot, end].flatMap((point) =>
    point === undefined || point === null ? [] : [{ at: point[unit], position: point.position }],
  );
}

/** `to` of the place whose `from` is the given one, on the line between its neighbours; null past the last of them. */
function between(
  given: number,
  points: readonly Known[],
  from: (point: Known) => number,
  to: (point: Known) => number,
): number | null {
  let low: Known = { at: 0, position: 0 };
  let high: Known | null = null;
  for (const point of points) {
    if (from(point) <= given && from(point) >= from(low)) low = point;
    if (from(point) >= given && (high === null || from(point) < from(high))) high = point;
  }
  if (from(low) === given) return to(low);
  if (high === null) return null;
  return to(low) + ((given - from(low)) / (from(high) - from(low))) * (to(high) - to(low));
}
