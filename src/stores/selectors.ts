import type { TransitionView } from '../protocol/snapshot';
import type { SimulatorState } from './simulator-store';

/** The last transition that has happened at this instant; null before the first. */
export function selectLastTransition(state: SimulatorState): TransitionView | null {
  const happened = state.snapshot?.happened ?? 0;
  return state.transitions[happened - 1] ?? null;
}

/** The last transition, up to this instant, of the processor that people look at; null before its first. */
export function selectShownTransition(state: SimulatorState): TransitionView | null {
  const { snapshot, transitions } = state;
  if (snapshot === null) return null;
  for (let n = snapshot.happened - 1; n >= 0; n--) {
    const transition = transitions[n];
    if (transition?.cpu === snapshot.processor) return transition;
  }
  return null;
}

/** True when what the editor holds is not what the machine runs. */
export function selectProgramEdited(state: SimulatorState): boolean {
  const { files, loadedFiles } = state;
  if (loadedFiles === null) return false;
  if (state.loadedModel !== state.model || state.loadedProcessors !== state.processors) return true;
  if (files === loadedFiles) return false;
  return (
    files.length !== loadedFiles.length ||
    files.some((file, n) => file.name !== loadedFiles[n]?.name || file.text !== loadedFiles[n]?.text)
  );
}

/** True while a command moves the machine and Pause can stop it. */
export function selectRunning(state: SimulatorState): boolean {
  return state.busy !== null && state.busy !== 'load';
}

export function selectHasErrors(state: SimulatorState): boolean {
  return state.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
