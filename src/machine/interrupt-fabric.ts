import { acceptMessage } from '../cpu/apic/accept-message';
import { isDestination } from '../cpu/apic/destination';
import {
  DELIVER_LOWEST_PRIORITY,
  type DestinationShorthand,
  type InterruptMessage,
} from '../cpu/apic/interrupt-message';
import { isPinAsserted, setLocalPin } from '../cpu/apic/local-pins';
import { processorPriority } from '../cpu/apic/priority';
import type { InterruptPort } from '../cpu/ports';
import type { Processor } from '../cpu/processor';

/** What an interrupt acknowledge cycle and an EOI message reach on the board. */
export interface BoardInterrupts {
  /** The 8259's answer to an interrupt acknowledge cycle. */
  acknowledge?(): number;
  /** A local APIC ended the interrupt of a level-triggered vector. */
  endOfInterrupt?(vector: number): void;
}

/** A spurious vector for an acknowledge cycle that nobody answers. */
const NOBODY = 0xff;

/**
 * What carries interrupts between the local APICs and the board. Devices call `deliver` for messages, and `setIntr` and
 * `setNmi` for the lines that lead to the LINT pins of the bootstrap processor.
 */
export class InterruptFabric implements InterruptPort {
  /** Set by the board. */
  board: BoardInterrupts = {};

  /** @param reach told before something is signalled to a processor */
  constructor(
    private readonly processors: readonly Processor[],
    private readonly reach: (p: Processor) => void,
  ) {}

  /** A message from the board. False when no local APIC took it. */
  deliver(message: InterruptMessage): boolean {
    return this.deliverTo(this.processors, message, true);
  }

  send(sender: Processor, message: InterruptMessage, shorthand: DestinationShorthand): boolean {
    if (shorthand === 'none') return this.deliverTo(this.processors, message, true);
    if (shorthand === 'self') return this.deliverTo([sender], message, false);
    const others = this.processors.filter((p) => p !== sender || shorthand === 'all-including-self');
    return this.deliverTo(others, message, false);
  }

  /** The 8259's INTR line, LINT0 of the bootstrap processor. */
  setIntr(asserted: boolean): void {
    this.setPin(0, asserted);
  }

  /** The NMI line, LINT1 of the bootstrap processor. */
  setNmi(asserted: boolean): void {
    this.setPin(1, asserted);
  }

  acknowledgeExternal(): number {
    return this.board.acknowledge?.() ?? NOBODY;
  }

  endOfInterrupt(vector: number): void {
    this.board.endOfInterrupt?.(vector);
  }

  private setPin(pin: 0 | 1, asserted: boolean): void {
    const p = this.processors[0] as Processor;
    if (isPinAsserted(p, pin) === asserted) return;
    this.reach(p);
    setLocalPin(p, pin, asserted);
  }

  private accept(p: Processor, message: InterruptMessage): boolean {
    this.reach(p);
    return acceptMessage(p, message);
  }

  private deliverTo(candidates: readonly Processor[], message: InterruptMessage, match: boolean): boolean {
    const targets = match ? candidates.filter((p) => isDestination(p, message)) : candidates;
    if (message.deliveryMode === DELIVER_LOWEST_PRIORITY) return this.deliverLowest(targets, message);
    let accepted = false;
    for (const p of targets) accepted = this.accept(p, message) || accepted;
    return accepted;
  }

  /** The candidate of the lowest processor priority takes it, of several the one with the lowest number. */
  private deliverLowest(targets: readonly Processor[], message: InterruptMessage): boolean {
    let chosen: Processor | null = null;
    for (const p of targets) {
      if (chosen === null || processorPriority(p) < processorPriority(chosen)) chosen = p;
    }
    return chosen !== null && this.accept(chosen, message);
  }
}
