import * as v from 'valibot';
import type { Exercise } from '../lessons/exercise';
import { DEFAULT_MEMORY_MIB } from '../machine/memory/memory-size.table';
import { DEFAULT_MODEL } from '../models/model-list.table';
import { findFiles, findLessonExercise } from './example-reference';
import { linkLimits } from './link-limits.table';
import { migrate, versionOf } from './migrations/migrate';
import { ENGINE_VERSION, SCHEMA_VERSION, type Work } from './work';
import { textsSchema, workSchema } from './work-schema';

/**
 * Why something is not opened: it is cut off or altered; made by a newer VMXray; larger than anything we would open;
 * readable but none of our works; or it refers to an example that is gone.
 */
export type ReadingProblem = 'damaged' | 'newer' | 'too-large' | 'not-a-work' | 'unknown-example';

export type Reading =
  | {
      readonly work: Work;
      /** The work refers to an example whose text is another one now. */
      readonly exampleChanged: boolean;
    }
  | { readonly problem: ReadingProblem };

type Form = v.InferOutput<typeof workSchema>;

/** Reads the JSON text of a work, of any version so far, that refers to no lesson. Never throws. */
export function readWork(json: string): Reading {
  const form = readForm(json);
  return 'problem' in form ? form : toReading(form, null);
}

/** The same for one that may refer to an exercise of a lesson, which is fetched then. */
export async function readWorkWithLesson(json: string): Promise<Reading> {
  const form = readForm(json);
  if ('problem' in form) return form;
  const { program, lessonExercise } = form;
  if (lessonExercise === undefined) return toReading(form, null);
  return toReading(form, await findLessonExercise(program, lessonExercise));
}

function readForm(json: string): Form | { readonly problem: ReadingProblem } {
  if (json.length > linkLimits.unpacked) return { problem: 'too-large' };
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return { problem: 'damaged' };
  }
  const version = versionOf(data);
  if (version !== null && version > SCHEMA_VERSION) return { problem: 'newer' };
  try {
    return v.parse(workSchema, migrate(data), { abortEarly: true });
  } catch {
    return { problem: 'not-a-work' };
  }
}

/**
 * One's own work out of the browser's storage. Texts that somebody wrote are not lost because something else in it cannot be
 * read, e.g. after a newer version was here: then they are all that comes back. null when there are none.
 */
export function readOwnWork(json: string): Work | null {
  const reading = readWork(json);
  if ('work' in reading) return reading.work;
  try {
    const { files } = v.parse(textsSchema, JSON.parse(json));
    return {
      engine: ENGINE_VERSION,
      program: null,
      model: DEFAULT_MODEL,
      memoryMib: DEFAULT_MEMORY_MIB,
      files,
      breakpoints: [],
    };
  } catch {
    return null;
  }
}

/** Puts what a form refers to in its place; `exercise` is the one of a lesson. */
function toReading(form: Form, exercise: Exercise | null): Reading {
  const { version: _, lessonExercise: __, ...rest } = form;
  const withExercise = exercise === null ? rest : { ...rest, exercise };
  if (!('unchanged' in withExercise)) return { work: withExercise, exampleChanged: false };
  const { unchanged, ...work } = withExercise;
  const found = findFiles(work.program, unchanged, exercise);
  if (found === null) return { problem: 'unknown-example' };
  return { work: { ...work, files: found.files }, exampleChanged: !found.same };
}
