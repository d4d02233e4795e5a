import { useEffect, useState } from 'react';
import type { LessonEntry } from '../../lessons/lesson';

/** The lessons of the menu. Their list is no part of the first step: it comes right after it. */
export function useLessons(): readonly LessonEntry[] {
  const [entries, setEntries] = useState<readonly LessonEntry[]>([]);
  useEffect(() => {
    import('../../lessons/index').then(
      ({ lessons }) => setEntries(lessons),
      // Without the network the menu has the programs only.
      () => undefined,
    );
  }, []);
  return entries;
}
