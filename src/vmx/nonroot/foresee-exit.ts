import type { Decision } from '../explain/decision';
import type { VmxListener } from '../explain/transition';
import type { VmxContext } from '../vmx-context';
import { type BoundaryCause, boundaryExits } from './intercept-events';

/**
 * What would be decided about something that waits and that nothing blocks, without doing it: nobody hears of the decision but
 * the caller, and the context's scratch is as before.
 */
export function foreseeExit(c: VmxContext, cause: BoundaryCause, vector: number): Decision | null {
  const { listener, steps, notes, why } = c;
  const heard: Decision[] = [];
  const ear: VmxListener = { transition: () => undefined, decision: (decision) => heard.push(decision) };
  c.listener = ear;
  c.steps = [];
  c.notes = [];
  boundaryExits(c, cause, vector);
  Object.assign(c, { listener, steps, notes, why });
  return heard[0] ?? null;
}
