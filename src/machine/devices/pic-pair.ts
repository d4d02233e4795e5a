import { CASCADE_INPUT, Pic8259 } from './pic-8259';
import type { PortDevice } from './port-device';

const MASTER_PORT = 0x20;
const SLAVE_PORT = 0xa0;
const LEVEL_CONTROL_PORT = 0x4d0;
/** Inputs whose edge or level the PC leaves to software: not timer, keyboard, cascade, clock and numeric error. */
const MASTER_LEVEL_INPUTS = 0xf8;
const SLAVE_LEVEL_INPUTS = 0xde;

/** Vectors that firmware gives the two chips, and masks: the lines that PCI devices get are open (5, 9, 10, 11). */
const MASTER_BASE = 0x08;
const SLAVE_BASE = 0x70;
const MASTER_MASK = 0xff & ~((1 << CASCADE_INPUT) | (1 << 5));
const SLAVE_MASK = 0xff & ~((1 << 1) | (1 << 2) | (1 << 3));

/** The PC's two 8259A, the slave's output on the master's input 2. The master's output is the board's INTR line. */
export class PicPair {
  readonly master: Pic8259;
  readonly slave: Pic8259;

  constructor(state: Int32Array) {
    this.master = new Pic8259(state, true);
    this.slave = new Pic8259(state, false);
  }

  reset(): void {
    this.master.reset(MASTER_BASE, MASTER_MASK);
    this.slave.reset(SLAVE_BASE, SLAVE_MASK);
  }

  /** Input 0–15; input 2 is the cascade and belongs to nobody else. */
  setLine(input: number, asserted: boolean): void {
    if (input === CASCADE_INPUT) return;
    if (input < 8) this.master.setLine(input, asserted);
    else {
      this.slave.setLine(input - 8, asserted);
      this.cascade();
    }
  }

  /** Whether an edge of an input would do more than be remembered. */
  wouldSignal(input: number): boolean {
    if (input < 8) return !this.master.isMasked(input) && !this.master.isRequested(input);
    return (
      !this.master.isMasked(CASCADE_INPUT) && !this.slave.isMasked(input - 8) && !this.slave.isRequested(input - 8)
    );
  }

  /** The INTR line: an interrupt waits for its acknowledge. */
  get isRequesting(): boolean {
    return this.master.pendingInput() >= 0;
  }

  /** The processor's acknowledge cycles: the vector. */
  acknowledge(): number {
    const input = this.master.acknowledge();
    if (input !== CASCADE_INPUT) return this.master.base + input;
    const vector = this.slave.base + this.slave.acknowledge();
    // The slave's output falls with its acknowledge; one that waits there makes a new edge.
    this.master.withdraw(CASCADE_INPUT);
    this.cascade();
    return vector;
  }

  /** The chips' ports. */
  ports(): readonly PortDevice[] {
    const chip = (first: number, pic: Pic8259): PortDevice => ({
      first,
      count: 2,
      read: (_p, port) => {
        const value = pic.read(port);
        this.cascade();
        return value;
      },
      write: (_p, port, value) => {
        pic.write(port, value);
        this.cascade();
      },
    });
    const levelControl: PortDevice = {
      first: LEVEL_CONTROL_PORT,
      count: 2,
      read: (_p, port) => (port === 0 ? this.master : this.slave).levelControl,
      write: (_p, port, value) => {
        if (port === 0) this.master.levelControl = value & MASTER_LEVEL_INPUTS;
        else this.slave.levelControl = value & SLAVE_LEVEL_INPUTS;
        this.cascade();
      },
    };
    return [chip(MASTER_PORT, this.master), chip(SLAVE_PORT, this.slave), levelControl];
  }

  private cascade(): void {
    if (this.slave.pendingInput() >= 0) this.master.setLine(CASCADE_INPUT, true);
    else this.master.withdraw(CASCADE_INPUT);
  }
}
