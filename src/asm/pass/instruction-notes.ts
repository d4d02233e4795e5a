import type { Value } from '../expression/value';
import type { Selection } from '../instruction/select-form';
import type { Template } from '../instruction/template';

/** What a fixed instruction came to. */
export interface Chosen {
  readonly bits: number;
  readonly relative: boolean;
  readonly bound: boolean;
  readonly selection: Selection;
  readonly template: Template;
}

/** A question whether a short jump reaches its target, and its answer. */
export interface ReachQuestion {
  readonly target: Value;
  /** Of the short form, in bytes. */
  readonly length: number;
  readonly answer: boolean;
}

/** The length of an instruction, and what it has followed from. */
export interface KeptLength {
  readonly bits: number;
  readonly relative: boolean;
  readonly bound: boolean;
  readonly values: readonly Value[];
  /** The value whose nearness was asked for, as an index; -1 when none was. */
  readonly target: number;
  readonly reach: readonly ReachQuestion[];
  readonly length: number;
  /** Nothing that a later pass finds out can change it. */
  readonly settled: boolean;
}

/** What one pass leaves to the next about an instruction. */
export interface InstructionNotes {
  chosen: Chosen | null;
  kept: KeptLength | null;
}
