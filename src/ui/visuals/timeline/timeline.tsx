import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { JournalEntry } from '../../../protocol/commands';
import type { Snapshot, TransitionView } from '../../../protocol/snapshot';
import { guestName } from '../guest-name';
import { groupDecimal } from '../hex';
import { processorName } from '../processor-name';
import { useElementSize } from '../use-element-size';
import { momentAt, positionAt, type RecordedEnd } from './position-at';
import { layoutTracks, toCommonMoments, toPresent } from './processor-tracks';
import { createTimeAxis, roundEnd } from './time-axis';
import { layoutLanes, type PointedMark, TimelineDrawing, type TimelineLanes } from './timeline-drawing';
import { TimelineHint } from './timeline-hint';
import { type TimelineUnit, toTimeline } from './timeline-model';
import { useTimelineZoom } from './use-timeline-zoom';
import './timeline.css';

export interface TimelineProps {
  readonly snapshot: Snapshot;
  readonly transitions: readonly TransitionView[];
  readonly unit: TimelineUnit;
  readonly end: RecordedEnd | null;
  /** What came from outside: each gets a mark. */
  readonly journal: readonly JournalEntry[];
  /** Goes to a position; a newer one may overtake it. */
  readonly onSeek: (position: number) => Promise<void>;
}

/** Most runs have no such marks. */
const JournalMarks = lazy(() => import('./travel-marks'));

const LABELS = 72;
/** Pixels kept free behind the last moment, for its mark. */
const END_ROOM = 8;
/** Page Up and Page Down cross what is in sight in this many strides. */
const STRIDES = 10;

/** Pixels from a mark in which a press means the mark. */
const MARK_REACH = 8;

/**
 * Time from left to right: when the processor was in VMX root and in each guest, with a mark for each exit. Pressing and
 * dragging go to the moment under the pointer; the wheel, two fingers, Shift with drag, + − and Shift with arrows zoom and pan;
 * arrows go from transition to transition or step by step, Page Up and Page Down in longer strides.
 */
