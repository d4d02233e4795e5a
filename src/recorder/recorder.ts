import type { Processor } from '../cpu/processor';
import { ACTIVITY, RIP, STOP } from '../cpu/state/processor-layout';
import { STOP_NONE, STOP_REQUESTED } from '../cpu/state/stop-code';
import type { InjectedEvent } from '../protocol/commands';
import type { Decision } from '../vmx/explain/decision';
import type { Transition, VmxListener } from '../vmx/explain/transition';
import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';
import { type Checkpoint, Checkpoints } from './checkpoints';
import { ConsoleLog } from './console-log';
import { ExitTotals } from './exit-totals';
import { Journal } from './journal';
import type { RecordedMachine } from './recorded-machine';
import { isOutline, TransitionLog } from './transition-log';
import { type FieldWriter, VmcsNotes } from './vmcs-notes';
import { type AdvanceResult, BreakpointSet, type Watch } from './watch';

/** Bytes that checkpoints may take. */
const BUDGET = 128 << 20;
/** Positions between checkpoints: more when each of them copies much. */
const SMALLEST_SPACING = 50_000;
const LARGEST_SPACING = 1_600_000;
const PAGES_PER_SPACING = 32;
/** After so many transitions and decisions in one command, a run asks for outlines only. */
const DETAILED_PER_COMMAND = 500;

export type ConsoleName = 'debugcon' | 'serial';

export interface RecorderOptions {
  /** Bytes that checkpoints may take. */
  readonly budget?: number;
  /** Positions between checkpoints that copy next to nothing. */
  readonly smallestSpacing?: number;
}

/** The decision that a step led to. */
interface StepDecision {
  readonly position: number;
  readonly decision: Decision;
}

/**
 * Time travel over one machine: it stands at a position, can go to any other, and gives exactly the same states each time.
 * Going forward past `furthest` extends the history; before it, it repeats the history from the nearest checkpoint and the
 * journal. Everything kept beside the machine (transitions, consoles, notes) is what it is *at the present position* or is
 * ordered by position.
 */
export class Recorder implements VmxListener {
  readonly journal = new Journal();
  readonly transitions = new TransitionLog();
  readonly consoles: Readonly<Record<ConsoleName, ConsoleLog>> = {
    debugcon: new ConsoleLog(),
    serial: new ConsoleLog(),
  };
  readonly notes: VmcsNotes;
  readonly breakpoints = new BreakpointSet();
  /** Read by the machine's VMX units: whether full records and decisions are wanted now. */
  detailed = true;

  private readonly checkpoints: Checkpoints;
  private readonly forgottenTotals = new ExitTotals();
  private journalIndex = 0;
  private reached = 0;
  private replaying = false;
  private readonly smallestSpacing: number;
  private spacing: number;
  private watch: Watch = {};
  private watchFired = false;
  private detailBudget = DETAILED_PER_COMMAND;
  private stepDecision: StepDecision | null = null;
  private readonly writersOfFailures = new WeakMap<Transition, ReadonlyMap<VmcsFieldId, FieldWriter>>();

  /** The machine stands at the start of its history. The caller makes the machine's VMX units and consoles tell the recorder. */
  constructor(
    readonly machine: RecordedMachine,
    options: RecorderOptions = {},
  ) {
    this.smallestSpacing = options.smallestSpacing ?? SMALLEST_SPACING;
    this.spacing = this.smallestSpacing;
    this.notes = new VmcsNotes(machine.image);
    this.checkpoints = new Checkpoints(machine, options.budget ?? BUDGET);
    this.transitions.onForget = (gone) => {
      for (const transition of gone) this.forgottenTotals.add(transition);
    };
    this.reached = machine.position();
    this.checkpoints.take(0, this.notes.copy());
  }

  get position(): number {
    return this.machine.position();
  }

  /** The first position of the history. */
  get start(): number {
    return this.checkpoints.before(0).position;
  }

  /** The last position that the recorded history reaches. */
  get furthest(): number {
    return this.reached;
  }

  /** How many checkpoints there are and what they take, for the bench and the tests. */
  get cost(): { readonly checkpoints: number; readonly bytes: number } {
    return { checkpoints: this.checkpoints.count, bytes: this.checkpoints.bytes };
  }

  /** Begins a command: the next transitions are recorded in full again. */
  begin(): void {
    this.detailed = true;
    this.detailBudget = DETAILED_PER_COMMAND;
  }

