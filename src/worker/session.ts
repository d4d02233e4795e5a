import type { Processor } from '../cpu/processor';
import type { Breakpoint, InjectedEvent, RunCommand } from '../protocol/commands';
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
import { leadsToGuest, leadsToHost, stepOut, stepOver } from '../recorder/movements';
import type { Recorder } from '../recorder/recorder';
import type { AdvanceResult, Watch } from '../recorder/watch';
import type { Transition } from '../vmx/explain/transition';
import { HistoryWindow } from './history-window';
import type { CodeMap } from './views/code-map';
import { type CodeReader, disassembleAt } from './views/code-view';
import { toMemoryBlock } from './views/memory-view';
import { toRegistersView } from './views/registers-view';
import { toSnapshot } from './views/snapshot-view';
import { type LabException, toMachineStop } from './views/stop-view';
import { toVmcsView } from './views/vmcs-view';

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
  /** Registers before the last command. */
  registersBefore: RegistersView;

  constructor(readonly parts: SessionParts) {
    this.recorder = parts.recorder;
    this.history = new HistoryWindow(parts.recorder, parts.map);
    this.registersBefore = toRegistersView(this.processor);
    this.stop = this.machineStop() ?? { kind: 'ready' };
  }

  get processor(): Processor {
    return this.recorder.machine.processors[0] as Processor;
  }

  get position(): number {
    return this.recorder.position;
  }

  /** Carries out a command; each turn goes at most `sliceSteps` positions forward. Leaving it early pauses the machine where it stands. */
  *perform(command: RunCommand): Generator<undefined, void> {
    this.registersBefore = toRegistersView(this.processor);
    this.recorder.begin();
    this.stop = { kind: 'paused' };
    const stop = yield* this.movement(command);
    this.recorder.refine();
    this.stop = this.machineStop() ?? stop;
  }

  /** Puts the machine at rest after `perform` was left early or failed. */
  settle(stop: StopInfo): void {
    this.recorder.refine();
    this.stop = this.machineStop() ?? stop;
  }

  inject(event: InjectedEvent): void {
    this.registersBefore = toRegistersView(this.processor);
    this.recorder.inject(event);
    this.history.forgetLabels();
    this.stop = this.machineStop() ?? { kind: 'done' };
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): void {
    this.recorder.breakpoints.set(
      breakpoints.map((b) =>
        b.kind === 'address' ? [BigInt.asUintN(64, b.address)] : this.parts.map.addressesOf(b.file, b.line),
      ),
    );
  }

  snapshot(running: boolean): Snapshot {
    return toSnapshot(this, running);
  }

  vmcs(pointer: bigint): VmcsView {
    const changed = this.recorder.notes.changedFields(Number(pointer), this.position);
    return toVmcsView(this.processor, pointer, this.history.labelOf(pointer) ?? '', this.parts.hasField, changed);
  }

  memory(request: MemoryRequest): MemoryBlock {
    return toMemoryBlock(this.processor, request);
  }

  disassemble(address: bigint, count: number): readonly DisassembledLine[] {
    const lines = Math.max(0, Math.min(1_000, Math.trunc(count)));
    return disassembleAt(this.processor, this.parts.map, this.parts.reader, BigInt.asUintN(64, address), lines);
  }

  private *movement(command: RunCommand): Generator<undefined, StopInfo> {
    switch (command.kind) {
      case 'run':
        return this.toStop(yield* this.forward({ breakpoints: true }));
      case 'step':
        return this.toStop(this.recorder.advance(1));
      case 'step-over':
        return yield* this.over();
      case 'step-out':
        return this.toStop(yield* this.forward(stepOut(this.processor, (address) => this.textAt(address))));
      case 'next-vm-exit':
        return this.toStop(yield* this.forward({ breakpoints: true, onTransition: leadsToHost }));
      case 'next-vm-entry':
        return this.toStop(yield* this.forward({ breakpoints: true, onTransition: leadsToGuest }));
      case 'step-back':
        return yield* this.backTo(this.position - 1);
      case 'previous-vm-exit':
        return yield* this.backToLast(leadsToHost);
      case 'previous-vm-entry':
        return yield* this.backToLast(leadsToGuest);
      case 'restart':
        yield* this.recorder.seeking(this.recorder.start, () => this.sliceSteps);
        return { kind: 'ready' };
      case 'seek':
        return yield* this.backTo(command.position);
      case 'go-to-transition':
        return yield* this.toTransition(command.transition);
    }
  }

  private *over(): Generator<undefined, StopInfo> {
    const here = this.parts.reader;
    const line = disassembleAt(this.processor, this.parts.map, here, toRegistersView(this.processor).rip, 1)[0];
    const more = line === undefined ? null : stepOver(this.processor, line);
    const first = this.recorder.advance(1);
    if (more === null || first.kind === 'stopped' || !more.needed()) return this.toStop(first);
    return this.toStop(yield* this.forward(more.watch));
  }

  private *forward(watch: Watch): Generator<undefined, AdvanceResult> {
    for (;;) {
      const result = this.recorder.advance(this.sliceSteps, watch);
      if (result.kind !== 'out-of-steps') return result;
      yield;
    }
  }

  private *backTo(position: number): Generator<undefined, StopInfo> {
    const target = Number.isFinite(position) ? Math.trunc(position) : this.position;
    yield* this.recorder.seeking(Math.max(this.recorder.start, target), () => this.sliceSteps);
    return target < this.recorder.start ? { kind: 'start-of-history' } : { kind: 'done' };
  }

  private *backToLast(fits: (t: Transition) => boolean): Generator<undefined, StopInfo> {
    const transition = this.recorder.transitions.lastBefore(this.position, fits);
    return yield* this.backTo(transition?.position ?? this.recorder.start - 1);
  }

  /** To a transition by its number, recorded already or not. One that the run never has leads to the run's end. */
  private *toTransition(n: number): Generator<undefined, StopInfo> {
    const log = this.recorder.transitions;
    if (n < 1) return yield* this.backTo(this.recorder.start);
    if (log.length < n) {
      yield* this.backTo(this.recorder.furthest);
      const result = yield* this.forward({ onTransition: () => log.length >= n });
      if (log.length < n) return this.toStop(result);
    }
    return yield* this.backTo(log.at(n - 1)?.position ?? this.recorder.start);
  }

  private textAt(address: bigint): string {
    return disassembleAt(this.processor, this.parts.map, this.parts.reader, address, 1)[0]?.text ?? '';
  }

  private toStop(result: AdvanceResult): StopInfo {
    return result.kind === 'breakpoint' ? { kind: 'breakpoint', breakpoint: result.index } : { kind: 'done' };
  }

  private machineStop(): StopInfo | null {
    return toMachineStop(this.processor, this.parts);
  }
}
