import type { Transition } from '../vmx/explain/transition';

/** Transitions kept; beyond it the oldest half goes. */
const KEPT = 100_000;
/** Of the kept ones, so many of the newest keep their lists of saved and loaded fields. */
const DETAILED = 4_000;

/**
 * The transitions of one history, ascending by position, each entered once: replay does not enter it again. Numbers
 * (`n`) count from 0 and stay the same when the oldest are forgotten.
 */
export class TransitionLog {
  private entries: Transition[] = [];
  private forgotten = 0;

  /** How many transitions the history has, the forgotten ones included. */
  get length(): number {
    return this.forgotten + this.entries.length;
  }

  /** The number of the oldest transition that is still known. */
  get first(): number {
    return this.forgotten;
  }

  at(n: number): Transition | undefined {
    return this.entries[n - this.forgotten];
  }

  append(transition: Transition): void {
    this.entries.push(transition);
    const old = this.entries.length - DETAILED;
    if (old >= 0) this.entries[old] = outline(this.entries[old] as Transition);
    if (this.entries.length > KEPT) {
      this.forgotten += this.entries.splice(0, KEPT / 2).length;
    }
  }

  /** Replaces the outline of a transition by the full record that a detailed replay of it gave. */
  refine(full: Transition): void {
    for (let n = this.countAt(full.position) - 1; n >= this.forgotten; n--) {
      const known = this.at(n);
      if (known === undefined || known.position !== full.position) return;
      if (known.kind === full.kind && known.exitReason === full.exitReason) {
        if (isOutline(known)) this.entries[n - this.forgotten] = full;
        return;
      }
    }
  }

  /** How many transitions happened up to and including `position`; at least `first`, for older ones are not known. */
  countAt(position: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle] as Transition).position <= position) low = middle + 1;
      else high = middle;
    }
    return this.forgotten + low;
  }

  /** The last transition before `position` that fits, if it is still known. */
  lastBefore(position: number, fits: (t: Transition) => boolean): Transition | undefined {
    for (let n = this.countAt(position) - 1; n >= this.forgotten; n--) {
      const transition = this.at(n) as Transition;
      if (transition.position < position && fits(transition)) return transition;
    }
    return undefined;
  }

  /** Forgets every transition after `position`, up to which there were `count` (the log itself may know none of them). */
  dropAfter(position: number, count: number): void {
    this.entries.length = Math.max(0, this.countAt(position) - this.forgotten);
    this.forgotten = count - this.entries.length;
  }
}

/** Whether the record lacks the lists that a detailed replay would give. */
export const isOutline = (t: Transition): boolean =>
  (t.kind === 'vm-entry' || t.kind === 'vm-exit') && t.saved.length === 0 && t.loaded.length === 0;

function outline(t: Transition): Transition {
  if ((t.kind !== 'vm-entry' && t.kind !== 'vm-exit') || isOutline(t)) return t;
  return { ...t, saved: [], loaded: [] };
}
