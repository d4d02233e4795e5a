import { ProblemError } from '../base/problem-error';
import type { DeliveredEvent, InvalidationListener, ProcessorListener } from '../cpu/ports';
import type { Processor } from '../cpu/processor';
import { ACTIVITY, ATTENTION, CR2, CYCLES, INSTRUCTION_START, RIP, STOP } from '../cpu/state/processor-layout';
import { STOP_NONE, STOP_REQUESTED } from '../cpu/state/stop-code';
import type { HandEdit, InjectedEvent, JournalEntry } from '../protocol/commands';
import type { Decision } from '../vmx/explain/decision';
import type { OutlineListener, Transition, VmxListener } from '../vmx/explain/transition';
import { CURRENT_VMCS } from '../vmx/state/vmx-layout';
import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';
import { arrivedByExit } from './arrived-events';
import { Breakpoints } from './breakpoints/breakpoints';
import { CheckpointSpacing } from './checkpoint-spacing';
import { type Checkpoint, Checkpoints } from './checkpoints';
import type { Companions } from './companions';
import { ConsoleLog, type ConsoleName } from './console-log';
import { ExitTotals } from './exit-totals';
import { isEdit, Journal } from './journal';
import { PageFaults } from './page-faults';
import type { RecordedMachine } from './recorded-machine';
import type { RecorderOptions } from './recorder-options';
import { isOutline, TransitionLog } from './transition-log';
import { VmcsNotes } from './vmcs-notes';
import type { AdvanceResult, Watch } from './watch';

/** Bytes that checkpoints may take. */
const BUDGET = 128 << 20;
/** After so many transitions and decisions in one command, a run asks for outlines only. */
const DETAILED_PER_COMMAND = 500;
/** What ATTENTION holds when it was 0 and only the wish to stop set it: it becomes 0 again. */
const ATTENTION_TO_STOP = 2;

/** The decision that a step led to. */
interface StepDecision {
  readonly position: number;
  /** Number of the processor that took the step. */
  readonly cpu: number;
  readonly decision: Decision;
}

/**
 * Time travel over one machine: it stands at a position, can go to any other, and gives exactly the same states each time.
 * Going forward past `furthest` extends the history; before it, it repeats the history from the nearest checkpoint and the
 * journal. Everything kept beside the machine (transitions, consoles, notes) is what it is *at the present position* or is
 * ordered by position.
 */
export class Recorder implements VmxListener {
  readonly journal: Journal;
  readonly transitions = new TransitionLog();
  readonly consoles: Readonly<Record<ConsoleName, ConsoleLog>> = {
    debugcon: new ConsoleLog(),
    serial: new ConsoleLog(),
  };
  readonly notes: VmcsNotes;
  readonly breakpoints: Breakpoints;
  /** Read by the machine's VMX units: whether full records and decisions are wanted now. */
  detailed = true;
  /** Set while nobody looks at the transitions of a run. */
  outline: OutlineListener | null = null;
  /** Set while somebody looks out for VMREADs. */
  fieldRead: ((pointer: number, field: VmcsFieldId) => void) | null = null;

  private readonly checkpoints: Checkpoints;
  private readonly totals = new ExitTotals();
  private readonly pageFaults = new PageFaults();
  private happened = 0;
  private journalIndex = 0;
  private reached = 0;
  private replaying = false;
  private readonly spacing: CheckpointSpacing;
  private watch: Watch = {};
  private watchFired = false;
  /** The processor that a stop was asked of, until that is taken back. */
  private stopping: Processor | null = null;
  private active: Breakpoints | null = null;
  private detailBudget = DETAILED_PER_COMMAND;
  private stepDecision: StepDecision | null = null;

