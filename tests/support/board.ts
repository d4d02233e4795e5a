import type { InterruptMessage } from '../../src/cpu/apic/interrupt-message';
import { asHostPhysical } from '../../src/cpu/state/address';
import { CYCLES } from '../../src/cpu/state/processor-layout';
import type { Machine } from '../../src/machine/machine';
import { labMachine } from './lab-machine';

/** A board whose devices are accessed by hand, with what it sends written down. Time is what the test says it is. */
export class TestBoard {
  readonly machine: Machine;
  readonly messages: InterruptMessage[] = [];
  intr = false;

  constructor(processors = 1) {
    this.machine = labMachine('start: hlt', { processors });
    this.machine.board.sink = {
      deliver: (message) => this.messages.push(message),
      intr: (asserted) => {
        this.intr = asserted;
      },
      deadlineMoved: () => undefined,
    };
  }

  get board() {
    return this.machine.board;
  }

  in(port: number, size = 1): number {
    return this.machine.bus.readPort(this.processor, port, size);
  }

  out(port: number, ...values: number[]): void {
    for (const value of values) this.machine.bus.writePort(this.processor, port, 1, value);
  }

  outWide(port: number, size: 2 | 4, value: number): void {
    this.machine.bus.writePort(this.processor, port, size, value);
  }

  readMemory(address: number, size = 4): number {
    return this.machine.bus.readPhysical(this.processor, asHostPhysical(address), size);
  }

  writeMemory(address: number, value: number, size = 4): void {
    this.machine.bus.writePhysical(this.processor, asHostPhysical(address), size, value);
  }

  /** Lets time pass up to a cycle; devices act at each deadline on the way, as in a machine that runs. */
  until(cycle: number): void {
    while (this.board.deadline() <= cycle) this.board.elapse(this.board.deadline());
    this.processor.f[CYCLES] = cycle;
  }

  private get processor() {
    const [p] = this.machine.processors;
    if (p === undefined) throw new Error('the machine has no processor');
    return p;
  }
}
