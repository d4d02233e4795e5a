import type { Diagnostic } from '../asm/program';
import type { EndKind } from '../lessons/exercise';
import type { LockViolation } from '../lessons/locked-regions';
import type { VmxMode } from './snapshot';

/** What became of a submission's run. Only `ended` and `limit` have one. */
export type GradedRun =
  /** `value`: what was written to port 0xF4, the abort indicator, or the vector of the exception. */
  | { readonly kind: 'ended'; readonly how: EndKind; readonly value: number | null }
  /** Stopped because it went on for too long or said too much. */
  | { readonly kind: 'limit'; readonly limit: 'instructions' | 'transitions' | 'output'; readonly most: number }
  /** Errors of the assembler; of very many the first. */
  | { readonly kind: 'not-assembled'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'not-booted'; readonly message: string }
  | {
      readonly kind: 'too-large';
      readonly what: 'files' | 'characters' | 'bytes';
      readonly size: number;
      readonly most: number;
    }
  /** Only of `vmxray grade`: it took too long, it used too much memory, it is no text, the simulator itself failed. */
  | { readonly kind: 'time-limit'; readonly seconds: number }
  | { readonly kind: 'memory-limit'; readonly mebibytes: number }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'fault'; readonly message: string };

/**
 * What a goal saw. Machine words are hexadecimal strings, so that it is plain JSON:
 * - `not-run`: the submission has no run
 * - `needs`: it would be reached, but goals that it needs are not
 * - `unknown-symbol`: the submission has no such symbol
 * - `ended`: how the run ended; null when it was stopped
 * - `exits`: the reasons in their order (the first 200), how many there were, how many of the goal's list were found
 * - `count`: exits, events, instructions or cycles
 * - `word`: expected and seen under the mask; seen null = there was nothing to look at
 * - `console`: the last characters that were written, and how many
 */
export type GoalSight =
  | { readonly kind: 'not-run' }
  | { readonly kind: 'needs'; readonly goals: readonly string[] }
  | { readonly kind: 'unknown-symbol'; readonly symbol: string }
  | { readonly kind: 'ended'; readonly how: EndKind | null; readonly value: number | null }
  | { readonly kind: 'mode'; readonly mode: VmxMode }
  | { readonly kind: 'exits'; readonly reasons: readonly number[]; readonly count: number; readonly found: number }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'word'; readonly expected: string; readonly seen: string | null }
  | { readonly kind: 'bytes'; readonly seen: readonly (number | null)[] | null }
  | { readonly kind: 'console'; readonly text: string; readonly length: number };

export interface GoalResult {
  readonly id: string;
  readonly reached: boolean;
  /** The goal's points when it is reached and no locked region was touched, else 0. */
  readonly points: number;
  /** The position that decided it: where it was reached, or missed for good; null when no one moment did. */
  readonly position: number | null;
  readonly sight: GoalSight;
  /** The run was stopped by a limit, so what holds only for a whole run is not known to hold. */
  readonly unfinished: boolean;
}

/** What grading a submission gives: the same for the same submission, always. */
export interface GradeResult {
  /** Id of the exercise. */
  readonly exercise: string;
  readonly run: GradedRun;
  /** Of the run; 0 without one. */
  readonly instructions: number;
  readonly cycles: number;
  readonly position: number;
  /** Locked regions that are not as given: then there are no points. */
  readonly locked: readonly LockViolation[];
  /** In the order of the exercise's goals. */
  readonly goals: readonly GoalResult[];
  readonly points: number;
  readonly maximum: number;
}
