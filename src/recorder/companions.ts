import type { ExitTotals } from './exit-totals';
import type { PageFaults } from './page-faults';
import type { VmcsNotesCopy } from './vmcs-notes';

/** What the recorder keeps beside the machine and must be exact at every position: it travels with the checkpoints. */
export interface Companions {
  /** How many entries of the journal had been applied. */
  readonly journalIndex: number;
  /** How many transitions had happened. */
  readonly transitions: number;
  readonly totals: ExitTotals;
  readonly pageFaults: PageFaults;
  readonly notes: VmcsNotesCopy;
}

/** What the totals of one checkpoint take. */
export const COMPANION_BYTES = 0x1000;
