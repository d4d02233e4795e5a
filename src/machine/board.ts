import type { InterruptMessage } from '../cpu/apic/interrupt-message';
import type { Processor } from '../cpu/processor';
import { CYCLES } from '../cpu/state/processor-layout';
import { DEVICES_BASE, DEVICES_BYTES, type StateImage } from '../cpu/state/state-image';
import type { MachineBus } from './bus';
import { debugConsole, debugExit } from './devices/debug-ports';
import { NEXT_DEADLINE } from './devices/devices-layout';
import { firmwareConfiguration } from './devices/firmware-configuration';
import { InterruptDevices, IO_APIC_INPUT_OF_PIT } from './devices/interrupt-devices';
import { COM1_LINE, LINES_OF_COM1, PIT_LINE, RTC_LINE } from './devices/interrupt-lines';
import { pciConfiguration } from './devices/pci-configuration';
import type { ConsoleOutput, MemoryDevice, PortDevice } from './devices/port-device';
import { testDevice, testMemory } from './devices/test-device';
import { uart16550 } from './devices/uart-16550';
import type { TimedDevice } from './timed-device';

/** Where the board's interrupts go; whoever joins the processors sets it. */
export interface InterruptSink {
  /** A message from the I/O APIC. */
  deliver(message: InterruptMessage): void;
  /** The INTR output of the 8259A pair, on LINT0 of processor 0; called after every access, changed or not. */
  intr(asserted: boolean): void;
  /** NEXT_DEADLINE may lie earlier than it did before an access of processor `p`. */
  deadlineMoved(p: Processor): void;
}

/**
 * The devices of the board and what joins them: interrupt lines, both interrupt controllers, time. Everything they know is in
 * the image's devices' area.
 *
 * Time: devices compute what time has done when they are accessed, from the cycle count of the processor that does it
 * (`enter`); NEXT_DEADLINE says by when somebody must call `elapse` because one wants to interrupt. With several processors
 * whose counts differ, devices never go back: an earlier time is taken for the last one.
 */
export class Board implements TimedDevice {
  sink: InterruptSink = { deliver: () => undefined, intr: () => undefined, deadlineMoved: () => undefined };
  private readonly f: Float64Array;
  private readonly interrupts: InterruptDevices;

  constructor(
    private readonly image: StateImage,
    bus: MachineBus,
    processors: number,
    output: ConsoleOutput,
  ) {
    const s = new Int32Array(image.memory.buffer, DEVICES_BASE, DEVICES_BYTES / 4);
    this.f = new Float64Array(image.memory.buffer, DEVICES_BASE, DEVICES_BYTES / 8);
    this.interrupts = new InterruptDevices(s, this.f, (message) => this.sink.deliver(message));

    const { pic, pit, rtc, lines, ioApic } = this.interrupts;
    for (const device of [...pic.ports(), ...pit.ports(), rtc.ports(), ...testDevice(s, lines)])
      bus.connect(this.timed(device));
    bus.connectMemory(this.timed(ioApic.memory()));
    bus.connectMemory(testMemory(s));
    bus.connect(this.timed(uart16550(s, output.serial, (asserted) => lines.set(LINES_OF_COM1, COM1_LINE, asserted))));
    bus.connect(debugConsole(s, output.debugcon));
    bus.connect(debugExit());
    bus.connect(firmwareConfiguration(s, image.ramBytes, processors));
    bus.connect(pciConfiguration(s));
  }

  /** The state in which firmware hands the board over: timer running, the lines of the board's own devices masked. */
  reset(): void {
    const { pic, ioApic, pit, rtc } = this.interrupts;
    pic.reset();
    ioApic.reset();
    pit.reset();
    rtc.reset(this.image.ramBytes);
    this.updateDeadline();
  }

  /** The cycle at which a device wants to interrupt next, Infinity when none does. */
  deadline(): number {
    return this.f[NEXT_DEADLINE];
  }

  /** Does what the devices do by themselves up to the cycle `now`. */
  elapse(now: number): void {
    this.interrupts.elapse(now);
    this.updateDeadline();
    this.sink.intr(this.isRequesting);
  }

  /** For views: the devices as an access at the cycle `now` would find them. They are a copy: the board stays as it is. */
  interruptsAt(now: number): InterruptDevices {
    const copy = this.image.memory.buffer.slice(DEVICES_BASE, DEVICES_BASE + DEVICES_BYTES);
    const devices = new InterruptDevices(new Int32Array(copy), new Float64Array(copy), () => undefined);
    devices.elapse(now);
    return devices;
  }

  /** Whether the 8259A pair asserts INTR. */
  get isRequesting(): boolean {
    return this.interrupts.pic.isRequesting;
  }

  /** The acknowledge cycles for an interrupt of the 8259A pair: its vector. */
  acknowledge(): number {
    const vector = this.interrupts.pic.acknowledge();
    this.updateDeadline();
    this.sink.intr(this.isRequesting);
    return vector;
  }

  /** A local APIC broadcasts the end of a level-triggered interrupt. */
  endOfInterrupt(vector: number): void {
    this.interrupts.ioApic.endOfInterrupt(vector);
  }

  /** A device whose accesses depend on time or may change what interrupts. */
  private timed<Device extends PortDevice | MemoryDevice>(device: Device): Device {
    return {
      ...device,
      read: (p: Processor, offset: number, size: number): number => {
        this.enter(p);
        const value = device.read(p, offset, size);
        this.leave(p);
        return value;
      },
      write: (p: Processor, offset: number, value: number, size: number): void => {
        this.enter(p);
        device.write(p, offset, value, size);
        this.leave(p);
      },
    };
  }

  private enter(p: Processor): void {
    this.interrupts.elapse(p.f[CYCLES]);
  }

  private leave(p: Processor): void {
    const before = this.deadline();
    this.updateDeadline();
    if (this.deadline() < before) this.sink.deadlineMoved(p);
    this.sink.intr(this.isRequesting);
  }

  /** A timer whose interrupt is masked, or already waits, has no deadline: nobody would notice. */
  private updateDeadline(): void {
    const { pic, ioApic, pit, rtc } = this.interrupts;
    const ticks = pic.wouldSignal(PIT_LINE) || !ioApic.isMasked(IO_APIC_INPUT_OF_PIT);
    const strikes = pic.wouldSignal(RTC_LINE) || !ioApic.isMasked(RTC_LINE);
    this.f[NEXT_DEADLINE] = Math.min(
      ticks ? pit.deadline() : Number.POSITIVE_INFINITY,
      strikes ? rtc.deadline() : Number.POSITIVE_INFINITY,
    );
  }
}
