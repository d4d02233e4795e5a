import '../../i18n/lesson';
import type { MDXContent } from 'mdx/types';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/use-t';
import type { LessonEntry } from '../../lessons/lesson';
import { fetchLesson } from '../../stores/lesson-store';
import { useSettings } from '../../stores/settings-store';
import { track } from '../../stores/worker-line';
import { Button } from '../widgets/button';
import { lessonParts } from './lesson-parts';
import { useTextOf } from './text-of';

type Fetched = { readonly id: string; readonly Content: MDXContent } | 'failed' | null;

/** A lesson: its text with live parts, in the page's language. It comes when the lesson is opened. */
export function LessonText({ entry }: { readonly entry: LessonEntry }) {
  const t = useT();
  const textOf = useTextOf();
  const language = useSettings((settings) => settings.language);
  const [fetched, setFetched] = useState<Fetched>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to fetch again.
  useEffect(() => {
    let wanted = true;
    const fetchAll = async (): Promise<void> => {
      try {
        const [text] = await Promise.all([entry.texts[language](), fetchLesson(entry.id)]);
        if (wanted) setFetched({ id: entry.id, Content: text.default });
      } catch {
        if (wanted) setFetched('failed');
      }
    };
    void track(fetchAll());
    return () => {
      wanted = false;
    };
  }, [entry, language, attempt]);

  return (
    <article className="lesson-text">
      <h2>{textOf(entry.title)}</h2>
      {fetched === 'failed' ? (
        <>
          <p>{t('lesson.failed')}</p>
          <Button onClick={() => setAttempt(attempt + 1)}>{t('lesson.retry')}</Button>
        </>
      ) : fetched?.id === entry.id ? (
        <fetched.Content components={lessonParts} />
      ) : (
        <p>{t('lesson.loading')}</p>
      )}
    </article>
  );
}
