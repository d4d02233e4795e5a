import * as v from 'valibot';
import type { Exercise } from '../lessons/exercise';
import { readStored, writeStored } from './storage';

/** What is remembered of one exercise from visit to visit. */
export interface Progress {
  /** The most points that a check gave. */
  readonly best: number;
  /** Hints that were opened. */
  readonly hints: number;
}

const KEY = 'lesson-progress';
/** Exercises that are remembered; the one that was touched longest ago goes first. */
const MOST = 200;
const NONE: Progress = { best: 0, hints: 0 };

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const schema = v.record(v.string(), v.object({ best: count, hints: count }));

/** Exercises come from everywhere, and two may have the same id: their goals tell them apart. */
export function progressKey({ id, goals }: Exercise): string {
  let hash = 0;
  for (const character of JSON.stringify(goals)) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return `${id}:${(hash >>> 0).toString(36)}`;
}

export type AllProgress = Readonly<Record<string, Progress>>;

/** Everything that is remembered; nothing when it is damaged. */
export function readProgress(): AllProgress {
  try {
    const result = v.safeParse(schema, JSON.parse(readStored(KEY) ?? '{}'));
    return result.success ? result.output : {};
  } catch {
    return {};
  }
}

/** The progress with one exercise's changed; also stored. */
export function withProgress(
  all: AllProgress,
  exercise: Exercise,
  change: (before: Progress) => Progress,
): AllProgress {
  const key = progressKey(exercise);
  const { [key]: before = NONE, ...others } = all;
  const entries = [...Object.entries(others), [key, change(before)] as const].slice(-MOST);
  const after = Object.fromEntries(entries);
  writeStored(KEY, JSON.stringify(after));
  return after;
}

export const progressOf = (all: AllProgress, exercise: Exercise): Progress => all[progressKey(exercise)] ?? NONE;
