import type { HandEdit, Problem } from './commands';
import type { Simulator, SimulatorFault } from './simulator';
import type { Snapshot } from './snapshot';

/**
 * The simulator as it crosses between page and worker by comlink. `listen` comes first; snapshots on the way wait
 * for the answer to the one before, so a slow page is never flooded; one at rest crosses only as the answer to its command.
 * Everything else is a call and its answer:
 *
 *   page                              worker
 *   listen(onSnapshot, onFault)  →
 *   load(setup)                  →    assembles, boots;  ← LoadResult
 *   run(command)                 →    ← onSnapshot(s) about every 50 ms while running …  ← Snapshot at rest
 *   pause()                      →    the run ends at its next slice
 */
export interface WorkerEndpoint extends Omit<Simulator, 'onSnapshot' | 'onFault' | 'dispose' | 'edit'> {
  /** An edit that cannot be comes back as its problem: an error would lose everything but its message on the way. */
  edit(edit: HandEdit): Promise<Snapshot | Problem>;
  listen(onSnapshot: (snapshot: Snapshot) => Promise<void>, onFault: (fault: SimulatorFault) => Promise<void>): void;
}
