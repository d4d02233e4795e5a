import { ticks } from 'd3-array';

/** The stretch of the timeline in sight: zoomed `k` times in, and moved by `x` pixels. */
export interface Zoom {
  readonly k: number;
  readonly x: number;
}

export const NO_ZOOM: Zoom = { k: 1, x: 0 };

/** The axis of time: moments to pixels and back. */
export interface TimeAxis {
  (at: number): number;
  readonly toMoment: (pixels: number) => number;
  /** The moments at both ends of what is in sight. */
  readonly inSight: readonly [number, number];
  /** About `count` round moments in sight. */
  readonly ticks: (count: number) => readonly number[];
}

/** The axis on which 0 … `end` would take `pixels` pixels without zoom. */
export function createTimeAxis(end: number, pixels: number, { k, x }: Zoom): TimeAxis {
  const toMoment = (at: number) => ((at - x) / k / pixels) * end;
  const inSight = [toMoment(0), toMoment(pixels)] as const;
  return Object.assign((at: number) => (at / end) * pixels * k + x, {
    toMoment,
    inSight,
    ticks: (count: number) => ticks(inSight[0], inSight[1], count),
  });
}

/** Ends of the axis, for one power of ten. */
const ENDS = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** Where the axis ends so that `moment` fits: a round number, so that the picture moves only now and then while time grows. */
export function roundEnd(moment: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, moment)));
  return power * (ENDS.find((end) => end * power >= moment) ?? 10);
}
