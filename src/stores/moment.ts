import type { Moment } from '../share/work';
import { readDigest, run } from './actions';
import { selectLastTransition, selectProgramEdited } from './selectors';
import { useSimulator } from './simulator-store';
import { call } from './worker-line';

/**
 * How going to a moment ended: the machine is as it was; this engine comes to another state, so the machine stands at the
 * same transition, or the run has no such transition any more; somebody stopped the way there.
 */
export type Arrival = 'there' | 'same-transition' | 'no-such-transition' | 'stopped';

/** Runs the loaded program, with the journal it was loaded with, to a moment. The page shows how far it has come. */
export async function goToMoment({ position, transition, digest }: Moment): Promise<Arrival> {
  useSimulator.setState({ journey: { to: position } });
  try {
    await run({ kind: 'seek', position });
    const { snapshot } = useSimulator.getState();
    if (snapshot !== null && snapshot.position < position && snapshot.stop.kind === 'paused') return 'stopped';
    if (snapshot?.position === position && (await readDigest()) === digest) return 'there';
    await run({ kind: 'go-to-transition', transition });
    const { snapshot: now } = useSimulator.getState();
    if (now?.stop.kind === 'paused') return 'stopped';
    return selectTransitionCount() === transition ? 'same-transition' : 'no-such-transition';
  } finally {
    useSimulator.setState({ journey: null });
  }
}

/** The moment at which the machine stands; null when the editor holds another program than the machine. */
export async function currentMoment(): Promise<Moment | null> {
  const state = useSimulator.getState();
  const { snapshot } = state;
  if (snapshot === null || state.busy !== null || selectProgramEdited(state)) return null;
  const { position } = snapshot;
  const [digest, journal] = await Promise.all([readDigest(), call((s) => s.journal())]);
  // What lies after this instant is not part of it.
  const before = journal.filter((entry) => entry.position <= position);
  return { journal: before, position, transition: selectTransitionCount(), digest };
}

/** How many transitions have happened at this instant. */
const selectTransitionCount = (): number => selectLastTransition(useSimulator.getState())?.n ?? 0;
