import { useSyncExternalStore } from 'react';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** The page's three shapes: side by side; with the inspector in a drawer; one pane at a time. */
export type PageShape = 'wide' | 'drawer' | 'phone';

export function usePageShape(): PageShape {
  const wide = useMedia('(min-width: 1200px)');
  const phone = useMedia('(max-width: 719px)');
  if (phone) return 'phone';
  return wide ? 'wide' : 'drawer';
}
