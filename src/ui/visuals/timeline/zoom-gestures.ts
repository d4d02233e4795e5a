import { select } from 'd3-selection';
import { type D3ZoomEvent, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { Zoom } from './time-axis';

export interface ZoomGestures {
  readonly zoomBy: (factor: number) => void;
  readonly panBy: (pixels: number) => void;
  readonly reset: () => void;
  readonly detach: () => void;
}

/** One finger and the plain mouse move through time: what zooms and pans are the wheel, Shift with the mouse, two fingers. */
function isZoomGesture(event: MouseEvent | WheelEvent | TouchEvent): boolean {
  if (event.type === 'wheel') return true;
  if ('touches' in event) return event.touches.length > 1;
  return event.shiftKey && event.button === 0;
}

/** Lets the wheel, Shift and drag, and two fingers zoom and pan an element `width` pixels wide, within its own bounds. */
export function attachZoom(surface: SVGSVGElement, width: number, onZoom: (zoom: Zoom) => void): ZoomGestures {
  const bounds: [[number, number], [number, number]] = [
    [0, 0],
    [width, 1],
  ];
  const behavior = zoom<SVGSVGElement, unknown>()
    .filter(isZoomGesture)
    .scaleExtent([1, 50_000])
    .extent(bounds)
    .translateExtent(bounds)
    .clickDistance(4)
    .on('zoom', ({ transform: { k, x } }: D3ZoomEvent<SVGSVGElement, unknown>) => onZoom({ k, x }));
  const selection = select<SVGSVGElement, unknown>(surface);
  // A double click would zoom by a step: here it is two clicks.
  selection.call(behavior).on('dblclick.zoom', null);
  return {
    zoomBy: (factor) => behavior.scaleBy(selection, factor),
    panBy: (pixels) => behavior.translateBy(selection, pixels / zoomTransform(surface).k, 0),
    reset: () => behavior.transform(selection, zoomIdentity),
    detach: () => {
      selection.on('.zoom', null);
    },
  };
}
