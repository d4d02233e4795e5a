import { useEffect, useState } from 'react';
import { useSimulator } from '../../stores/simulator-store';

/**
 * What the simulator answers at this instant, asked again whenever the machine has moved; null before the first answer.
 * @param read a function that stays the same (`useCallback`) while the same is asked
 */
export function useMomentRead<Value>(read: () => Promise<Value>): Value | null {
  const position = useSimulator((state) => state.snapshot?.position ?? null);
  // An edit by hand changes the machine where it stands still.
  const journal = useSimulator((state) => state.journal);
  const [value, setValue] = useState<Value | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new journal is a reason to read again.
  useEffect(() => {
    if (position === null) return;
    let wanted = true;
    read().then(
      (answer) => {
        if (wanted) setValue(answer);
      },
      // A machine that went away meanwhile has nothing to show.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [read, position, journal]);
  return value;
}
