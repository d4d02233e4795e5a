import type { Processor } from '../cpu/processor';
import type { ExitInformation } from '../vmx/exit/exit-information';
import type { Transition } from '../vmx/explain/transition';
import { PackedTransitions } from './packed-transitions';

/** Transitions kept; beyond it the oldest half goes. */
const KEPT = 100_000;
/** Of those with lists of saved and loaded fields, so many of the newest keep them. */
const DETAILED = 4_000;

/**
 * The transitions of one history, ascending by position, each entered once: replay does not enter it again. Numbers
 * (`n`) count from 0 and stay the same when the oldest are forgotten. Asked twice for a number it gives the same object,
 * unless more has become known.
 */
export class TransitionLog {
  private readonly rows = new PackedTransitions();
  /** By number: transitions of which the row does not say everything, and those that somebody has asked for. */
  private readonly objects = new Map<number, Transition>();
  /** Numbers of transitions that came with their lists, ascending. */
  private detailed: number[] = [];
  private forgotten = 0;

  /** How many transitions the history has, the forgotten ones included. */
  get length(): number {
    return this.forgotten + this.rows.length;
  }

  /** The number of the oldest transition that is still known. */
  get first(): number {
    return this.forgotten;
  }

  at(n: number): Transition | undefined {
    const known = this.objects.get(n);
    if (known !== undefined) return known;
    const row = n - this.forgotten;
    if (row < 0 || row >= this.rows.length) return undefined;
    const transition = this.rows.at(row);
    this.objects.set(n, transition);
    return transition;
  }

  append(transition: Transition): void {
    const n = this.length;
    this.rows.push(transition);
    if (!PackedTransitions.fits(transition)) this.keepObject(n, transition);
    if (this.rows.length > KEPT) this.forgetOldest();
  }

  /** Enters a VM entry or exit that has just happened, from the processor's state. */
  appendOutline(p: Processor, cause: string, cost: number, exit: ExitInformation | null): void {
    this.rows.pushOutline(p, cause, cost, exit);
    if (this.rows.length > KEPT) this.forgetOldest();
  }

  /** Replaces the outline of a transition by the full record that a detailed replay of it gave. */
  refine(full: Transition): void {
    for (let n = this.countAt(full.position) - 1; n >= this.forgotten; n--) {
      const known = this.known(n);
      if (known.position !== full.position) return;
      if (known.kind === full.kind && known.exitReason === full.exitReason) {
        if (isOutline(known)) this.objects.set(n, full);
        return;
      }
    }
  }

  /** How many transitions happened up to and including `position`; at least `first`, for older ones are not known. */
  countAt(position: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows.positionAt(middle) <= position) low = middle + 1;
      else high = middle;
    }
    return this.forgotten + low;
  }

  /** The last transition before `position` that fits, if it is still known. */
  lastBefore(position: number, fits: (t: Transition) => boolean): Transition | undefined {
    for (let n = this.countAt(position) - 1; n >= this.forgotten; n--) {
      const transition = this.known(n);
      if (transition.position < position && fits(transition)) return this.at(n);
    }
    return undefined;
  }

  /** Forgets every transition after `position`, up to which there were `count` (the log itself may know none of them). */
  dropAfter(position: number, count: number): void {
    const left = this.countAt(position) - this.forgotten;
    const end = this.forgotten + left;
    for (const n of this.objects.keys()) if (n >= end) this.objects.delete(n);
    this.detailed = this.detailed.filter((n) => n < end);
    this.rows.length = left;
    this.forgotten = count - left;
  }

  /** As `at`, for a number that is known, without keeping the object. */
  private known(n: number): Transition {
    return this.objects.get(n) ?? this.rows.at(n - this.forgotten);
  }

  private keepObject(n: number, transition: Transition): void {
    this.objects.set(n, transition);
    if (transition.saved.length === 0 && transition.loaded.length === 0) return;
    this.detailed.push(n);
    if (this.detailed.length <= DETAILED) return;
    for (const old of this.detailed.splice(0, DETAILED / 2)) {
      const detailed = this.objects.get(old);
      if (detailed !== undefined) this.objects.set(old, { ...detailed, saved: [], loaded: [] });
    }
  }

  private forgetOldest(): void {
    this.rows.dropFirst(KEPT / 2);
    this.forgotten += KEPT / 2;
    for (const n of this.objects.keys()) if (n < this.forgotten) this.objects.delete(n);
    this.detailed = this.detailed.filter((n) => n >= this.forgotten);
  }
}

/** Whether the record lacks the lists that a detailed replay would give. */
export const isOutline = (t: Transition): boolean =>
  (t.kind === 'vm-entry' || t.kind === 'vm-exit') && t.saved.length === 0 && t.loaded.length === 0;
