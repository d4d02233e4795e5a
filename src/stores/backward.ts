import type { RunCommand } from '../protocol/commands';
import type { SimulatorState } from './simulator-store';

type Forward = 'run' | 'step' | 'step-over' | 'step-out';

/**
 * What a forward command becomes with Alt held. `run` goes to the start of the history. `step-over` from behind a VM exit
 * goes back over the whole stay in the guest, to the instruction that entered it; `step-out` in the guest goes there too.
 * Everything else undoes one step.
 */
export function toBackward(command: Forward, state: SimulatorState): RunCommand {
  if (command === 'run') return { kind: 'seek', position: 0 };
  const entry = command === 'step' ? null : lastEntry(state);
  const snapshot = state.snapshot;
  if (entry === null || snapshot === null) return { kind: 'step-back' };
  const last = state.transitions[snapshot.happened - 1];
  const justExited = command === 'step-over' && last?.kind === 'vm-exit' && last.position === snapshot.position;
  const inGuest = command === 'step-out' && snapshot.mode === 'non-root';
  return justExited || inGuest ? { kind: 'seek', position: entry - 1 } : { kind: 'step-back' };
}

/** Position behind the last VM entry that has happened; null when there was none. */
function lastEntry({ transitions, snapshot }: SimulatorState): number | null {
  for (let n = (snapshot?.happened ?? 0) - 1; n >= 0; n--) {
    const transition = transitions[n];
    if (transition?.kind === 'vm-entry') return transition.position;
  }
  return null;
}
