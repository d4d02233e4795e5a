import type { Machine } from '../machine/machine';
import { cyclesOf, instructionsOf } from '../machine/run-totals';
import { ExitTotals, type ReasonTotal } from '../recorder/exit-totals';
import { LastLine } from './last-line';

/** Positions between two looks at the limit, after which the thread may be given to others. */
const SLICE = 20_000;

/** What one model made of a workload. */
export interface WorkloadFigures {
  /** Exits by basic exit reason: how many, and cycles from the exit to the next entry. */
  readonly exits: ReadonlyMap<number, Readonly<ReasonTotal>>;
  /** Of all processors together. */
  readonly instructions: number;
  /** Of the processor that ran longest. */
  readonly cycles: number;
  /** False when the limit came before the end. */
  readonly ended: boolean;
  /** The last line that it wrote to a console; '' for none. */
  readonly lastLine: string;
}

/**
 * Runs a machine that was just booted to its end, or until its processors have begun `limit` instructions together, and counts
 * its exits. Each turn of the generator is a few milliseconds; whoever drives it may leave it there.
 */
export function* measureWorkload(machine: Machine, limit: number): Generator<undefined, WorkloadFigures> {
  const totals = new ExitTotals();
  const lastLine = new LastLine();
  machine.output = lastLine;
  for (const unit of machine.vmx) {
    unit.listener = { detailed: false, transition: (t) => totals.add(t), decision: () => undefined };
  }
  for (;;) {
    const left = limit - instructionsOf(machine);
    const done = left > 0 ? machine.run(Math.min(SLICE, left)) : 0;
    if (machine.stop !== 0 || left <= 0) break;
    if (done === 0) throw new Error('the machine does not move');
    yield;
  }
  const cycles = cyclesOf(machine);
  return {
    exits: totals.at(cycles),
    instructions: instructionsOf(machine),
    cycles: Math.max(...cycles),
    ended: machine.stop !== 0,
    lastLine: lastLine.text,
  };
}
