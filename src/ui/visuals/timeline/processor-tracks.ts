import type { Snapshot, TransitionView } from '../../../protocol/snapshot';
import type { RecordedEnd } from './position-at';
import type { TimelineLanes } from './timeline-drawing';

const AXIS = 18;
const GAP = 4;
const HIGHEST = 44;
/** Height at which a mark has its full size, and how small it may become. */
const FULL_MARK = 14;
const SMALLEST_MARK = 0.6;

/**
 * Lanes of several processors in `height` pixels: one track each, in it VMX root above, the marks, and the guests below,
 * all in one lane; the axis is common.
 */
export function layoutTracks(height: number, count: number): readonly TimelineLanes[] {
  const trackHeight = Math.max(10, Math.min(HIGHEST, (height - AXIS - GAP * (count - 1)) / count));
  const laneHeight = Math.max(3, Math.min(12, trackHeight * 0.28));
  const marks = trackHeight - 2 * laneHeight;
  return Array.from({ length: count }, (_, n) => {
    const top = n * (trackHeight + GAP);
    return {
      rootY: top,
      marksY: top + laneHeight + marks / 2,
      guestY: [top + laneHeight + marks],
      laneHeight,
      axisY: count * (trackHeight + GAP),
      trackHeight,
      markScale: Math.min(1, Math.max(SMALLEST_MARK, marks / FULL_MARK)),
    };
  });
}

/**
 * Moments of several processors on one axis. Each has its own cycle count, and the counts of those that have their turns
 * one after the other overlap a little; what never goes back is the highest so far.
 */
export function toCommonMoments(transitions: readonly TransitionView[]): readonly RecordedEnd[] {
  let cycles = 0;
  return transitions.map((transition) => {
    cycles = Math.max(cycles, transition.cycles);
    return { position: transition.position, instructions: transition.instructions, cycles };
  });
}

/** The present as the axis counts it: with several processors by the one whose turn it is. */
export function toPresent(snapshot: Snapshot): RecordedEnd & Pick<Snapshot, 'furthest'> {
  const { position, furthest, processors } = snapshot;
  const { cycles, instructions } = processors.find(({ current }) => current) ?? snapshot;
  return { position, furthest, cycles, instructions };
}
