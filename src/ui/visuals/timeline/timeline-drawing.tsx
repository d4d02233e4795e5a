import { memo } from 'react';
import { ExitMarkShape } from '../exit-mark';
import { groupDecimal } from '../hex';
import type { TimeAxis } from './time-axis';
import { binMarks, binSpans, type MarkBin } from './timeline-bins';
import type { TimelineModel } from './timeline-model';

/** A history and the lanes in which it is drawn. */
export interface TimelineTrack {
  readonly model: TimelineModel;
  readonly lanes: TimelineLanes;
}

/** A mark that somebody points at. */
export interface PointedMark {
  readonly bin: MarkBin;
  readonly model: TimelineModel;
}

export interface TimelineDrawingProps {
  /** One, or one for each of several processors. */
  readonly tracks: readonly TimelineTrack[];
  readonly scale: TimeAxis;
  readonly width: number;
  readonly onPoint: (mark: PointedMark | null) => void;
}

/** Where things lie from top to bottom, in pixels. */
export interface TimelineLanes {
  readonly rootY: number;
  readonly marksY: number;
  readonly guestY: readonly number[];
  readonly laneHeight: number;
  readonly axisY: number;
  /** Of the lanes and marks together. */
  readonly trackHeight: number;
  /** Size of a mark; 1 = full. */
  readonly markScale: number;
}

const BIN_PIXELS = 12;
const MIX_WIDTH = 10;

/** Lanes for `guests` guests in `height` pixels: root on top, the marks below it, the guests, the axis. */
export function layoutLanes(height: number, guests: number): TimelineLanes {
  const axis = 18;
  const marks = 20;
  const count = Math.max(1, guests);
  const laneHeight = Math.max(5, Math.min(18, (height - axis - marks - 4 - 3 * count) / (count + 1)));
  const guestTop = laneHeight + marks;
  return {
    rootY: 0,
    marksY: laneHeight + marks / 2,
    guestY: Array.from({ length: count }, (_, n) => guestTop + n * (laneHeight + 3)),
    laneHeight,
    axisY: guestTop + count * (laneHeight + 3),
    trackHeight: guestTop + count * (laneHeight + 3),
    markScale: 1,
  };
}

/** Bars, marks and axis of the stretch of time in sight. */
export const TimelineDrawing = memo(function TimelineDrawing({ tracks, scale, width, onPoint }: TimelineDrawingProps) {
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 110)));
  const axisY = tracks[0]?.lanes.axisY ?? 0;
  return (
    <>
      {tracks.map((track) => (
        <Track key={track.lanes.rootY} track={track} scale={scale} onPoint={onPoint} />
      ))}
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(${scale(tick)},${axisY})`} className="timeline-tick">
          <path d="M0,0V4" />
          <text y={14} textAnchor={scale(tick) < 20 ? 'start' : scale(tick) > width - 30 ? 'end' : 'middle'}>
            {groupDecimal(tick)}
          </text>
        </g>
      ))}
    </>
  );
});

interface TrackProps extends Pick<TimelineDrawingProps, 'scale' | 'onPoint'> {
  readonly track: TimelineTrack;
}

function Track({ track: { model, lanes }, scale, onPoint }: TrackProps) {
  const [from, to] = scale.inSight;
  const bars = binSpans(model.spans, scale, [from, to], model.guests.length + 1);
  const bins = binMarks(model.marks, scale, [from, to], BIN_PIXELS);
  const size = lanes.markScale === 1 ? '' : ` scale(${lanes.markScale})`;
  return (
    <>
      {bars.map((bar) => (
        <rect
          key={`${bar.lane}:${bar.x}`}
          className="timeline-bar"
          data-lane={bar.lane === 0 ? 'root' : 'guest'}
          x={bar.x}
          y={bar.lane === 0 ? lanes.rootY : (lanes.guestY[bar.lane - 1] ?? lanes.guestY[0])}
          width={bar.width}
          height={lanes.laneHeight}
          opacity={0.3 + 0.7 * bar.share}
        />
      ))}
      {bins.map((bin) => (
        <g
          key={bin.first}
          transform={`translate(${bin.x},${lanes.marksY})${size}`}
          onPointerEnter={() => onPoint({ bin, model })}
          onPointerLeave={() => onPoint(null)}
        >
          <rect className="timeline-target" x={-6} y={-10} width={12} height={20} />
          {bin.kind === null ? (
            <path className="timeline-failure" d="M-4,-4L4,4M4,-4L-4,4" />
          ) : (
            <ExitMarkShape kind={bin.kind} transform={bin.count > 1 ? 'translate(0,-4) scale(0.8)' : ''} />
          )}
          {bin.count > 1 && <MixBar bin={bin} />}
        </g>
      ))}
    </>
  );
}

/** Of what classes the marks are that are drawn as one. */
function MixBar({ bin }: { readonly bin: MarkBin }) {
  let x = -MIX_WIDTH / 2;
  return bin.mix.map(([kind, count]) => {
    const left = x;
    const width = (MIX_WIDTH * count) / bin.count;
    x += width;
    return (
      <rect
        key={kind ?? 'failure'}
        className="timeline-mix"
        data-class={kind ?? 'failure'}
        x={left}
        y={3}
        width={width}
        height={5}
      />
    );
  });
}
