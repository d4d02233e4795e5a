import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { NO_ZOOM, type Zoom } from './time-axis';
import type { ZoomGestures } from './zoom-gestures';

export interface TimelineZoom {
  readonly surface: RefObject<SVGSVGElement | null>;
  readonly zoom: Zoom;
  /** To be called when the pointer or the keyboard's focus comes to the timeline. */
  readonly prepare: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (pixels: number) => void;
  readonly reset: () => void;
}

/** A finger comes without notice: there the gestures are made ready at once. */
const comesUnannounced = (): boolean => matchMedia('(any-pointer: coarse)').matches;

/**
 * The wheel zooms around the pointer, dragging with Shift pans, both clamped to the recorded time; keys use the functions. What
 * handles the gestures is fetched when somebody comes near: nobody zooms before the first step.
 */
export function useTimelineZoom(width: number): TimelineZoom {
  const surface = useRef<SVGSVGElement | null>(null);
  const [zoom, setZoom] = useState(NO_ZOOM);
  const [wanted, setWanted] = useState(comesUnannounced);
  const gestures = useRef<ZoomGestures>(null);
  /** A key that was pressed before the gestures were there. */
  const early = useRef<(gestures: ZoomGestures) => void>(null);
  useEffect(() => {
    if (!wanted) return;
    let stale = false;
    import('./zoom-gestures').then(
      ({ attachZoom }) => {
        if (stale || surface.current === null) return;
        gestures.current = attachZoom(surface.current, width, setZoom);
        early.current?.(gestures.current);
        early.current = null;
      },
      // Without the network there is no zoom; whoever comes next asks again.
      () => setWanted(false),
    );
    return () => {
      stale = true;
      gestures.current?.detach();
      gestures.current = null;
    };
  }, [wanted, width]);
  return useMemo(() => {
    const use = (act: (gestures: ZoomGestures) => void) => {
      if (gestures.current !== null) return act(gestures.current);
      early.current = act;
      setWanted(true);
    };
    return {
      surface,
      zoom,
      prepare: () => setWanted(true),
      zoomBy: (factor) => use((gestures) => gestures.zoomBy(factor)),
      panBy: (pixels) => use((gestures) => gestures.panBy(pixels)),
      reset: () => use((gestures) => gestures.reset()),
    };
  }, [zoom]);
}