export function Timeline({ snapshot, transitions, unit, end: recorded, journal, onSeek }: TimelineProps) {
  const t = useT();
  const [frame, size] = useElementSize<HTMLDivElement>({ width: 1200, height: 96 });
  const width = Math.max(120, size.width - LABELS - 16);
  const { zoom, surface, prepare, zoomBy, panBy, reset } = useTimelineZoom(width);
  const [pointed, setPointed] = useState<PointedMark | null>(null);
  const guests = snapshot.guests;
  const pointers = guests.map((guest) => guest.pointer.toString()).join();
  const { processors } = snapshot;
  const several = processors.length > 1;
  const present = toPresent(snapshot);
  const moments = useMemo(() => (several ? toCommonMoments(transitions) : transitions), [several, transitions]);
  const now = present[unit];
  const last = moments[moments.length - 1];
  // While time moves inside the recorded history the picture stays; only its end depends on the present.
  const horizon = Math.max(now, last?.[unit] ?? 0, recorded?.[unit] ?? 0);
  const models = useMemo(() => {
    const order = pointers === '' ? [] : pointers.split(',').map(BigInt);
    if (!several) return [toTimeline(transitions, order, unit, horizon)];
    return Array.from({ length: processors.length }, (_, cpu) => toTimeline(transitions, order, unit, horizon, cpu));
  }, [transitions, pointers, unit, horizon, several, processors.length]);
  const end = Math.max(...models.map((model) => model.end));
  const axisEnd = roundEnd(end);
  const scale = useMemo(() => createTimeAxis(axisEnd, width - END_ROOM, zoom), [zoom, axisEnd, width]);
  const tracks = useMemo(() => {
    const lanes = several
      ? layoutTracks(size.height, models.length)
      : models.map((model) => layoutLanes(size.height, model.guests.length));
    return models.flatMap((model, n) => (lanes[n] === undefined ? [] : [{ model, lanes: lanes[n] }]));
  }, [size.height, models, several]);
  const axisY = tracks[0]?.lanes.axisY ?? 0;
  const point = useCallback((mark: PointedMark | null) => setPointed(mark), []);

  /** Where one is going; keys that come meanwhile count from there. */
  const aim = useRef<number | null>(null);
  const goTo = (position: number) => {
    aim.current = position;
    void onSeek(position).finally(() => {
      if (aim.current === position) aim.current = null;
    });
  };

  /** Pointers that are down: with a second one the gesture is a zoom. */
  const down = useRef(new Set<number>());
  const goToPlace = (event: PointerEvent<SVGSVGElement>, mark: PointedMark | null) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const transition = transitions[mark?.model.marks[mark.bin.first]?.index ?? -1];
    if (transition !== undefined && Math.abs(scale(transition[unit]) - x) <= MARK_REACH) goTo(transition.position);
    else goTo(positionAt(Math.max(0, scale.toMoment(x)), moments, present, unit, recorded));
  };
  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || event.shiftKey) return;
    down.current.add(event.pointerId);
    if (down.current.size > 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    goToPlace(event, pointed);
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    if (down.current.size === 1 && down.current.has(event.pointerId)) goToPlace(event, null);
  };
  const onPointerEnd = (event: PointerEvent<SVGSVGElement>) => down.current.delete(event.pointerId);

  const onKeyDown = (event: KeyboardEvent) => {
    const here = aim.current ?? snapshot.position;
    const stride = (scale.inSight[1] - scale.inSight[0]) / STRIDES;
    const far = (by: number) => {
      const at = Math.max(0, momentAt(here, moments, present, unit, recorded) + by);
      const there = positionAt(at, moments, present, unit, recorded);
      goTo(there === here ? here + Math.sign(by) : there);
    };
    const step = () => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.shiftKey && event.key === 'ArrowLeft') return panBy(width / 4);
      if (event.shiftKey && event.key === 'ArrowRight') return panBy(-width / 4);
      if (event.key === 'ArrowLeft') return goTo(stopBefore(here, transitions, journal));
      if (event.key === 'ArrowRight') return goTo(stopBehind(here, transitions, journal) ?? snapshot.furthest);
      if (event.key === 'ArrowDown') return goTo(Math.max(0, here - 1));
      if (event.key === 'ArrowUp') return goTo(Math.min(snapshot.furthest, here + 1));
      if (event.key === 'PageDown') return far(-stride);
      if (event.key === 'PageUp') return far(stride);
      if (event.key === 'Home') return goTo(0);
      if (event.key === 'End') return goTo(snapshot.furthest);
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
  const byHand = journal.some(({ position }) => position === snapshot.position);
  return (
    <div ref={frame} className="timeline" data-tracks={tracks.length > 4 ? 'many' : undefined}>
      <div className="timeline-labels" aria-hidden="true">
        {several ? (
          tracks.map(({ lanes }, cpu) => (
            <span
              // Tracks are in the order of the processors' numbers.
              key={processorName(cpu)}
              data-lane={cpu === snapshot.processor ? 'shown' : 'other'}
              style={{ top: lanes.rootY, lineHeight: `${lanes.trackHeight}px` }}
            >
              {processorName(cpu)}
            </span>
          ))
        ) : (
          <LaneLabels guests={guests} lanes={tracks[0]?.lanes} />
        )}
      </div>
      <div
        className="timeline-slider"
        role="slider"
        tabIndex={0}
        aria-label={t('panels.timeline.slider')}
        aria-valuemin={0}
        aria-valuemax={end}
        aria-valuenow={now}
        aria-valuetext={byHand ? `${value}. ${t('panels.timeline.byHand')}` : value}
        title={t('panels.timeline.keys')}
        onKeyDown={onKeyDown}
        onFocus={prepare}
        onPointerEnter={prepare}
      >
        <svg
          ref={surface}
          width={width}
          height={axisY + 18}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerEnd}
          onPointerCancel={onPointerEnd}
          aria-hidden="true"
        >
          <TimelineDrawing tracks={tracks} scale={scale} width={width} onPoint={point} />
          {journal.length > 0 && (
            <Suspense>
              <JournalMarks
                journal={journal}
                place={(position) => scale(momentAt(position, moments, present, unit, recorded))}
                y={axisY}
              />
            </Suspense>
          )}
          {x >= -1 && x <= width + 1 && (
            <path
              className="timeline-playhead"
              data-breakpoint={snapshot.stop.kind === 'breakpoint'}
              d={`M${x},0V${axisY}M${x - 5},-1h10l-5,6z`}
            />
          )}
        </svg>
        {pointed !== null && <TimelineHint {...pointed} transitions={transitions} unit={unit} several={several} />}
      </div>
    </div>
  );
}

interface LaneLabelsProps {
  readonly guests: Snapshot['guests'];
  readonly lanes: TimelineLanes | undefined;
}

/** Names of root and of each guest, in front of their lanes. */
function LaneLabels({ guests, lanes }: LaneLabelsProps) {
  const t = useT();
  const lineHeight = `${lanes?.laneHeight ?? 0}px`;
  return (
    <>
      <span data-lane="root" style={{ top: lanes?.rootY, lineHeight }}>
        {t('panels.timeline.root')}
      </span>
      {guests.map((guest, n) => (
        <span key={guest.label} data-lane="guest" style={{ top: lanes?.guestY[n], lineHeight }}>
          {guestName(t, guest.label)}
        </span>
      ))}
    </>
  );
}

/** The last transition or entry of the journal before a position; the start when there is none. */
function stopBefore(here: number, transitions: readonly TransitionView[], journal: readonly JournalEntry[]): number {
  const before = (stop: { readonly position: number }) => stop.position < here;
  return Math.max(transitions.findLast(before)?.position ?? 0, journal.findLast(before)?.position ?? 0);
}

/** The first transition or entry of the journal behind a position; null when there is none. */
function stopBehind(
  here: number,
  transitions: readonly TransitionView[],
  journal: readonly JournalEntry[],
): number | null {
  const behind = (stop: { readonly position: number }) => stop.position > here;
  const next = Math.min(
    transitions.find(behind)?.position ?? Number.POSITIVE_INFINITY,
    journal.find(behind)?.position ?? Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(next) ? next : null;
}
