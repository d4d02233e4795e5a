import type { Processor } from '../cpu/processor';
import type { JournalEntry } from '../protocol/commands';
import type { Transition } from '../vmx/explain/transition';
import type { Breakpoints, Stop } from './breakpoints/breakpoints';

/** How an exception or interrupt reached the software: delivered through the IDT, or by a VM exit that reports it. */
export type ArrivedEvent = 'exception' | 'interrupt';

/** What a run looks out for. Absent members cost nothing. */
export interface Watch {
  /** Stop when the machine stands here. */
  readonly target?: number;
  /** Called for each transition; true = stop after the step in which it happened. */
  readonly onTransition?: (t: Transition) => boolean;
  /** Called for each exception and interrupt that reaches the software; true = stop after that step. */
  readonly onEvent?: (event: ArrivedEvent) => boolean;
  /** Called before each step, which makes the run slower. */
  readonly beforeStep?: (p: Processor) => void;
  /** Called after each step, which makes the run slower; true = stop. */
  readonly afterStep?: (p: Processor) => boolean;
  /** Called before and after an entry of the journal is applied. */
  readonly onJournal?: (entry: JournalEntry, phase: 'before' | 'after') => void;
  /** Whether breakpoints stop the run: the people's, or others. */
  readonly breakpoints?: boolean | Breakpoints;
}

/** Why `advance` came back: out of steps, the watch fired, a breakpoint, or the machine cannot go on (its STOP says why). */
export type AdvanceResult =
  | { readonly kind: 'out-of-steps' | 'watch' | 'stopped' }
  | ({ readonly kind: 'breakpoint' } & Stop);
