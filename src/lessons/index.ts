import type { LessonEntry } from './lesson';

/** The lessons of the menu in the order in which they build on each other; a lesson is loaded when it is opened. */
export const lessons: readonly LessonEntry[] = [];
