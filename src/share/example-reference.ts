import type { SourceFile } from '../asm/program';
import { Hash64 } from '../base/hash-64';
import type { Exercise } from '../lessons/exercise';
import { lessons } from '../lessons/index';
import { programs } from '../programs/index';
import type { Work } from './work';

/**
 * What every page has need not be in a link: the texts of an example or exercise that nobody has edited are its hash, an
 * exercise of a lesson is its id. Should they have changed since, the page opens them as they are now, and says so of texts.
 */
export interface References {
  /** Hash of the files of the example, or of the lesson's exercise. */
  readonly unchanged?: string;
  /** The work's exercise is this one of the lesson that it names as its program. */
  readonly lessonExercise?: string;
}

/** What of a work can be referred to instead of being written out. */
export async function referTo({ program, files, exercise }: Work): Promise<References> {
  const ours = exercise === undefined ? null : await findLessonExercise(program, exercise.id);
  const same = ours !== null && JSON.stringify(ours) === JSON.stringify(exercise);
  const given = same ? ours.files : programs.find(({ id }) => id === program)?.files;
  const unchanged = hashFiles(files);
  return {
    ...(given !== undefined && hashFiles(given) === unchanged ? { unchanged } : {}),
    ...(same ? { lessonExercise: ours.id } : {}),
  };
}

/** An exercise of a lesson by their ids; null when there is none. */
export async function findLessonExercise(lesson: string | null, exercise: string): Promise<Exercise | null> {
  const found = await lessons.find(({ id }) => id === lesson)?.load();
  return found?.lesson.exercises.find(({ id }) => id === exercise) ?? null;
}

/** The files that a hash stands for, and whether they still have it. null when there are none. */
export function findFiles(
  program: string,
  hash: string,
  exercise: Exercise | null,
): { readonly files: readonly SourceFile[]; readonly same: boolean } | null {
  const files = exercise?.files ?? programs.find(({ id }) => id === program)?.files;
  return files === undefined ? null : { files, same: hashFiles(files) === hash };
}

/** 16 hexadecimal digits of names and texts in their order. */
function hashFiles(files: readonly SourceFile[]): string {
  const hash = new Hash64();
  hash.start(files.length);
  for (const part of files.flatMap(({ name, text }) => [name, text])) {
    hash.word(part.length);
    for (let k = 0; k < part.length; k++) hash.word(part.charCodeAt(k));
  }
  hash.finish();
  return hash.toString();
}
