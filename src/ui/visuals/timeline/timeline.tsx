import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { Snapshot, TransitionView } from '../../../protocol/snapshot';
import { guestName } from '../guest-name';
import { groupDecimal } from '../hex';
import { useElementSize } from '../use-element-size';
import { positionAt } from './position-at';
import { createTimeAxis } from './time-axis';
import type { MarkBin } from './timeline-bins';
import { layoutLanes, TimelineDrawing } from './timeline-drawing';
import { TimelineHint } from './timeline-hint';
import { type TimelineUnit, toTimeline } from './timeline-model';
import { useTimelineZoom } from './use-timeline-zoom';
import './timeline.css';

export interface TimelineProps {
  readonly snapshot: Snapshot;
  readonly transitions: readonly TransitionView[];
  readonly unit: TimelineUnit;
  readonly onSeek: (position: number) => void;
}

const LABELS = 72;
/** Pixels kept free behind the last moment, for its mark. */
const END_ROOM = 8;

/**
 * Time from left to right: when the processor was in VMX root and in each guest, with a mark for each exit. A click goes
 * to that moment; wheel and drag, or + − and Shift with arrows, zoom and pan; arrows go from transition to transition.
 */
export function Timeline({ snapshot, transitions, unit, onSeek }: TimelineProps) {
  const t = useT();
  const [frame, size] = useElementSize<HTMLDivElement>({ width: 1200, height: 96 });
  const width = Math.max(120, size.width - LABELS - 16);
  const { zoom, surface, prepare, zoomBy, panBy, reset } = useTimelineZoom(width);
  const [pointed, setPointed] = useState<MarkBin | null>(null);
  const guests = snapshot.guests;
  const pointers = guests.map((guest) => guest.pointer.toString()).join();
  const now = snapshot[unit];
  const last = transitions[transitions.length - 1];
  // While time moves inside the recorded history the picture stays; only its end depends on the present.
  const horizon = Math.max(now, last?.[unit] ?? 0);
  const model = useMemo(
    () => toTimeline(transitions, pointers === '' ? [] : pointers.split(',').map(BigInt), unit, horizon),
    [transitions, pointers, unit, horizon],
  );
  const scale = useMemo(() => createTimeAxis(Math.max(1, model.end), width - END_ROOM, zoom), [zoom, model.end, width]);
  const lanes = useMemo(() => layoutLanes(size.height, model.guests.length), [size.height, model.guests.length]);
  const point = useCallback((bin: MarkBin | null) => setPointed(bin), []);

  const onClick = (event: MouseEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const mark = pointed === null ? undefined : model.marks[pointed.first];
    const transition = mark === undefined ? undefined : transitions[mark.index];
    if (transition !== undefined && Math.abs(scale(transition[unit]) - x) <= 8) onSeek(transition.position);
    else onSeek(positionAt(Math.max(0, scale.toMoment(x)), transitions, snapshot, unit));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = () => {
      if (event.shiftKey && event.key === 'ArrowLeft') return panBy(width / 4);
      if (event.shiftKey && event.key === 'ArrowRight') return panBy(-width / 4);
      if (event.key === 'ArrowLeft') return seekTo(transitions, snapshot, -1, onSeek);
      if (event.key === 'ArrowRight') return seekTo(transitions, snapshot, 1, onSeek);
      if (event.key === 'Home') return onSeek(0);
      if (event.key === 'End') return onSeek(snapshot.furthest);
      if (event.key === '+' || event.key === '=') return zoomBy(1.6);
      if (event.key === '-') return zoomBy(1 / 1.6);
      if (event.key === '0') return reset();
      return false;
    };
    if (step() !== false) event.preventDefault();
  };

  const x = scale(now);
  const value = t('panels.timeline.now', {
    at: groupDecimal(now),
    unit: t(`panels.timeline.${unit}`),
    mode: t(`common.mode.${snapshot.mode}`),
  });
  return (
    <div ref={frame} className="timeline">
      <div className="timeline-labels" aria-hidden="true">
        <span data-lane="root" style={{ top: lanes.rootY, lineHeight: `${lanes.laneHeight}px` }}>
          {t('panels.timeline.root')}
        </span>
        {guests.map((guest, n) => (
          <span
            key={guest.label}
            data-lane="guest"
            style={{ top: lanes.guestY[n], lineHeight: `${lanes.laneHeight}px` }}
          >
            {guestName(t, guest.label)}
          </span>
        ))}
      </div>
      <div
        className="timeline-slider"
        role="slider"
        tabIndex={0}
        aria-label={t('panels.timeline.slider')}
        aria-valuemin={0}
        aria-valuemax={model.end}
        aria-valuenow={now}
        aria-valuetext={value}
        onKeyDown={onKeyDown}
        onFocus={prepare}
        onPointerEnter={prepare}
      >
        <svg ref={surface} width={width} height={lanes.axisY + 18} onClick={onClick} aria-hidden="true">
          <TimelineDrawing model={model} scale={scale} width={width} lanes={lanes} onPoint={point} />
          {x >= -1 && x <= width + 1 && (
            <path className="timeline-playhead" d={`M${x},0V${lanes.axisY}M${x - 5},-1h10l-5,6z`} />
          )}
        </svg>
        {pointed !== null && <TimelineHint bin={pointed} model={model} transitions={transitions} unit={unit} />}
      </div>
    </div>
  );
}

/** Goes to the next or previous transition from the present. */
function seekTo(
  transitions: readonly TransitionView[],
  snapshot: Snapshot,
  direction: 1 | -1,
  onSeek: (position: number) => void,
): void {
  const here = transitions[snapshot.happened - 1];
  const atIt = here?.position === snapshot.position;
  const index = direction > 0 ? snapshot.happened : snapshot.happened - (atIt ? 2 : 1);
  onSeek(transitions[index]?.position ?? (direction > 0 ? snapshot.furthest : 0));
}
