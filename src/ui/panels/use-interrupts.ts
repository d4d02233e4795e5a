import { useEffect, useState } from 'react';
import type { InterruptsView } from '../../protocol/interrupts-view';
import { readInterrupts } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';

export interface FollowedInterrupts {
  readonly view: InterruptsView | null;
  /** The same at the position before; null when it was not looked at. */
  readonly before: InterruptsView | null;
}

interface Read {
  readonly view: InterruptsView;
  readonly position: number;
}

/** Reads what waits to interrupt again whenever the machine has moved, and keeps the one before for comparison. */
export function useInterrupts(): FollowedInterrupts {
  const snapshot = useSimulator((state) => state.snapshot);
  const [reads, setReads] = useState<{ readonly now: Read | null; readonly before: Read | null }>({
    now: null,
    before: null,
  });
  useEffect(() => {
    if (snapshot === null) return;
    const { position } = snapshot;
    let wanted = true;
    readInterrupts().then(
      (view) => {
        if (!wanted) return;
        setReads(({ now, before }) => ({
          now: { view, position },
          before: now !== null && now.position !== position ? now : before,
        }));
      },
      // A machine that went away meanwhile has nothing to show.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [snapshot]);
  return { view: reads.now?.view ?? null, before: reads.before?.view ?? null };
}
