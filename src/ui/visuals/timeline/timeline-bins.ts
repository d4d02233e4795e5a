import { bisector } from 'd3-array';
import type { ExitClass } from '../../../vmx/exit/exit-reasons.table';
import type { TimelineMark, TimelineSpan } from './timeline-model';

/** Maps the axis to pixels. */
export type TimeScale = (at: number) => number;

/** Marks that fall into one stretch of pixels and are drawn as one. */
export interface MarkBin {
  readonly x: number;
  readonly count: number;
  /** First and last of the marks, as indices into the list of marks. */
  readonly first: number;
  readonly last: number;
  /** The commonest class; null when a failure is among them, which must not be lost. */
  readonly kind: ExitClass | null;
  /** How many of each class, the commonest first. */
  readonly mix: readonly (readonly [ExitClass | null, number])[];
}

const markAt = bisector((mark: TimelineMark) => mark.at);

/** Puts the marks between `from` and `to` into bins of `pixels`. A mark alone keeps its exact place. */
export function binMarks(
  marks: readonly TimelineMark[],
  scale: TimeScale,
  [from, to]: readonly [number, number],
  pixels: number,
): readonly MarkBin[] {
  const bins: MarkBin[] = [];
  const end = markAt.right(marks, to);
  let n = markAt.left(marks, from);
  while (n < end) {
    const first = n;
    const bin = Math.floor(scale(marks[first]?.at ?? 0) / pixels);
    const counts = new Map<ExitClass | null, number>();
    for (; n < end; n++) {
      const mark = marks[n];
      if (mark === undefined || Math.floor(scale(mark.at) / pixels) !== bin) break;
      counts.set(mark.kind, (counts.get(mark.kind) ?? 0) + 1);
    }
    const count = n - first;
    const x = count === 1 ? scale(marks[first]?.at ?? 0) : (bin + 0.5) * pixels;
    const mix = [...counts].sort((a, b) => b[1] - a[1]);
    bins.push({ x, count, first, last: n - 1, kind: counts.has(null) ? null : (mix[0]?.[0] ?? null), mix });
  }
  return bins;
}

/** A stretch of one lane in pixels; `share` of it was spent there. */
export interface SpanBar {
  readonly lane: number;
  readonly x: number;
  readonly width: number;
  readonly share: number;
}

const spanEnd = bisector((span: TimelineSpan) => span.to);

/** Bars of the spans in sight: wide ones as they are, those below a pixel together as columns with their share. */
export function binSpans(
  spans: readonly TimelineSpan[],
  scale: TimeScale,
  [from, to]: readonly [number, number],
  lanes: number,
): readonly SpanBar[] {
  const bars: SpanBar[] = [];
  const columns = Array.from({ length: lanes }, () => new Map<number, number>());
  for (let n = spanEnd.right(spans, from); n < spans.length; n++) {
    const span = spans[n];
    if (span === undefined || span.from > to) break;
    const left = scale(Math.max(span.from, from));
    const right = scale(Math.min(span.to, to));
    if (right - left >= 1) bars.push({ lane: span.lane, x: left, width: right - left, share: 1 });
    else spread(columns[span.lane], left, right);
  }
  columns.forEach((lane, number) => {
    for (const [x, share] of lane) bars.push({ lane: number, x, width: 1, share: Math.min(1, share) });
  });
  return bars;
}

/** Adds a stretch shorter than a pixel to the one or two columns that it lies in. */
function spread(columns: Map<number, number> | undefined, left: number, right: number): void {
  if (columns === undefined) return;
  const first = Math.floor(left);
  const add = (column: number, share: number) => columns.set(column, (columns.get(column) ?? 0) + share);
  if (Math.floor(right) === first) add(first, right - left);
  else {
    add(first, first + 1 - left);
    add(first + 1, right - first - 1);
  }
}
