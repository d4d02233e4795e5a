import { lazy, Suspense } from 'react';
import type { Text } from '../../lessons/exercise';
import { useTextOf } from './text-of';

const MarkdownText = lazy(() => import('./markdown-text'));

/** A text of an exercise; its plain form stands in until what sets Markdown has come. */
export function ExerciseText({ text, className = '' }: { readonly text: Text; readonly className?: string }) {
  const textOf = useTextOf();
  const words = textOf(text);
  return (
    <div className={`exercise-text ${className}`}>
      <Suspense fallback={<p>{words}</p>}>
        <MarkdownText text={words} />
      </Suspense>
    </div>
  );
}
