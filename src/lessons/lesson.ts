import type { MDXModule } from 'mdx/types';
import type { Exercise, Text } from './exercise';

/**
 * A lesson: a text beside live parts of the page, and exercises that are graded. Its folder holds `lesson.ts` (which
 * exports `lesson`), the sources, and the text in each language.
 */
export interface Lesson {
  readonly id: string;
  /** In the order of the text. The lesson opens with the files of the first. */
  readonly exercises: readonly Exercise[];
}

/** What the page knows of a lesson before it is opened. */
export interface LessonEntry {
  readonly id: string;
  readonly title: Text;
  /** One sentence. */
  readonly summary: Text;
  readonly load: () => Promise<{ readonly lesson: Lesson }>;
  readonly texts: Readonly<Record<'en' | 'zh-CN', () => Promise<MDXModule>>>;
}
