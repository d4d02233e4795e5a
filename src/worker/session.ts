import { ProblemError } from '../base/problem-error';
import type { Processor } from '../cpu/processor';
import type { InterruptDevices } from '../machine/devices/interrupt-devices';
import type { BitmapsView } from '../protocol/bitmaps';
import type {
  Breakpoint,
  BreakpointProblem,
  HandEdit,
  InjectedEvent,
  JournalEntry,
  RunCommand,
} from '../protocol/commands';
import type { TablesView } from '../protocol/descriptor-tables';
import type { ChecklistView } from '../protocol/entry-checklist';
import type { InterruptsView } from '../protocol/interrupts-view';
import type { InvalidationsView, InvalidationView } from '../protocol/invalidations-view';
import type { TlbView, WalkRequest, WalkView } from '../protocol/paging-view';
import type { ModeView } from '../protocol/processor-mode';
import type { MemoryRequest } from '../protocol/simulator';
import type {
  DisassembledLine,
  MemoryBlock,
  RegistersView,
  Snapshot,
  StopInfo,
  VmcsFieldId,
  VmcsView,
} from '../protocol/snapshot';
import type { VirtualApicReading } from '../protocol/virtual-apic';
import { type InvalidationNote, lastInvalidations } from '../recorder/last-invalidations';
import type { Recorder } from '../recorder/recorder';
import { movementOf } from './command-movements';
import { HistoryWindow } from './history-window';
import type { CodeMap } from './views/code-map';
import { type CodeReader, codeBits, codeBytes, disassembleAt } from './views/code-view';
import { toInterruptsView } from './views/interrupts-view';
import { toInvalidationView } from './views/invalidations-view';
import { toMemoryBlock } from './views/memory-view';
import { toModeView } from './views/mode/mode-view';
import { toTlbView, toWalkView } from './views/paging-view';
import { toRegistersView } from './views/registers-view';
import { toSnapshot } from './views/snapshot-view';
import { type LabException, toMachineStop } from './views/stop-view';
import { toTablesView } from './views/tables/tables-view';
import { toVirtualApicReading } from './views/virtual-apic-reading';
import { currentVmcs, toVmcsView } from './views/vmcs-view';
import { toBitmapsView } from './views/vmx/bitmaps-view';
import { toChecklistView } from './views/vmx/checklist-view';

const LONGEST_INSTRUCTION = 15;
/** Invalidations of the past that are shown. */
const MOST_INVALIDATIONS = 12;

/** What a session is made of: one booted machine with its history, and the means to show it. */
export interface SessionParts {
  readonly recorder: Recorder;
  readonly map: CodeMap;
  readonly reader: CodeReader;
  /** Whether the machine's model has a VMCS field. */
  readonly hasField: (id: VmcsFieldId) => boolean;
  readonly labException: () => LabException;
  /** The instruction that is not modelled, at which the machine stopped. */
  readonly unmodelled: () => string;
  readonly digest: () => string;
  /** The board's interrupt devices as they are at a cycle; a copy. */
  readonly interruptDevices: (now: number) => InterruptDevices;
  /** Whether an instruction names a register as a destination (asm/written-registers.ts). */
  readonly writesRegister: (bytes: Uint8Array, bits: number, name: string) => boolean;
}

/** One program at one moment of its history: carries out commands slice by slice and shows the result. */
export class Session {
  readonly recorder: Recorder;
  readonly history: HistoryWindow;
  /** Positions per slice; whoever drives `perform` adapts it to the time that a slice took. */
  sliceSteps = 20_000;
  stop: StopInfo = { kind: 'ready' };
  /** The VMCS to show; null = the current one. */
  selectedVmcs: bigint | null = null;
  /** The processor to show; null = the one whose turn it is. */
  selectedProcessor: number | null = null;
  /** Registers of all processors before the last command. */
  registersBefore: readonly RegistersView[];
  /** Whether the command under way goes forward from where people stand: events and edits may come between its slices. */
  interruptible = false;
  /** How far back the search under way has got; between slices the machine stands anywhere then. */
  searchedTo: number | null = null;

  constructor(readonly parts: SessionParts) {
    this.recorder = parts.recorder;
    this.history = new HistoryWindow(parts.recorder, parts.map);
    this.registersBefore = this.allRegisters();
    this.stop = this.machineStop() ?? { kind: 'ready' };
  }

  /** The processor that people look at. */
  get processor(): Processor {
    return this.chosenProcessor ?? this.recorder.machine.current;
  }

  /** The one that somebody chose to look at; null when people look at the one whose turn it is. */
  get chosenProcessor(): Processor | null {
    return this.recorder.machine.processors[this.selectedProcessor ?? -1] ?? null;
  }

  get position(): number {
    return this.recorder.position;
  }

  /** Carries out a command; each turn goes at most `sliceSteps` positions forward. Leaving it early pauses the machine where it stands. */
  *perform(command: RunCommand): Generator<undefined, void> {
    this.registersBefore = this.allRegisters();
    this.recorder.begin();
    this.stop = { kind: 'paused' };
    this.interruptible = false;
    this.searchedTo = null;
    const stop = yield* movementOf(this, command);
    this.searchedTo = null;
    this.settle(stop);
  }