  /** Goes forward by at most `steps` positions. */
  advance(steps: number, watch: Watch = {}): AdvanceResult {
    const result = this.goForward(steps, watch);
    return this.standsStill() && result.kind === 'out-of-steps' ? { kind: 'stopped' } : result;
  }

  /**
   * Puts the machine at the checkpoint from which `position` is reached soonest; `advance` with that target does the rest.
   * Nothing happens when going forward from here is as short.
   */
  approach(position: number): void {
    const here = this.position;
    const checkpoint = this.checkpoints.before(position);
    if (here <= position && here >= checkpoint.position) return;
    this.restore(checkpoint);
  }

  /**
   * Goes to a position, or to the end of the run when it lies before that. The last step is always run again, with full
   * records, so that what it decided is known. `steps` says how far each turn of the generator goes; between turns the
   * machine stands at some position on the way.
   */
  *seeking(position: number, steps: () => number): Generator<undefined, void> {
    const eve = Math.max(this.start, position - 1);
    this.detailed = false;
    this.approach(eve);
    while (this.advance(steps(), { target: eve }).kind === 'out-of-steps') yield;
    this.begin();
    this.advance(Number.POSITIVE_INFINITY, { target: position });
  }

  /** `seeking` in one turn. */
  seek(position: number): void {
    this.seeking(position, () => Number.POSITIVE_INFINITY).next();
  }

  /**
   * Fills in what a fast run left out about this instant: the decision of the last step and the full record of the last
   * transition. The machine stands where it stood afterwards.
   */
  refine(): void {
    const here = this.position;
    if (!this.detailed && here > this.start) this.seek(here);
    const last = this.transitions.at(this.transitions.countAt(here) - 1);
    if (last === undefined || !isOutline(last)) return;
    this.seek(last.position);
    this.seek(here);
  }

  /** An event from outside at this instant. What came after it in the history is forgotten. */
  inject(event: InjectedEvent): void {
    const here = this.position;
    this.journal.dropAfter(here);
    this.transitions.dropAfter(here);
    for (const console of Object.values(this.consoles)) console.dropAfter(here);
    this.checkpoints.dropAfter(here);
    this.reached = here;
    this.journal.append({ position: here, event });
    this.applyJournal();
    this.standsStill();
  }

  /** Decision about the instruction or event of the last step in VMX non-root operation, if there was one. */
  lastDecision(): Decision | null {
    return this.stepDecision?.position === this.position ? this.stepDecision.decision : null;
  }

  /** Who had last written the fields of the VMCS when a check of it failed; empty for other transitions. */
  failureWriters(t: Transition): ReadonlyMap<VmcsFieldId, FieldWriter> {
    return this.writersOfFailures.get(t) ?? new Map();
  }

  /** Exits by reason up to and including the present position. */
  exitTotals(): ExitTotals {
    const totals = this.forgottenTotals.copy();
    const end = this.transitions.countAt(this.position);
    for (let n = this.transitions.first; n < end; n++) totals.add(this.transitions.at(n) as Transition);
    return totals;
  }

  transition(t: Transition): void {
    this.spendDetail();
    if (!this.replaying) {
      this.transitions.append(t);
      const writers = t.checks.length > 0 ? this.notes.see(t.vmcs)?.writers : undefined;
      if (writers !== undefined) this.writersOfFailures.set(t, new Map(writers));
    }
    if (this.detailed) {
      this.transitions.refine(t);
    }
    this.notes.transition(t.vmcs, t.position, t.kind === 'vm-entry');
    if (this.watch.onTransition?.(t) === true) this.fire();
  }

  decision(d: Decision): void {
    this.spendDetail();
    this.stepDecision = { position: this.position, decision: d };
  }

  pointerLoaded(pointer: bigint): void {
    this.notes.see(pointer);
  }

  fieldWritten(pointer: bigint, field: VmcsFieldId, rip: bigint): void {
    this.notes.wrote(pointer, field, { position: this.position - 1, rip });
  }

  /** The machine wrote a byte to a console. */
  wrote(console: ConsoleName, byte: number): void {
    if (!this.replaying) this.consoles[console].append(this.position, byte);
  }

