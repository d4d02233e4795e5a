import type { TransitionView } from '../../../protocol/snapshot';
import type { ExitClass } from '../../../vmx/exit/exit-reasons.table';
import { exitClasses, transitionClass } from '../exit-class';

/** What the list of transitions can be narrowed to: a class of exits, VM entries, or the rest (VMXON, VMXOFF, failures). */
export type TransitionSort = ExitClass | 'entry' | 'other';

export const transitionSorts: readonly TransitionSort[] = [...exitClasses, 'entry', 'other'];

export function sortOf(transition: TransitionView): TransitionSort {
  if (transition.kind === 'vm-exit') return transitionClass(transition) ?? 'other';
  return transition.kind === 'vm-entry' ? 'entry' : 'other';
}

/** Indices of the transitions whose sort is shown. */
export function filterTransitions(
  transitions: readonly TransitionView[],
  shown: ReadonlySet<TransitionSort>,
): readonly number[] {
  const indices: number[] = [];
  for (let n = 0; n < transitions.length; n++) {
    const transition = transitions[n];
    if (transition !== undefined && shown.has(sortOf(transition))) indices.push(n);
  }
  return indices;
}