  /** Puts the machine at rest, also after `perform` was left early or failed. */
  settle(stop: StopInfo): void {
    if (this.searchedTo !== null) this.recorder.seek(this.searchedTo);
    this.searchedTo = null;
    this.interruptible = false;
    this.recorder.refine();
    this.stop = this.toShown(this.machineStop() ?? stop, stop);
  }

  inject(event: InjectedEvent): void {
    this.change(() => this.recorder.inject(event));
  }

  /** Throws a `ProblemError` for what cannot be. */
  edit(edit: HandEdit): void {
    if (edit.kind === 'vmcs-field') this.requireVmcs(edit.pointer);
    const processor = this.chosenProcessor?.id;
    const named = edit.kind === 'vmcs-field' || processor === undefined ? edit : { processor, ...edit };
    this.change(() => this.recorder.edit(named));
  }

  journal(): readonly JournalEntry[] {
    return this.recorder.journal.toArray();
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): readonly BreakpointProblem[] {
    return this.recorder.breakpoints.set(breakpoints, {
      processor: this.processor,
      hasField: this.parts.hasField,
      addressesOf: (file, line) => this.parts.map.addressesOf(file, line),
    });
  }

  /** Whether the instruction at an address names a register as a destination. */
  writesRegister(address: bigint, name: string): boolean {
    const bytes = codeBytes(this.processor, address, LONGEST_INSTRUCTION);
    return this.parts.writesRegister(bytes, codeBits(this.processor), name);
  }

  snapshot(running: boolean): Snapshot {
    return toSnapshot(this, running);
  }

  /** The VMCS that people look at; null when there is none. */
  get shownVmcs(): bigint | null {
    const shown = this.selectedVmcs ?? currentVmcs(this.processor);
    return shown === null || this.history.labelOf(shown) === null ? null : shown;
  }

  vmcs(pointer: bigint): VmcsView {
    const changed = this.recorder.notes.changedFields(Number(pointer), this.position);
    return toVmcsView(this.processor, pointer, this.labelOf(pointer), this.parts.hasField, changed);
  }

  memory(request: MemoryRequest): MemoryBlock {
    return toMemoryBlock(this.processor, request);
  }

  walk(request: WalkRequest): WalkView {
    return toWalkView(this.processor, request);
  }

  /** @param address as in `toTlbView` */
  tlb(address: bigint | null): TlbView {
    return toTlbView(this.processor, address);
  }

  /** Only while nothing runs: the history that led here is repeated. */
  invalidations(): InvalidationsView {
    const p = this.processor;
    const { since, notes } = lastInvalidations(this.recorder, p, MOST_INVALIDATIONS);
    const view = (note: InvalidationNote): InvalidationView =>
      toInvalidationView(p, this.parts.map, this.parts.reader, note);
    return { since, invalidations: notes.map(view).reverse() };
  }

  interrupts(): InterruptsView {
    return toInterruptsView(this.processor, this.parts.interruptDevices);
  }

  virtualApic(): VirtualApicReading | null {
    return toVirtualApicReading(this.processor);
  }

  mode(): ModeView {
    return toModeView(this.processor);
  }

  tables(): TablesView {
    return toTablesView(this.processor, this.parts.map);
  }

  checklist(): ChecklistView | null {
    const pointer = this.shownVmcs;
    if (pointer === null) return null;
    const note = this.recorder.notes.find(Number(pointer));
    return toChecklistView(this.processor, pointer, this.labelOf(pointer), note?.writers, this.parts.map);
  }

  bitmaps(): BitmapsView | null {
    const pointer = this.shownVmcs;
    return pointer === null ? null : toBitmapsView(this.processor, pointer, this.labelOf(pointer), this.parts.hasField);
  }

  disassemble(address: bigint, count: number): readonly DisassembledLine[] {
    const lines = Math.max(0, Math.min(1_000, Math.trunc(count)));
    return disassembleAt(this.processor, this.parts.map, this.parts.reader, BigInt.asUintN(64, address), lines);
  }

  private labelOf(pointer: bigint): string {
    return this.history.labelOf(pointer) ?? '';
  }

  private change(work: () => void): void {
    const before = this.allRegisters();
    work();
    this.registersBefore = before;
    this.history.forgetLabels();
    this.stop = this.machineStop() ?? { kind: 'done' };
  }

  private allRegisters(): readonly RegistersView[] {
    return this.recorder.machine.processors.map(toRegistersView);
  }

  private requireVmcs(pointer: bigint): void {
    if (this.history.labelOf(pointer) !== null) return;
    const shown = `0x${BigInt.asUintN(64, pointer).toString(16)}`;
    throw new ProblemError('vmcs-pointer', { pointer: shown }, `there is no VMCS at ${shown}`);
  }

  /** What people looked for says more than that the machine stands still there. */
  private toShown(stop: StopInfo, asked: StopInfo): StopInfo {
    return asked.kind === 'writer' || asked.kind === 'no-writer' || asked.kind === 'no-code' ? asked : stop;
  }

  private machineStop(): StopInfo | null {
    return toMachineStop(this.recorder.machine.processors[0] as Processor, this.parts);
  }
}
