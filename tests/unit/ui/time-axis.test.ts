import { describe, expect, it } from 'vitest';
import { createTimeAxis, NO_ZOOM, roundEnd } from '../../../src/ui/visuals/timeline/time-axis';

describe('the axis of time', () => {
  it('takes the whole width without zoom', () => {
    const axis = createTimeAxis(1000, 500, NO_ZOOM);
    expect([axis(0), axis(400), axis(1000)]).toEqual([0, 200, 500]);
    expect(axis.inSight).toEqual([0, 1000]);
    expect(axis.ticks(5)).toEqual([0, 200, 400, 600, 800, 1000]);
  });

  it('shows a part when zoomed in, and finds the moment under a pixel', () => {
    const axis = createTimeAxis(1000, 500, { k: 4, x: -1000 });
    expect(axis.inSight).toEqual([500, 750]);
    expect([axis(500), axis(750)]).toEqual([0, 500]);
    expect(axis.toMoment(axis(612))).toBeCloseTo(612, 9);
    expect(axis.ticks(3)).toEqual([500, 600, 700]);
  });

  it('ends at a round number that has room for the last moment, and stays there while time grows a little', () => {
    expect([0, 1, 3404, 4000, 4001, 9999, 10_000, 10_001].map(roundEnd)).toEqual([
      1, 1, 4000, 4000, 5000, 10_000, 10_000, 12_500,
    ]);
    for (let moment = 1; moment < 1e6; moment = Math.ceil(moment * 1.07)) {
      expect(roundEnd(moment)).toBeGreaterThanOrEqual(moment);
      expect(roundEnd(moment)).toBeLessThanOrEqual(moment * 1.34);
    }
  });
});
