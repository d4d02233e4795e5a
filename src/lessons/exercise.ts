import type { SourceFile } from '../asm/program';
import type { TransitionKind } from '../vmx/explain/transition';
import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';

/**
 * An exercise as data: a link, a lesson and `vmxray grade` share it. Plain JSON. What comes from outside is read by
 * `parseExercise` (exercise-schema.ts).
 *
 * Locked regions are marked in the files themselves: the lines from a line `; lock: NAME` to the line `; unlock: NAME`,
 * both included, must stay as given (locked-regions.ts).
 */
export interface Exercise {
  readonly version: 1;
  /** Small letters, digits and hyphens. */
  readonly id: string;
  readonly title: Text;
  /** What is to be done. */
  readonly text: Text;
  /** What the learner begins with. */
  readonly files: readonly SourceFile[];
  /** A model id; absent = the default one. */
  readonly model?: string;
  readonly memoryMib?: number;
  /** Logical processors of the machine, 1 to 8; absent = 1. Goals look at the bootstrap processor. */
  readonly processors?: number;
  /** A submission that has not ended by then is stopped. */
  readonly maxInstructions?: number;
  readonly goals: readonly Goal[];
  /** Opened one by one. */
  readonly hints: readonly Text[];
}

/** Markdown without HTML, in the page's languages; English stands in for one that is missing. */
export interface Text {
  readonly en: string;
  readonly 'zh-CN'?: string;
}

/**
 * A machine word: `0x10`, `16`, or a symbol of the submission with an offset (`guest_entry`, `buffer + 8`).
 */
export type Value = string;

/**
 * When a value is looked at: where the run ended, or right after VM entries (the guest's state is loaded) or VM exits (the
 * VMCS is written, the host's state is loaded, the general registers still hold what the guest left). `some-…` is reached
 * by one of them, `every-…` by all, of which there must be one.
 */
export type When = 'end' | 'some-entry' | 'every-entry' | 'some-exit' | 'every-exit';

/** A look at the machine; `when` absent = `end`. */
interface Look {
  readonly when?: When;
  /** With `some-exit` and `every-exit`: only exits with this basic exit reason. */
  readonly reason?: number;
}

/** A VM-entry failure that loads host state counts like a VM exit with its basic exit reason (33, 34, 41). */
export type GoalCondition =
  /** `value`: what was written to port 0xF4, the abort indicator, or the vector of the exception. */
  | { readonly kind: 'ends'; readonly how: EndKind; readonly value?: number }
  /** Where the processor is when the run has ended. */
  | { readonly kind: 'mode'; readonly mode: 'off' | 'root' | 'non-root' }
  /** VM exits with these basic exit reasons in this order: these and no others, or with others between them. */
  | { readonly kind: 'exits'; readonly reasons: readonly number[]; readonly order: 'exact' | 'subsequence' }
  /** `reason` null = any. At least one bound is given. */
  | { readonly kind: 'exit-count'; readonly reason: number | null; readonly min?: number; readonly max?: number }
  /** Of the VMCS that is current, at the end the one that was current last. Only the bits of `mask` count. */
  | ({ readonly kind: 'field'; readonly field: VmcsFieldId; readonly value: Value; readonly mask?: Value } & Look)
  | ({ readonly kind: 'register'; readonly name: RegisterName; readonly value: Value; readonly mask?: Value } & Look)
  | ({
      readonly kind: 'memory';
      /** Absent = physical. */
      readonly space?: 'linear' | 'physical';
      readonly address: Value;
      readonly bytes: readonly number[];
    } & Look)
  /** Somewhere in what was written, or (exact) all of it. */
  | {
      readonly kind: 'console';
      readonly console: 'debugcon' | 'serial';
      readonly output: string;
      readonly exact?: boolean;
    }
  /** `reason`: the basic exit reason, or for `vm-fail` the VM-instruction error (0 = VMfailInvalid). */
  | { readonly kind: 'happens' | 'never'; readonly what: TransitionKind; readonly reason?: number }
  /** Fewer than `limit` in the whole run, which must have ended by itself. */
  | { readonly kind: 'instructions-below' | 'cycles-below'; readonly limit: number };

export type Goal = {
  readonly id: string;
  /** Given when the goal is reached: partial credit. */
  readonly points: number;
  /** One sentence. */
  readonly text: Text;
  /** Goals earlier in the list without which this one does not count: doing nothing keeps every bound. */
  readonly needs?: readonly string[];
} & GoalCondition;

export const endKinds = [
  'halted',
  'debug-exit',
  'shutdown',
  'vmx-abort',
  'lab-exception',
  'wait-for-sipi',
  'unmodelled',
  'endless-delivery',
] as const;

export type EndKind = (typeof endKinds)[number];

/** Registers that a goal may name. */
export const registerNames = [
  ...(['RAX', 'RCX', 'RDX', 'RBX', 'RSP', 'RBP', 'RSI', 'RDI'] as const),
  ...(['R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R14', 'R15'] as const),
  ...(['RIP', 'RFLAGS', 'CR0', 'CR2', 'CR3', 'CR4', 'CR8', 'EFER', 'XCR0'] as const),
] as const;

export type RegisterName = (typeof registerNames)[number];
