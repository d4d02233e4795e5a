import type { StateCreator } from 'zustand';
import type { ProgramSymbol } from '../asm/program';
import type { JournalEntry, RunCommand } from '../protocol/commands';
import type { SimulatorFault } from '../protocol/simulator';
import type { Snapshot, TransitionView } from '../protocol/snapshot';
import { keepUnchanged } from './keep-unchanged';
import type { SimulatorState } from './simulator-store';

/** What the machine in the worker last said about itself. */
export interface MachineSlice {
  readonly snapshot: Snapshot | null;
  /** The snapshot before the last command; null at the start. Lets panels say what a step changed. */
  readonly previous: Snapshot | null;
  /** The whole recorded history; the last one that has happened is transitions[snapshot.happened - 1]. */
  readonly transitions: readonly TransitionView[];
  readonly symbols: readonly ProgramSymbol[];
  /** The moment of the furthest recorded position, where the machine has stood last; null before the first. */
  readonly end: RecordedEnd | null;
  /** Events and edits by hand in this history, also those after the present instant. */
  readonly journal: readonly JournalEntry[];
  /** The command that is being carried out; null at rest. */
  readonly busy: RunCommand['kind'] | 'load' | null;
  /** The simulator itself failed. */
  readonly fault: SimulatorFault | null;
  /** Takes a snapshot in and applies its change of the history; `last` says that it ends the command. */
  receiveSnapshot(snapshot: Snapshot, last?: boolean): void;
}

export interface RecordedEnd {
  readonly position: number;
  readonly cycles: number;
  readonly instructions: number;
}

export const createMachineSlice: StateCreator<SimulatorState, [], [], MachineSlice> = (set) => ({
  snapshot: null,
  previous: null,
  transitions: [],
  symbols: [],
  journal: [],
  end: null,
  busy: null,
  fault: null,
  receiveSnapshot: (snapshot, last = false) =>
    set((state) => ({
      snapshot: keepUnchanged({ ...state.snapshot, history: snapshot.history }, snapshot),
      // In one change of the state: the page is drawn once.
      busy: last ? null : state.busy,
      previous: state.snapshot?.position === snapshot.position ? state.previous : state.snapshot,
      transitions: applyHistory(state.transitions, snapshot),
      end: endOf(snapshot, state.end),
    })),
});

function applyHistory(transitions: readonly TransitionView[], { history }: Snapshot): readonly TransitionView[] {
  if (history.from === transitions.length && history.transitions.length === 0) return transitions;
  return [...transitions.slice(0, history.from), ...history.transitions];
}

/** Counted by the processor whose turn it is. */
function endOf(snapshot: Snapshot, before: RecordedEnd | null): RecordedEnd | null {
  const { position, furthest } = snapshot;
  const { cycles, instructions } = snapshot.processors.find(({ current }) => current) ?? snapshot;
  if (position === furthest) return { position, cycles, instructions };
  return before?.position === furthest ? before : null;
}
