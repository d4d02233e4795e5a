import type { InterruptMessage } from '../cpu/apic/interrupt-message';
import type { Processor } from '../cpu/processor';
import { CYCLES } from '../cpu/state/processor-layout';
import { DEVICES_BASE, DEVICES_BYTES, type StateImage } from '../cpu/state/state-image';
import type { MachineBus } from './bus';
import { CmosRtc } from './devices/cmos-rtc';
import { debugConsole, debugExit } from './devices/debug-ports';
import { NEXT_DEADLINE } from './devices/devices-layout';
import { firmwareConfiguration } from './devices/firmware-configuration';
import { COM1_LINE, InterruptLines, LINES_OF_COM1, PIT_LINE, RTC_LINE } from './devices/interrupt-lines';
import { IoApic } from './devices/io-apic';
import { pciConfiguration } from './devices/pci-configuration';
import { PicPair } from './devices/pic-pair';
import { Pit8254 } from './devices/pit-8254';
import type { ConsoleOutput, MemoryDevice, PortDevice } from './devices/port-device';
import { testDevice, testMemory } from './devices/test-device';
import { uart16550 } from './devices/uart-16550';
import type { TimedDevice } from './timed-device';

/** Lines of the 8259A pair; the I/O APIC has all 24. */
const PIC_LINES = 16;
/** The I/O APIC's input of line 0, as PCs are wired and their interrupt-override tables say. */
const IO_APIC_INPUT_OF_PIT = 2;

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
  readonly ioApic: IoApic;
  private readonly f: Float64Array;
  private readonly lines: InterruptLines;
  private readonly pic: PicPair;
  private readonly pit: Pit8254;
  private readonly rtc: CmosRtc;

  constructor(
    private readonly image: StateImage,
    bus: MachineBus,
    processors: number,
    output: ConsoleOutput,
  ) {
    const s = new Int32Array(image.memory.buffer, DEVICES_BASE, DEVICES_BYTES / 4);
    this.f = new Float64Array(image.memory.buffer, DEVICES_BASE, DEVICES_BYTES / 8);
    this.pic = new PicPair(s);
    this.ioApic = new IoApic(s, (message) => this.sink.deliver(message));
    this.lines = new InterruptLines(s, (line, asserted) => this.route(line, asserted));
    this.pit = new Pit8254(s, this.f, this.lines);
    this.rtc = new CmosRtc(s, this.f, this.lines);

    for (const device of [...this.pic.ports(), ...this.pit.ports(), this.rtc.ports(), ...testDevice(s, this.lines)])
      bus.connect(this.timed(device));
    bus.connectMemory(this.timed(this.ioApic.memory()));
    bus.connectMemory(testMemory(s));
    bus.connect(
      this.timed(uart16550(s, output.serial, (asserted) => this.lines.set(LINES_OF_COM1, COM1_LINE, asserted))),
    );
    bus.connect(debugConsole(s, output.debugcon));
    bus.connect(debugExit());
    bus.connect(firmwareConfiguration(s, image.ramBytes, processors));
    bus.connect(pciConfiguration(s));
  }

  /** The state in which firmware hands the board over: timer running, the lines of the board's own devices masked. */
  reset(): void {
    this.pic.reset();
    this.ioApic.reset();
    this.pit.reset();
    this.rtc.reset(this.image.ramBytes);
    this.updateDeadline();
  }

  /** The cycle at which a device wants to interrupt next, Infinity when none does. */
  deadline(): number {
    return this.f[NEXT_DEADLINE];
  }

  /** Does what the devices do by themselves up to the cycle `now`. */
  elapse(now: number): void {
    this.pit.elapse(now);
    this.rtc.elapse(now);
    this.updateDeadline();
    this.sink.intr(this.pic.isRequesting);
  }

  /** Whether the 8259A pair asserts INTR. */
  get isRequesting(): boolean {
    return this.pic.isRequesting;
  }

  /** The acknowledge cycles for an interrupt of the 8259A pair: its vector. */
  acknowledge(): number {
    const vector = this.pic.acknowledge();
    this.updateDeadline();
    this.sink.intr(this.pic.isRequesting);
    return vector;
  }

  /** A local APIC broadcasts the end of a level-triggered interrupt. */
  endOfInterrupt(vector: number): void {
    this.ioApic.endOfInterrupt(vector);
  }

  private route(line: number, asserted: boolean): void {
    if (line < PIC_LINES) this.pic.setLine(line, asserted);
    if (line !== PIT_LINE && line !== IO_APIC_INPUT_OF_PIT) this.ioApic.setLine(line, asserted);
    else {
      const either = this.lines.isAsserted(PIT_LINE) || this.lines.isAsserted(IO_APIC_INPUT_OF_PIT);
      this.ioApic.setLine(IO_APIC_INPUT_OF_PIT, either);
    }
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
    const now = p.f[CYCLES];
    this.pit.elapse(now);
    this.rtc.elapse(now);
  }

  private leave(p: Processor): void {
    const before = this.deadline();
    this.updateDeadline();
    if (this.deadline() < before) this.sink.deadlineMoved(p);
    this.sink.intr(this.pic.isRequesting);
  }

  /** A timer whose interrupt is masked, or already waits, has no deadline: nobody would notice. */
  private updateDeadline(): void {
    const pit = this.pic.wouldSignal(PIT_LINE) || !this.ioApic.isMasked(IO_APIC_INPUT_OF_PIT);
    const rtc = this.pic.wouldSignal(RTC_LINE) || !this.ioApic.isMasked(RTC_LINE);
    this.f[NEXT_DEADLINE] = Math.min(
      pit ? this.pit.deadline() : Number.POSITIVE_INFINITY,
      rtc ? this.rtc.deadline() : Number.POSITIVE_INFINITY,
    );
  }
}
