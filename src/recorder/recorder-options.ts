import type { JournalEntry } from '../protocol/commands';

export interface RecorderOptions {
  /** Bytes that checkpoints may take. */
  readonly budget?: number;
  /** Positions between checkpoints that copy next to nothing. */
  readonly smallestSpacing?: number;
  /** What will come from outside. */
  readonly journal?: readonly JournalEntry[];
}
