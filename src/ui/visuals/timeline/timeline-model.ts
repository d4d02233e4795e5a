import type { TransitionView } from '../../../protocol/snapshot';
import type { ExitClass } from '../../../vmx/exit/exit-reasons.table';
import { transitionClass } from '../exit-class';

/** What the time axis counts; `position` is the steps of all processors together. */
export type TimelineUnit = 'cycles' | 'instructions' | 'position';

/** A stretch of time that the processor spent in one lane: 0 = VMX root, n = the n-th guest. */
export interface TimelineSpan {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
}

/** A VM exit or a failure on the axis. */
export interface TimelineMark {
  readonly at: number;
  /** Index of its transition. */
  readonly index: number;
  /** null for a failure. */
  readonly kind: ExitClass | null;
}

export interface TimelineModel {
  /** Pointers of the guests' VMCSs, lane 1 first. */
  readonly guests: readonly bigint[];
  /** Ascending in time. */
  readonly spans: readonly TimelineSpan[];
  readonly marks: readonly TimelineMark[];
  readonly end: number;
}

/**
 * Cuts the recorded history into lanes. `now` is the present instant on the same axis; `pointers` orders the guests.
 * @param cpu the processor whose history it is to be; null = there is only one
 */
export function toTimeline(
  transitions: readonly TransitionView[],
  pointers: readonly bigint[],
  unit: TimelineUnit,
  now: number,
  cpu: number | null = null,
): TimelineModel {
  const guests = [...pointers];
  const laneOf = (pointer: bigint) => {
    const known = guests.indexOf(pointer);
    return known >= 0 ? known + 1 : guests.push(pointer);
  };
  const spans: TimelineSpan[] = [];
  const marks: TimelineMark[] = [];
  let lane: number | null = null;
  let since = 0;
  const enter = (next: number | null, left: number, arrived: number) => {
    if (lane !== null && left > since) spans.push({ lane, from: since, to: left });
    lane = next;
    since = arrived;
  };
  transitions.forEach((transition, index) => {
    if (cpu !== null && transition.cpu !== cpu) return;
    const at = transition[unit];
    const left = unit === 'cycles' ? at - transition.cost : at;
    switch (transition.kind) {
      case 'vmxon':
        enter(0, left, at);
        break;
      case 'vm-entry':
        enter(laneOf(transition.vmcs), left, at);
        break;
      case 'vm-exit':
        enter(0, left, at);
        marks.push({ at, index, kind: transitionClass(transition) });
        break;
      case 'vmxoff':
        enter(null, left, at);
        break;
      default:
        marks.push({ at, index, kind: null });
    }
  });
  const end = Math.max(now, transitions[transitions.length - 1]?.[unit] ?? 0);
  enter(null, end, end);
  return { guests, spans, marks, end };
}
