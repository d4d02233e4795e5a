import { useEffect, useState } from 'react';
import { useSimulator } from '../../stores/simulator-store';

export interface Reading<T> {
  readonly now: T | null;
  /** What was read at the position before; null when nothing was. */
  readonly before: T | null;
}

/**
 * Asks the machine again whenever it has moved, and keeps the answer before for comparison.
 * @param read an action of the store; the same function (`useCallback`) while the same is asked
 */
export function useReading<T>(read: () => Promise<T>): Reading<T> {
  // Another snapshot is another moment, or another choice of what is shown; an edit by hand makes one, too.
  const snapshot = useSimulator((state) => state.snapshot);
  const [reading, setReading] = useState<Reading<T> & { readonly position: number }>({
    now: null,
    before: null,
    position: -1,
  });
  useEffect(() => {
    if (snapshot === null) return;
    const { position } = snapshot;
    let wanted = true;
    read().then(
      (answer) => {
        if (!wanted) return;
        setReading(({ now, before, position: old }) => ({
          now: answer,
          before: old === position ? before : now,
          position,
        }));
      },
      // A machine that went away meanwhile has nothing to show.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [read, snapshot]);
  return reading;
}
