import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/protocol/snapshot';
import { positionAt } from '../../../src/ui/visuals/timeline/position-at';
import { layoutTracks, toCommonMoments } from '../../../src/ui/visuals/timeline/processor-tracks';
import { binMarks, binSpans } from '../../../src/ui/visuals/timeline/timeline-bins';
import { type TimelineMark, toTimeline } from '../../../src/ui/visuals/timeline/timeline-model';
import { transition, twoGuestHistory } from './fixture-transitions';

describe('toTimeline', () => {
  it('gives root and each guest the time they had, without that of the transitions', () => {
    const model = toTimeline(twoGuestHistory, [0x2000n, 0x4000n], 'cycles', 1200);
    expect(model.spans).toEqual([
      { lane: 0, from: 100, to: 250 },
      { lane: 1, from: 300, to: 470 },
      { lane: 0, from: 500, to: 650 },
      { lane: 2, from: 700, to: 870 },
      { lane: 0, from: 900, to: 1000 },
    ]);
    expect(model.end).toBe(1200);
  });
  it('marks exits with their class and failures with none', () => {
    const { marks } = toTimeline(twoGuestHistory, [], 'instructions', 0);
    expect(marks).toEqual([
      { at: 25, index: 2, kind: 'instruction' },
      { at: 45, index: 4, kind: 'io' },
      { at: 50, index: 5, kind: null },
    ]);
  });
  it('finds lanes for guests that it was not told of', () => {
    expect(toTimeline(twoGuestHistory, [0x4000n], 'cycles', 0).guests).toEqual([0x4000n, 0x2000n]);
  });
  it('lets the present lane reach to the present', () => {
    const open = toTimeline(twoGuestHistory.slice(0, 2), [], 'cycles', 900);
    expect(open.spans.at(-1)).toEqual({ lane: 1, from: 300, to: 900 });
  });
});

describe('binMarks', () => {
  const marks: TimelineMark[] = [
    { at: 1, index: 0, kind: 'io' },
    { at: 2, index: 1, kind: 'io' },
    { at: 3, index: 2, kind: 'event' },
    { at: 57, index: 3, kind: 'memory' },
  ];
  it('keeps a lone mark at its place and joins those that would overlap', () => {
    const bins = binMarks(marks, (at) => at, [0, 100], 10);
    expect(bins.map(({ x, count, kind }) => ({ x, count, kind }))).toEqual([
      { x: 5, count: 3, kind: 'io' },
      { x: 57, count: 1, kind: 'memory' },
    ]);
    expect(bins[0]?.mix).toEqual([
      ['io', 2],
      ['event', 1],
    ]);
  });
  it('never hides a failure behind a commoner class', () => {
    const bins = binMarks([...marks.slice(0, 3), { at: 4, index: 9, kind: null }], (at) => at, [0, 100], 10);
    expect(bins[0]?.kind).toBeNull();
  });
  it('looks only at what is in sight', () => {
    expect(binMarks(marks, (at) => at, [50, 60], 10)).toHaveLength(1);
  });
});

describe('binSpans', () => {
  it('draws wide spans as they are and adds narrow ones up by pixel', () => {
    const spans = [
      { lane: 0, from: 0, to: 40 },
      ...Array.from({ length: 10 }, (_, n) => ({ lane: 1, from: 50 + n, to: 50.5 + n })),
    ];
    const bars = binSpans(spans, (at) => at / 10, [0, 100], 2);
    expect(bars[0]).toEqual({ lane: 0, x: 0, width: 4, share: 1 });
    expect(bars).toHaveLength(2);
    expect(bars[1]?.share).toBeCloseTo(0.5);
  });
});

describe('positionAt', () => {
  const snapshot = { cycles: 400, instructions: 22, position: 22, furthest: 70 } as Snapshot;
  it('hits transitions exactly and interpolates between them', () => {
    expect(positionAt(300, twoGuestHistory, snapshot, 'cycles')).toBe(20);
    expect(positionAt(600, twoGuestHistory, snapshot, 'cycles')).toBe(33);
  });
  it('uses the present as a known point', () => {
    expect(positionAt(400, twoGuestHistory, snapshot, 'cycles')).toBe(22);
  });
  it('ends where history ends', () => {
    expect(positionAt(5000, twoGuestHistory, snapshot, 'cycles')).toBe(70);
    expect(positionAt(0, [transition({ kind: 'vmxon', cycles: 10, position: 5 })], snapshot, 'cycles')).toBe(0);
  });
});

describe('tracks of several processors', () => {
  const history = twoGuestHistory.map((t, n) => ({ ...t, cpu: n % 2 }));
  it('hold only what their own processor did, under the numbers of the whole history', () => {
    const own = (cpu: number) => toTimeline(history, [], 'position', 0, cpu).marks.map(({ index }) => index);
    const all = toTimeline(history, [], 'position', 0).marks.map(({ index }) => index);
    expect(own(0)).toEqual(all.filter((index) => index % 2 === 0));
    expect(own(1)).toEqual(all.filter((index) => index % 2 === 1));
  });
  it('have moments in common that never go back', () => {
    const cycles = [100, 300, 250, 400].map((at, n) =>
      transition({ kind: 'vmxon', position: n, cycles: at, cpu: n % 2 }),
    );
    expect(toCommonMoments(cycles).map((moment) => moment.cycles)).toEqual([100, 300, 300, 400]);
  });
  it.each([
    [96, 2],
    [96, 4],
    [170, 8],
  ])('lie in %i pixels one below the other, %i of them', (height, count) => {
    const tracks = layoutTracks(height, count);
    expect(tracks).toHaveLength(count);
    for (const [n, { rootY, guestY, laneHeight, axisY }] of tracks.entries()) {
      expect(rootY).toBeGreaterThanOrEqual(tracks[n - 1]?.guestY[0] ?? 0);
      expect(guestY[0]).toBeGreaterThanOrEqual(rootY + laneHeight);
      expect((guestY[0] ?? 0) + laneHeight).toBeLessThanOrEqual(axisY);
      expect(axisY + 18).toBeLessThanOrEqual(height + 4);
    }
  });
});
