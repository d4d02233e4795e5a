import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';

export interface TimelineZoom {
  readonly surface: RefObject<SVGSVGElement | null>;
  readonly transform: ZoomTransform;
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (pixels: number) => void;
  readonly reset: () => void;
}

/** Wheel zooms around the pointer, dragging pans, both clamped to the recorded time; keys use the functions. */
export function useTimelineZoom(width: number): TimelineZoom {
  const surface = useRef<SVGSVGElement | null>(null);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const behavior = useMemo<ZoomBehavior<SVGSVGElement, unknown>>(
    () =>
      zoom<SVGSVGElement, unknown>()
        .scaleExtent([1, 50_000])
        .extent([
          [0, 0],
          [width, 1],
        ])
        .translateExtent([
          [0, 0],
          [width, 1],
        ])
        .clickDistance(4)
        .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => setTransform(event.transform)),
    [width],
  );
  useEffect(() => {
    if (surface.current === null) return;
    const selection = select(surface.current);
    // A double click would zoom by a step: here it is two clicks.
    selection.call(behavior).on('dblclick.zoom', null);
    return () => {
      selection.on('.zoom', null);
    };
  }, [behavior]);
  return useMemo(() => {
    const on = (use: (selection: ReturnType<typeof select<SVGSVGElement, unknown>>) => void) => {
      if (surface.current !== null) use(select<SVGSVGElement, unknown>(surface.current));
    };
    return {
      surface,
      transform,
      zoomBy: (factor) => on((selection) => behavior.scaleBy(selection, factor)),
      panBy: (pixels) => on((selection) => behavior.translateBy(selection, pixels / transform.k, 0)),
      reset: () => on((selection) => behavior.transform(selection, zoomIdentity)),
    };
  }, [behavior, transform]);
}
