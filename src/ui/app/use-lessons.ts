import { useEffect, useState } from 'react';
import type { LessonEntry } from '../../lessons/lesson';
import { useSimulator } from '../../stores/simulator-store';

/** The lessons of the menu. Their list is no part of the first step: it comes right after it. */
export function useLessons(): readonly LessonEntry[] {
  const [entries, setEntries] = useState<readonly LessonEntry[]>([]);
  const atWork = useSimulator((state) => state.snapshot !== null || state.diagnostics.length > 0);
  useEffect(() => {
    if (!atWork) return;
    import('../../lessons/index').then(
      ({ lessons }) => setEntries(lessons),
      // Without the network the menu has the programs only.
      () => undefined,
    );
  }, [atWork]);
  return entries;
}
