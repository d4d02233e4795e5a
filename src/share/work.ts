import * as v from 'valibot';

/**
 * A person's work as it leaves the page, in a link or in the browser's storage. Everything that comes back from there is
 * checked against this schema before it is used.
 */
export const SCHEMA_VERSION = 1;

const LONGEST_TEXT = 1_000_000;
const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

const workSchema = v.object({
  version: v.literal(SCHEMA_VERSION),
  /** Example that the work began from; null when none. */
  program: v.nullable(name),
  model: name,
  files: v.pipe(v.array(v.object({ name, text })), v.minLength(1), v.maxLength(50)),
  breakpoints: v.pipe(
    v.array(v.object({ file: name, line: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
    v.maxLength(1000),
  ),
});

export type Work = v.InferOutput<typeof workSchema>;

export function toText(work: Work): string {
  return JSON.stringify(work);
}

/** The work in a JSON text; null when it is none of ours or of a version that this page does not know. */
export function parseWork(json: string): Work | null {
  try {
    const result = v.safeParse(workSchema, JSON.parse(json));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
