import { type RefObject, useEffect, useRef, useState } from 'react';

export interface ElementSize {
  readonly width: number;
  readonly height: number;
}

/** Follows the size of an element in CSS pixels, so that drawings keep their text at its true size. */
export function useElementSize<E extends HTMLElement>(initial: ElementSize): [RefObject<E | null>, ElementSize] {
  const element = useRef<E | null>(null);
  const [size, setSize] = useState(initial);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      if (width > 0) setSize({ width: Math.round(width), height: Math.round(height) });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
