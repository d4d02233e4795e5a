import type { Processor } from '../cpu/processor';
import type { StateImage } from '../cpu/state/state-image';
import type { HandEdit, InjectedEvent } from '../protocol/commands';

/** What time travel needs from a machine; `Machine` (machine/machine.ts) is one. `recordMachine` puts a recorder over it. */
export interface RecordedMachine {
  readonly image: StateImage;
  /** STOP of processor 0 is the machine's. */
  readonly processors: readonly Processor[];
  /** The processor whose turn it is; during a step the one that takes it. */
  readonly current: Processor;
  /** Exactly one position: one instruction attempt, one REP iteration or one event. */
  step(): void;
  /** Up to `steps` positions; returns how many were done, fewer when STOP became nonzero. */
  run(steps: number): number;
  /** Instructions begun plus events taken. */
  position(): number;
  /** Drops everything that was derived from the image, which was just overwritten. */
  restored(): void;
  /** An event from outside reaches the machine before the next step. */
  inject(event: InjectedEvent): void;
  /** A change by hand before the next step. Throws a `ProblemError` for what cannot be. */
  edit(edit: HandEdit): void;
}
