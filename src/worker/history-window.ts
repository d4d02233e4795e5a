import type { HistoryDelta, TransitionView } from '../protocol/snapshot';
import type { Recorder } from '../recorder/recorder';
import type { Transition } from '../vmx/explain/transition';
import type { CodeMap } from './views/code-map';
import { toTransitionView } from './views/transition-view';

/** Transitions that the page holds at once; of a longer history it holds those around the moment. */
const LONGEST = 2_000;

/**
 * The part of the list of transitions that the page has, and what has to be sent to bring it up to date. A snapshot that
 * ends a command tells the change since the command before, so it is enough by itself; one on the way tells the change
 * since the last one sent.
 */
export class HistoryWindow {
  private first = 0;
  private sent: readonly Transition[] = [];
  private sentAtRest: readonly Transition[] = [];
  private readonly views = new WeakMap<Transition, TransitionView>();
  private readonly labels = new Map<bigint, string>();

  constructor(
    private readonly recorder: Recorder,
    private readonly map: CodeMap,
  ) {}

  /** "Guest 0" in the order of first VMPTRLD; null for a pointer that never was current. */
  labelOf(pointer: bigint): string | null {
    for (const note of this.recorder.notes.list) {
      const key = BigInt(note.pointer);
      if (!this.labels.has(key)) this.labels.set(key, `Guest ${this.labels.size}`);
    }
    return this.labels.get(pointer) ?? null;
  }

  /** The future was dropped: guests that it named may never come. */
  forgetLabels(): void {
    this.labels.clear();
  }

  /** Number of transitions in the window up to the present position, and the change of the window. */
  next(running: boolean): { readonly happened: number; readonly history: HistoryDelta } {
    const log = this.recorder.transitions;
    const now = log.countAt(this.recorder.position);
    this.place(now);
    const kept: Transition[] = [];
    for (let n = this.first; n < Math.min(log.length, this.first + LONGEST); n++) kept.push(log.at(n) as Transition);
    const before = running ? this.sent : this.sentAtRest;
    let from = 0;
    while (from < kept.length && kept[from] === before[from]) from++;
    this.sent = kept;
    if (!running) this.sentAtRest = kept;
    const transitions = kept.slice(from).map((transition, k) => this.view(transition, this.first + from + k + 1));
    return { happened: now - this.first, history: { from, transitions } };
  }

  /** Moves the window, by half its length at a time, so that it holds the moment and what came before it. */
  private place(now: number): void {
    const log = this.recorder.transitions;
    const start = Math.max(log.first, Math.min(now, log.length) - LONGEST / 2);
    if (log.length - log.first <= LONGEST) this.first = log.first;
    else if (now < this.first || now > this.first + LONGEST || this.first < log.first) this.first = start;
  }

  private view(transition: Transition, n: number): TransitionView {
    const known = this.views.get(transition);
    if (known !== undefined) return known;
    const view = toTransitionView(transition, {
      n,
      map: this.map,
      guest: this.labelOf(transition.vmcs),
      writers: this.recorder.notes.writersAtFailure(transition),
    });
    this.views.set(transition, view);
    return view;
  }
}