  /**
   * The machine stands at the start of its history. Its processors tell the recorder from now on; the caller makes its VMX
   * units and consoles do so.
   */
  constructor(
    readonly machine: RecordedMachine,
    options: RecorderOptions = {},
  ) {
    this.spacing = new CheckpointSpacing(options.smallestSpacing);
    this.notes = new VmcsNotes(machine.image);
    this.checkpoints = new Checkpoints(machine, options.budget ?? BUDGET);
    this.breakpoints = new Breakpoints(machine, this.requestStop);
    this.journal = new Journal(options.journal);
    this.reached = machine.position();
    for (const p of machine.processors) p.listener = this.processorListener;
    this.checkpoints.take(this.companions());
    this.applyJournal();
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

  /** How many transitions the history has up to and including the present position. */
  get transitionsSoFar(): number {
    return this.happened;
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

  /** Puts the machine at the last checkpoint at or before a position, for replaying what follows; answers where that is. */
  rewind(position: number): number {
    const checkpoint = this.checkpoints.before(position);
    this.restore(checkpoint);
    return checkpoint.position;
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
    const last = this.transitions.at(this.transitions.countAt(here) - 1);
    const lacksTransition = last !== undefined && isOutline(last);
    if (lacksTransition && last.position < here) this.seek(last.position);
    if (here > this.start && (lacksTransition || !this.detailed)) this.seek(here);
  }

  /** An event from outside at this instant. What came after it in the history is forgotten. */
  inject(event: InjectedEvent): void {
    this.arriveAgain();
    this.machine.inject(event);
    this.enter(event);
  }

  /**
   * A change by hand at this instant. What came after it in the history is forgotten. Throws a `ProblemError` for what
   * cannot be; then nothing has changed.
   */
  edit(edit: HandEdit): void {
    const here = this.position;
    this.arriveAgain();
    try {
      this.machine.edit(edit);
    } catch (error) {
      // A refused edit may have left traces in the TLB, which no replay would give.
      this.rewind(here);
      this.seek(here);
      throw error;
    }
    this.noteEdit(edit);
    this.enter(edit);
  }

  /** Decision about the instruction or event of the last step in VMX non-root operation, if it was one of this processor's. */
  lastDecision(cpu: number): Decision | null {
    const last = this.stepDecision;
    return last?.position === this.position && last.cpu === cpu ? last.decision : null;
  }

  /** Error code of the page fault that put its address into a processor's CR2; null when none did. */
  pageFaultErrorCode(p: Processor): number | null {
    return this.pageFaults.errorCodeOf(p.id, p.q[CR2 >> 1] as bigint);
  }

  /** Exits by reason up to and including the present position. */
  exitTotals(): ExitTotals {
    return this.totals.copy();
  }

  /** From now on tells of every invalidation of cached translations, before it happens; null: no more. */
  listenToInvalidations(listener: InvalidationListener | null): void {
    this.processorListener.invalidating = listener;
  }

  transition(t: Transition): void {
    this.spendDetail();
    this.happened++;
    this.totals.add(t);
    if (!this.replaying) {
      this.transitions.append(t);
      if (t.checks.length > 0) this.notes.noteFailure(t);
    }
    if (this.detailed) {
      this.transitions.refine(t);
    }
    this.notes.transition(Number(t.vmcs), t.position, t.kind === 'vm-entry');
    this.active?.transition(t);
    if (this.watch.onTransition?.(t) === true) this.fire();
    if (this.watch.onEvent === undefined) return;
    const event = arrivedByExit(t);
    if (event !== null && this.watch.onEvent(event)) this.fire();
  }

  decision(d: Decision): void {
    this.spendDetail();
    this.stepDecision = { position: this.position, cpu: this.machine.current.id, decision: d };
  }

  pointerLoaded(pointer: bigint): void {
    this.notes.see(pointer);
    this.active?.pointerLoaded(pointer);
  }

  fieldWritten(pointer: number, field: VmcsFieldId): void {
    const { s } = this.machine.current;
    this.notes.wrote(pointer, field, this.position - 1, s[INSTRUCTION_START], s[INSTRUCTION_START + 1]);
    this.active?.fieldWritten(pointer, field);
  }

  /** The machine wrote a byte to a console. */
  wrote(console: ConsoleName, byte: number): void {
    if (!this.replaying) this.consoles[console].append(this.position, byte);
  }

  /** Makes the run stop after the present step. */
  readonly requestStop = (): void => {
    const { current } = this.machine;
    const { s } = current;
    if (s[STOP] !== STOP_NONE) return;
    this.stopping = current;
    s[STOP] = STOP_REQUESTED;
    if (s[ATTENTION] === 0) s[ATTENTION] = ATTENTION_TO_STOP;
  };

  private goForward(steps: number, watch: Watch): AdvanceResult {
    const wanted = watch.breakpoints === true ? this.breakpoints : watch.breakpoints || null;
    this.watch = watch;
    this.watchFired = false;
    this.applyJournal();
    this.active = wanted === null || wanted.isEmpty ? null : wanted;
    this.attend();
    try {
      return this.goWatching(steps, watch);
    } finally {
      this.attendNoMore();
      this.active = null;
    }
  }

  private goWatching(steps: number, watch: Watch): AdvanceResult {
    const { s } = this.boot;
    const single = watch.beforeStep !== undefined || watch.afterStep !== undefined || this.active?.hasPlaces === true;
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
      const now = this.position;
      this.reached = Math.max(this.reached, now);
      left -= now - position;
      if (now >= boundary) this.passBoundary(now);
      if (result !== null) return result;
      if (now === position && s[STOP] === STOP_NONE)
        throw new Error(`the machine does not move at position ${position}`);
    }
  }

  /** Installs whatever must be told of what happens inside the steps of this run. */
  private attend(): void {
    const { active, watch } = this;
    if (active !== null) {
      active.install(this.notes.list.map(({ pointer }) => pointer));
      if (active.readsFields) this.fieldRead = (pointer, field) => active.fieldRead(pointer, field);
    }
    if (active === null && watch.onTransition === undefined && watch.onEvent === undefined) {
      this.outline = this.outlineListener;
    }
  }

  private attendNoMore(): void {
    this.active?.remove();
    this.fieldRead = null;
    this.outline = null;
  }

  private readonly outlineListener: OutlineListener = (cause, cost, exit) => {
    const p = this.machine.current;
    this.happened++;
    this.totals.addOutline(p.id, exit === null ? null : exit.reason, p.f[CYCLES] as number, cost);
    if (!this.replaying) this.transitions.appendOutline(p, cause, cost, exit);
    this.notes.transition((p.s[CURRENT_VMCS] as number) >>> 0, this.position, exit === null);
  };

  private readonly processorListener: ProcessorListener & { invalidating: InvalidationListener | null } = {
    invalidating: null,
    pageFault: (p, address, errorCode) => this.pageFaults.note(p.id, address, errorCode),
    delivered: (_p: Processor, _vector: number, kind: DeliveredEvent) => {
      const event = kind === 'exception' || kind === 'software-exception' ? 'exception' : 'interrupt';
      if (this.watch.onEvent?.(event) === true) this.fire();
    },
  };

  /**
   * A halted processor finds out only in its next step whether something wakes it or it stands still for good; the latter
   * takes no position. So that a position has one state, that step is tried here and undone if it went on.
   */
  private standsStill(): boolean {
    const { s } = this.boot;
    if (s[STOP] !== STOP_NONE) return true;
    if (this.machine.current.s[ACTIVITY] === 0) return false;
    const position = this.position;
    const decision = this.stepDecision;
    this.checkpoints.take(this.companions());
    const before = this.companions();
    this.watch = {};
    this.replaying = true;
    this.machine.step();
    if (this.position === position) return true;
    this.restore(this.checkpoints.before(position));
    this.applyJournal();
    this.takeOver(before);
    this.stepDecision = decision;
    return false;
  }

  /** The processor whose STOP is the machine's. */
  private get boot(): Processor {
    return this.machine.processors[0] as Processor;
  }

  private companions(): Companions {
    return {
      journalIndex: this.journalIndex,
      transitions: this.happened,
      totals: this.totals.copy(),
      pageFaults: this.pageFaults.copy(),
      notes: this.notes.copy(),
    };
  }

  private takeOver({ journalIndex, transitions, totals, pageFaults, notes }: Companions): void {
    this.journalIndex = journalIndex;
    this.happened = transitions;
    this.totals.become(totals);
    this.pageFaults.become(pageFaults);
    this.notes.restore(notes);
  }

  private restore(checkpoint: Checkpoint): void {
    this.checkpoints.restore(checkpoint);
    this.takeOver(checkpoint.companions);
    this.stepDecision = null;
  }

  private runBatch(batch: number): AdvanceResult | null {
    this.machine.run(batch);
    return this.afterStop(this.stopping ?? this.machine.current);
  }

  private stepWatched(batch: number, watch: Watch): AdvanceResult | null {
    for (let done = 0; done < batch; done++) {
      const p = this.machine.current;
      const { s } = p;
      const low = s[RIP] as number;
      const high = s[RIP + 1] as number;
      watch.beforeStep?.(p);
      this.machine.step();
      this.active?.arrived(p, low, high);
      if (watch.afterStep?.(p) === true) this.fire();
      if (this.stopping === null && this.boot.s[STOP] === STOP_NONE) continue;
      const result = this.afterStop(p);
      if (result !== null || this.boot.s[STOP] !== STOP_NONE) return result;
    }
    return null;
  }

  /**
   * After a run that may have been stopped by what it met: takes the wish to stop back, and says what it was.
   * @param p who took the last step
   */
  private afterStop(p: Processor): AdvanceResult | null {
    const stop = this.active?.take(p) ?? null;
    const asked = this.stopping ?? p;
    this.stopping = null;
    for (const { s } of [asked, this.boot]) if (s[STOP] === STOP_REQUESTED) s[STOP] = STOP_NONE;
    if (asked.s[ATTENTION] === ATTENTION_TO_STOP) asked.s[ATTENTION] = 0;
    if (this.watchFired) return { kind: 'watch' };
    return stop === null ? null : { kind: 'breakpoint', ...stop };
  }

  private fire(): void {
    this.watchFired = true;
    this.requestStop();
  }

  private spendDetail(): void {
    if (this.detailed && --this.detailBudget < 0) this.detailed = false;
  }

  /**
   * Takes back what was tried to find out whether the halted machine stands still: what comes from outside reaches it as it
   * arrived here, one entry of the journal after the other, live as in a replay.
   */
  private arriveAgain(): void {
    if (this.machine.current.s[ACTIVITY] === 0) return;
    const here = this.position;
    this.restore(this.checkpoints.before(here));
    this.goForward(Number.POSITIVE_INFINITY, { target: here });
  }

  /** The machine has just taken an event or edit: it is part of the history from now on, and its end. */
  private enter(event: JournalEntry['event']): void {
    const here = this.position;
    this.journal.dropAfter(here);
    this.transitions.dropAfter(here, this.happened);
    for (const console of Object.values(this.consoles)) console.dropAfter(here);
    this.checkpoints.dropAfter(here);
    this.reached = here;
    this.journal.append({ position: here, event });
    this.journalIndex = this.journal.length;
    this.stepDecision = null;
    this.standsStill();
  }

  private applyJournal(): void {
    const due = this.journal.at(this.journalIndex);
    if (due === undefined || due.position > this.position) return;
    // What comes from outside is no access of the program's.
    this.active?.remove();
    for (;;) {
      const entry = this.journal.at(this.journalIndex);
      if (entry === undefined || entry.position > this.position) break;
      this.watch.onJournal?.(entry, 'before');
      this.apply(entry.event);
      this.journalIndex++;
      this.watch.onJournal?.(entry, 'after');
    }
    this.active?.install(this.notes.list.map(({ pointer }) => pointer));
  }

  /** An entry that came with a loaded journal and cannot be has no effect, each time it is reached. */
  private apply(event: JournalEntry['event']): void {
    try {
      if (!isEdit(event)) this.machine.inject(event);
      else {
        this.machine.edit(event);
        this.noteEdit(event);
      }
    } catch (error) {
      if (!(error instanceof ProblemError || error instanceof RangeError)) throw error;
    }
  }

  private noteEdit(edit: HandEdit): void {
    if (edit.kind !== 'vmcs-field') return;
    const { s } = this.machine.current;
    this.notes.wrote(Number(edit.pointer), edit.field, this.position, s[RIP], s[RIP + 1]);
  }

  /** Where a batch from `position` must end: at a checkpoint's place, a journal entry, or the end of the known history. */
  private nextBoundary(position: number): number {
    const next = Math.min(
      this.spacing.next(this.checkpoints.before(position).position, position),
      this.checkpoints.after(position)?.position ?? Number.POSITIVE_INFINITY,
      this.journal.at(this.journalIndex)?.position ?? Number.POSITIVE_INFINITY,
    );
    return position < this.reached ? Math.min(next, this.reached) : next;
  }

  /** A checkpoint is taken (or becomes the base) when its place is reached. */
  private passBoundary(position: number): void {
    if (!this.spacing.isDue(this.checkpoints.before(position).position, position)) return;
    this.spacing.taken(this.checkpoints.take(this.companions()));
  }
}
