import type { InterruptMessage } from '../../cpu/apic/interrupt-message';
import { IO_APIC_ENTRIES, IO_APIC_ID, IO_APIC_INDEX, IO_APIC_LINES } from './devices-layout';
import type { MemoryDevice } from './port-device';

const IO_APIC_ADDRESS = 0xfec0_0000;
export const IO_APIC_INPUTS = 24;

/** Places in its page. */
const REGISTER_SELECT = 0;
const REGISTER_WINDOW = 0x10;
const END_OF_INTERRUPT = 0x40;

const ID = 0,
  VERSION = 1,
  ARBITRATION = 2,
  FIRST_ENTRY = 0x10;

/** Version 0x20 (with an end-of-interrupt register), last entry 23. */
const VERSION_VALUE = 0x20 | ((IO_APIC_INPUTS - 1) << 16);
const ID_BITS = 0x0f00_0000;

/** Low word of an entry. */
const LOWEST_PRIORITY = 1;
const LOGICAL = 0x800;
const REMOTE_IRR = 0x4000;
const LEVEL = 0x8000;
const MASKED = 0x1_0000;
const LOW_WRITABLE = 0x1_afff;
const HIGH_WRITABLE = 0xff00_0000 | 0;

/** Only fixed and lowest-priority interrupts are level-triggered; the other delivery modes know edges alone. */
const isLevel = (entry: number): boolean => (entry & LEVEL) !== 0 && ((entry >> 8) & 7) <= LOWEST_PRIORITY;

/** The message that an entry makes. */
const messageOf = (entry: number, high: number): InterruptMessage => ({
  vector: entry & 0xff,
  deliveryMode: (entry >> 8) & 7,
  destination: high >>> 24,
  logical: (entry & LOGICAL) !== 0,
  level: true,
  trigger: isLevel(entry) ? 'level' : 'edge',
});

/** A redirection entry with the state of its input. */
export interface RedirectionView extends InterruptMessage {
  readonly input: number;
  readonly masked: boolean;
  /** A level-triggered interrupt of it has not ended. */
  readonly remoteIrr: boolean;
  /** The input is asserted now. */
  readonly asserted: boolean;
}

/**
 * The I/O APIC: 24 inputs, each with a redirection entry that makes an interrupt message of it. A message is always accepted
 * at once, so the delivery status never reads 1. Masked edges are lost. An entry's polarity changes nothing: see
 * interrupt-lines.ts. Remote IRR of an entry that becomes edge-triggered is cleared.
 * Source: Intel, "82093AA I/O Advanced Programmable Interrupt Controller"; "Intel I/O Controller Hub", APIC registers (EOI).
 */
export class IoApic {
  constructor(
    private readonly s: Int32Array,
    private readonly send: (message: InterruptMessage) => void,
  ) {}

  /** Every input masked. */
  reset(): void {
    for (let input = 0; input < IO_APIC_INPUTS; input++) this.s[this.low(input)] = MASKED;
  }

  isMasked(input: number): boolean {
    return (this.s[this.low(input)] & MASKED) !== 0;
  }

  /** An entry taken apart. For views. */
  look(input: number): RedirectionView {
    const entry = this.s[this.low(input)];
    return {
      input,
      ...messageOf(entry, this.s[this.low(input) + 1]),
      masked: (entry & MASKED) !== 0,
      remoteIrr: (entry & REMOTE_IRR) !== 0,
      asserted: this.isAsserted(input),
    };
  }

  isAsserted(input: number): boolean {
    return (this.s[IO_APIC_LINES] & (1 << input)) !== 0;
  }

  /** Why an asserted level-triggered input sends nothing: its mask, or an interrupt of it that has not ended. */
  holdOf(input: number): 'mask' | 'remote-irr' | null {
    const entry = this.s[this.low(input)];
    if (!this.isAsserted(input) || !isLevel(entry)) return null;
    if ((entry & MASKED) !== 0) return 'mask';
    return (entry & REMOTE_IRR) !== 0 ? 'remote-irr' : null;
  }

  setLine(input: number, asserted: boolean): void {
    const bit = 1 << input;
    const before = this.s[IO_APIC_LINES];
    this.s[IO_APIC_LINES] = asserted ? before | bit : before & ~bit;
    if (!asserted || (before & bit) !== 0) return;
    const entry = this.s[this.low(input)];
    if ((entry & MASKED) !== 0) return;
    if (isLevel(entry)) this.deliverLevel(input);
    else this.deliver(input);
  }

  /** A local APIC ended a level-triggered interrupt: entries with its vector may deliver again. */
  endOfInterrupt(vector: number): void {
    for (let input = 0; input < IO_APIC_INPUTS; input++) {
      const entry = this.s[this.low(input)];
      if ((entry & 0xff) !== vector || (entry & REMOTE_IRR) === 0) continue;
      this.s[this.low(input)] = entry & ~REMOTE_IRR;
      this.deliverLevel(input);
    }
  }

  /** The register that the window shows now. */
  readRegister(index: number): number {
    if (index === ID || index === ARBITRATION) return this.s[IO_APIC_ID];
    if (index === VERSION) return VERSION_VALUE;
    const word = index - FIRST_ENTRY;
    return word >= 0 && word < 2 * IO_APIC_INPUTS ? this.s[IO_APIC_ENTRIES + word] : 0;
  }

  writeRegister(index: number, value: number): void {
    if (index === ID) this.s[IO_APIC_ID] = value & ID_BITS;
    const word = index - FIRST_ENTRY;
    if (word < 0 || word >= 2 * IO_APIC_INPUTS) return;
    const at = IO_APIC_ENTRIES + word;
    if ((word & 1) !== 0) {
      this.s[at] = value & HIGH_WRITABLE;
      return;
    }
    const remoteIrr = isLevel(value) ? this.s[at] & REMOTE_IRR : 0;
    this.s[at] = (value & LOW_WRITABLE) | remoteIrr;
    this.deliverLevel(word >> 1);
  }

  /** Its page: registers of 32 bits, of which narrower accesses take the low bytes; other places read 0. */
  memory(): MemoryDevice {
    return {
      first: IO_APIC_ADDRESS,
      bytes: 0x1000,
      read: (_p, offset) => {
        if (offset === REGISTER_SELECT) return this.s[IO_APIC_INDEX];
        return offset === REGISTER_WINDOW ? this.readRegister(this.s[IO_APIC_INDEX]) : 0;
      },
      write: (_p, offset, value) => {
        if (offset === REGISTER_SELECT) this.s[IO_APIC_INDEX] = value & 0xff;
        else if (offset === REGISTER_WINDOW) this.writeRegister(this.s[IO_APIC_INDEX], value);
        else if (offset === END_OF_INTERRUPT) this.endOfInterrupt(value & 0xff);
      },
    };
  }

  /** Sends for a level-triggered input that is asserted and not yet in service. */
  private deliverLevel(input: number): void {
    const at = this.low(input);
    const entry = this.s[at];
    if (!isLevel(entry) || !this.isAsserted(input) || this.holdOf(input) !== null) return;
    this.s[at] = entry | REMOTE_IRR;
    this.deliver(input);
  }

  private deliver(input: number): void {
    this.send(messageOf(this.s[this.low(input)], this.s[this.low(input) + 1]));
  }

  private low(input: number): number {
    return IO_APIC_ENTRIES + 2 * input;
  }
}
