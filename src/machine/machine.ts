import { dropTranslations } from '../cpu/derived';
import type { Processor } from '../cpu/processor';
import { scheduleChanged } from '../cpu/schedule';
import { ACTIVITY, STOP, STOP_VALUE } from '../cpu/state/processor-layout';
import { DEVICES_BASE, DEVICES_BYTES, PAGE_BYTES, RAM_BASE, type StateImage } from '../cpu/state/state-image';
import { STOP_HALTED, STOP_LAB_EXCEPTION, STOP_NONE, STOP_REQUESTED, type StopCode } from '../cpu/state/stop-code';
import type { ProcessorModel } from '../models/model';
import type { VmxUnit } from '../vmx/unit';
import { Board } from './board';
import { reportedVector } from './boot/reported-vector';
import type { MachineBus } from './bus';
import { DEBUGCON_WRITTEN, SERIAL_WRITTEN } from './devices/devices-layout';
import type { ConsoleOutput } from './devices/port-device';
import { MachineDigest } from './digest';
import { editState, type StateEdit } from './edit';
import { injectEvent, type OutsideEvent } from './inject';
import { InterruptFabric } from './interrupt-fabric';
import { Scheduler } from './scheduler';

/** How the machine was started. */
export type BootKind = 'lab' | 'multiboot' | 'boot-sector';

/** What a machine is made of; `createMachine` puts it together. */
export interface MachineParts {
  readonly image: StateImage;
  readonly bus: MachineBus;
  readonly processors: readonly Processor[];
  readonly vmx: readonly VmxUnit[];
  readonly model: ProcessorModel;
}

/**
 * The board: processors with their VMX units, RAM, devices. Everything that it knows is in the state image; what it keeps
 * beside is derived from it, or wiring.
 */
export class Machine {
  readonly image: StateImage;
  readonly processors: readonly Processor[];
  readonly vmx: readonly VmxUnit[];
  readonly model: ProcessorModel;
  readonly bus: MachineBus;
  readonly board: Board;
  /** Where console bytes go while somebody wants them; null while history is replayed. */
  output: ConsoleOutput | null = null;
  /** Set by the boot code. */
  bootKind: BootKind = 'lab';
  private readonly devices: Int32Array;
  private readonly digester: MachineDigest;
  private readonly boot: Processor;
  /** Carries interrupts between local APICs and devices. */
  readonly interrupts: InterruptFabric;
  /** Who runs, and when timers and devices act. */
  readonly scheduler: Scheduler;

  constructor(parts: MachineParts) {
    this.image = parts.image;
    this.processors = parts.processors;
    this.vmx = parts.vmx;
    this.model = parts.model;
    this.bus = parts.bus;
    this.boot = parts.processors[0] as Processor;
    this.scheduler = new Scheduler(parts.processors);
    this.interrupts = new InterruptFabric(parts.processors, (p) => this.scheduler.reach(p));
    for (const p of parts.processors) p.interrupts = this.interrupts;
    this.devices = new Int32Array(parts.image.memory.buffer, DEVICES_BASE, DEVICES_BYTES / 4);
    this.digester = new MachineDigest(parts.image, parts.processors);
    this.board = new Board(parts.image, parts.bus, parts.processors.length, {
      serial: (byte) => this.output?.serial(byte),
      debugcon: (byte) => this.output?.debugcon(byte),
    });
    this.board.sink = {
      deliver: (message) => this.interrupts.deliver(message),
      intr: (asserted) => this.interrupts.setIntr(asserted),
      deadlineMoved: scheduleChanged,
    };
    this.interrupts.board = this.board;
    this.scheduler.connect(this.board);
  }

  /** One position: one instruction attempt, one iteration of a REP instruction, or one event. Nothing while stopped. */
  step(): void {
    this.run(1);
  }

  /** Up to `steps` positions; returns how many were done, fewer when the machine stopped. */
  run(steps: number): number {
    this.resume();
    if (this.boot.s[STOP] !== STOP_NONE) return 0;
    const done = this.scheduler.run(steps);
    this.recogniseHandler();
    return done;
  }

  /** Where the machine is in time: instructions begun plus events taken, by all processors. */
  position(): number {
    return this.scheduler.position;
  }

  /** The processor whose turn it is. */
  get current(): Processor {
    return this.scheduler.current;
  }

  /** Why the machine stands still, 0 while it can go on; a listener's wish to stop does not count. */
  get stop(): StopCode {
    const stop = this.boot.s[STOP] as StopCode;
    return stop === STOP_REQUESTED ? STOP_NONE : stop;
  }

  /** What goes with `stop`: the value written to port 0xF4, the vector, the abort indicator. */
  get stopValue(): number {
    return this.boot.s[STOP_VALUE];
  }

  /** Bytes written to the consoles since the machine was made, replayed ones counted once. */
  get written(): { readonly debugcon: number; readonly serial: number } {
    return { debugcon: this.devices[DEBUGCON_WRITTEN] >>> 0, serial: this.devices[SERIAL_WRITTEN] >>> 0 };
  }

  /** Lets an event from outside reach the processor; it is taken at the next boundary where it may be. */
  inject(event: OutsideEvent): void {
    this.scheduler.reach(this.boot);
    injectEvent(this, event);
  }

  /** Changes the state by hand. Throws a `ProblemError` for what cannot be; the caller then restores what it kept. */
  edit(edit: StateEdit): void {
    editState(this, edit);
  }

  /** Hash of the whole state, 16 hexadecimal digits; the same however the machine came to be in it. */
  digest(): string {
    return this.digester.compute();
  }

  /**
   * Must follow every overwriting of the image from outside: drops what was derived from it. RAM pages that were
   * overwritten must have been announced by `image.noteWrite` before.
   */
  restored(): void {
    for (const p of this.processors) dropTranslations(p);
    this.scheduler.restored();
  }

  private resume(): void {
    if (this.boot.s[STOP] === STOP_REQUESTED) this.boot.s[STOP] = STOP_NONE;
  }

  /** The processor that stands behind a handler that came with the boot; processor 0 when none does. */
  get reporter(): Processor {
    const reports = (p: Processor): boolean => reportedVector(this.image, p, this.bootKind) >= 0;
    return this.processors.find((p) => p.s[ACTIVITY] !== 0 && reports(p)) ?? this.boot;
  }

  /** Standing still behind one of the handlers that came with the boot means that it was reported what it is for. */
  private recogniseHandler(): void {
    if (this.boot.s[STOP] !== STOP_HALTED) return;
    const vector = reportedVector(this.image, this.reporter, this.bootKind);
    if (vector < 0) return;
    this.boot.s[STOP] = STOP_LAB_EXCEPTION;
    this.boot.s[STOP_VALUE] = vector;
  }

  /** Writes bytes into RAM from outside, as a boot loader does. Throws a RangeError outside RAM. */
  load(address: number, bytes: Uint8Array): void {
    if (address < 0 || address + bytes.length > this.image.ramBytes) throw new RangeError('outside RAM');
    const last = Math.floor((address + bytes.length - 1) / PAGE_BYTES);
    for (let page = Math.floor(address / PAGE_BYTES); page <= last; page++) this.image.noteWrite(page);
    this.image.u8.set(bytes, RAM_BASE + address);
  }
}
