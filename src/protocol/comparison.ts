import type { Diagnostic } from '../asm/program';
import type { CodePlace, ExitTotal, StopInfo } from './snapshot';

/** What one model made of a workload, on a machine of its own without outside events. */
export type WorkloadResult =
  /** It does not assemble, or the model cannot boot it. */
  | { readonly kind: 'not-run'; readonly problem: Diagnostic }
  | {
      readonly kind: 'run';
      /** Ascending by reason. */
      readonly exits: readonly ExitTotal[];
      /** Of all processors together. */
      readonly instructions: number;
      /** Of the processor that ran longest. */
      readonly cycles: number;
      /** How it ended; null when the limit came first. */
      readonly stop: StopInfo | null;
      /** The last line that it wrote to a console; '' for none. */
      readonly lastLine: string;
      /** Where it stood then. */
      readonly place: Omit<CodePlace, 'text'>;
    };