  private goForward(steps: number, watch: Watch): AdvanceResult {
    const s = this.processor.s;
    this.watch = watch;
    this.watchFired = false;
    const single = watch.afterStep !== undefined || (watch.breakpoints === true && this.breakpoints.size > 0);
    let left = steps;
    for (;;) {
      this.applyJournal();
      const position = this.position;
      if (watch.target !== undefined && position >= watch.target) return { kind: 'watch' };
      if (s[STOP] !== STOP_NONE) return { kind: 'stopped' };
      if (left <= 0) return { kind: 'out-of-steps' };
      const boundary = this.nextBoundary(position);
      this.replaying = position < this.reached;
      const batch = Math.min(left, boundary - position, (watch.target ?? Number.POSITIVE_INFINITY) - position);
      const result = single ? this.stepWatched(batch, watch) : this.runBatch(batch);
      if (s[STOP] === STOP_REQUESTED) s[STOP] = STOP_NONE;
      const now = this.position;
      this.reached = Math.max(this.reached, now);
      left -= now - position;
      if (now >= boundary) this.passBoundary(now);
      if (result !== null) return result;
      if (this.watchFired) return { kind: 'watch' };
      if (now === position && s[STOP] === STOP_NONE)
        throw new Error(`the machine does not move at position ${position}`);
    }
  }

  /**
   * A halted processor finds out only in its next step whether something wakes it or it stands still for good; the latter
   * takes no position. So that a position has one state, that step is tried here and undone if it went on.
   */
  private standsStill(): boolean {
    const { s } = this.processor;
    if (s[STOP] !== STOP_NONE) return true;
    if (s[ACTIVITY] === 0) return false;
    const position = this.position;
    const decision = this.stepDecision;
    this.checkpoints.take(this.journalIndex, this.notes.copy());
    this.watch = {};
    this.replaying = true;
    this.machine.step();
    if (this.position === position) return true;
    this.restore(this.checkpoints.before(position));
    this.applyJournal();
    this.stepDecision = decision;
    return false;
  }

  private get processor(): Processor {
    return this.machine.processors[0] as Processor;
  }

  private restore(checkpoint: Checkpoint): void {
    this.checkpoints.restore(checkpoint);
    this.notes.restore(checkpoint.notes);
    this.journalIndex = checkpoint.journalIndex;
    this.stepDecision = null;
  }

  private runBatch(batch: number): null {
    this.machine.run(batch);
    return null;
  }

  private stepWatched(batch: number, watch: Watch): AdvanceResult | null {
    const p = this.processor;
    const s = p.s;
    for (let done = 0; done < batch; done++) {
      const low = s[RIP] as number;
      const high = s[RIP + 1] as number;
      this.machine.step();
      if (watch.afterStep?.(p) === true || this.watchFired) return { kind: 'watch' };
      if (watch.breakpoints === true && (s[RIP] !== low || s[RIP + 1] !== high)) {
        const index = this.breakpoints.at(s[RIP] as number, s[RIP + 1] as number);
        if (index >= 0) return { kind: 'breakpoint', index };
      }
      if (s[STOP] !== STOP_NONE) return null;
    }
    return null;
  }

  /** Makes the run stop after the present step: a transition makes the step loop look at STOP (ATTENTION is set by it). */
  private fire(): void {
    this.watchFired = true;
    for (const p of this.machine.processors) if (p.s[STOP] === STOP_NONE) p.s[STOP] = STOP_REQUESTED;
  }

  private spendDetail(): void {
    if (this.detailed && --this.detailBudget < 0) this.detailed = false;
  }

  private applyJournal(): void {
    for (;;) {
      const entry = this.journal.at(this.journalIndex);
      if (entry === undefined || entry.position > this.position) return;
      this.machine.inject(entry.event);
      this.journalIndex++;
    }
  }

  /** Where a batch from `position` must end: at a checkpoint's place, a journal entry, or the end of the known history. */
  private nextBoundary(position: number): number {
    const due = this.checkpoints.before(position).position + this.spacing;
    const next = Math.min(
      due > position ? due : position + this.spacing,
      this.checkpoints.after(position)?.position ?? Number.POSITIVE_INFINITY,
      this.journal.at(this.journalIndex)?.position ?? Number.POSITIVE_INFINITY,
    );
    return position < this.reached ? Math.min(next, this.reached) : next;
  }

  /** A checkpoint is taken (or becomes the base) when its place is reached. */
  private passBoundary(position: number): void {
    const last = this.checkpoints.before(position).position;
    if (position !== last && position - last < this.spacing) return;
    const copied = this.checkpoints.take(this.journalIndex, this.notes.copy());
    this.spacing = Math.round(Math.min(LARGEST_SPACING, this.smallestSpacing * (1 + copied / PAGES_PER_SPACING)));
  }
}
