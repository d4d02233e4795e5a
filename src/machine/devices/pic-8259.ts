import { PIC, PIC_WORDS } from './devices-layout';

/** Registers of one chip, as words behind its place in the layout. */
const REQUESTS = 0,
  IN_SERVICE = 1,
  MASK = 2,
  LINES = 3,
  LEVEL_INPUTS = 4,
  BASE = 5,
  STEP = 6,
  ICW1 = 7,
  ICW4 = 8,
  READS_IN_SERVICE = 9,
  SPECIAL_MASK = 10,
  POLL = 11,
  LOWEST = 12,
  ROTATES = 13;

const ICW1_FOLLOWS = 0x10;
const ICW1_LEVEL = 8;
const ICW1_SINGLE = 2;
const ICW1_WITH_ICW4 = 1;
const ICW4_SPECIAL_NESTED = 0x10;
const ICW4_AUTOMATIC_END = 2;
const OCW3 = 8;

/** What the chip waits for at its odd port: the mask, or the next initialization command word. */
const AT_MASK = 0,
  AT_ICW2 = 1,
  AT_ICW3 = 2,
  AT_ICW4 = 3;

/** What a person may see of one 8259A: a bit for each input, and the vector of input 0. */
export interface PicRegisters {
  readonly base: number;
  readonly requests: number;
  readonly inService: number;
  readonly mask: number;
  readonly levelInputs: number;
}

/** The master's input that the slave's output drives. */
export const CASCADE_INPUT = 2;
const SPURIOUS_INPUT = 7;

/**
 * One 8259A in 8086 mode. An edge is remembered until it is acknowledged, as in QEMU; the data sheet wants the input to stay
 * asserted until then, and calls an interrupt spurious (input 7) that did not. Not modelled: MCS-80/85 mode and buffered mode, which differ in nothing that a PC could see.
 * Source: Intel, "8259A Programmable Interrupt Controller".
 */
export class Pic8259 {
  private readonly at: number;

  constructor(
    private readonly s: Int32Array,
    private readonly isMaster: boolean,
  ) {
    this.at = PIC + (isMaster ? 0 : PIC_WORDS);
  }

  /** As firmware leaves it: initialized. */
  reset(base: number, mask: number): void {
    this.set(BASE, base);
    this.set(ICW1, ICW1_FOLLOWS | ICW1_WITH_ICW4);
    this.set(ICW4, 1);
    this.set(MASK, mask);
    this.set(LOWEST, 7);
  }

  /** Vector of its input 0. */
  get base(): number {
    return this.get(BASE);
  }

  isMasked(input: number): boolean {
    return (this.get(MASK) & (1 << input)) !== 0;
  }

  /** Its registers as they are now. For views. */
  look(): PicRegisters {
    return {
      base: this.get(BASE),
      requests: this.get(REQUESTS),
      inService: this.get(IN_SERVICE),
      mask: this.get(MASK),
      levelInputs: this.levelInputs(),
    };
  }

  /** Why a request does not go to the output; null: it does, or there is none. */
  holdOf(input: number): 'mask' | 'in-service' | 'other-first' | null {
    if (!this.isRequested(input)) return null;
    if (this.isMasked(input)) return 'mask';
    const first = this.pendingInput();
    if (first === input) return null;
    return first < 0 ? 'in-service' : 'other-first';
  }

  /** Whether a further edge of this input would change nothing. */
  isRequested(input: number): boolean {
    return (this.get(REQUESTS) & (1 << input)) !== 0;
  }

  /** An input of the cascade falls with the slave's output and forgets its request. */
  withdraw(input: number): void {
    this.set(LINES, this.get(LINES) & ~(1 << input));
    this.set(REQUESTS, this.get(REQUESTS) & ~(1 << input));
  }

  setLine(input: number, asserted: boolean): void {
    const bit = 1 << input;
    const before = this.get(LINES);
    if (!asserted) {
      this.set(LINES, before & ~bit);
      this.set(REQUESTS, this.get(REQUESTS) & ~(bit & this.levelInputs()));
      return;
    }
    this.set(LINES, before | bit);
    if ((before & bit) === 0 || (this.levelInputs() & bit) !== 0) this.set(REQUESTS, this.get(REQUESTS) | bit);
  }

  /** The input whose request goes to the output now, -1 when none does. */
  pendingInput(): number {
    const requests = this.get(REQUESTS) & ~this.get(MASK);
    if (requests === 0) return -1;
    const input = this.highest(requests);
    // In special mask mode a masked input that is in service holds nothing back.
    const inService = this.get(IN_SERVICE) & (this.get(SPECIAL_MASK) !== 0 ? ~this.get(MASK) : 0xff);
    if (inService === 0) return input;
    const served = this.highest(inService);
    if (this.rank(input) < this.rank(served)) return input;
    return input === served && this.isNested() && input === CASCADE_INPUT ? input : -1;
  }

  /** The acknowledge cycle: the input that was taken; the spurious one when the request has gone. */
  acknowledge(): number {
    const input = this.pendingInput();
    if (input < 0) return SPURIOUS_INPUT;
    const bit = 1 << input;
    if ((this.levelInputs() & bit) === 0) this.set(REQUESTS, this.get(REQUESTS) & ~bit);
    if ((this.get(ICW4) & ICW4_AUTOMATIC_END) === 0) this.set(IN_SERVICE, this.get(IN_SERVICE) | bit);
    else if (this.get(ROTATES) !== 0) this.set(LOWEST, input);
    return input;
  }

  /** Reads the even (0) or the odd (1) port. */
  read(port: number): number {
    if (this.get(POLL) !== 0) {
      this.set(POLL, 0);
      return this.pendingInput() < 0 ? 0 : 0x80 | this.acknowledge();
    }
    if (port === 1) return this.get(MASK);
    return this.get(this.get(READS_IN_SERVICE) !== 0 ? IN_SERVICE : REQUESTS);
  }

  write(port: number, value: number): void {
    if (port === 1) this.writeData(value);
    else if ((value & ICW1_FOLLOWS) !== 0) this.initialize(value);
    else if ((value & OCW3) !== 0) this.writeOcw3(value);
    else this.writeOcw2(value);
  }

  get levelControl(): number {
    return this.get(LEVEL_INPUTS);
  }

  /** The edge/level control register of the chip set (ports 0x4D0 and 0x4D1). */
  set levelControl(inputs: number) {
    this.set(LEVEL_INPUTS, inputs);
    this.set(REQUESTS, this.get(REQUESTS) | (this.get(LINES) & inputs));
  }

  private initialize(value: number): void {
    this.set(ICW1, value);
    this.set(ICW4, 0);
    this.set(MASK, 0);
    this.set(IN_SERVICE, 0);
    this.set(REQUESTS, this.get(LINES) & this.levelInputs());
    for (const register of [READS_IN_SERVICE, SPECIAL_MASK, POLL, ROTATES]) this.set(register, 0);
    this.set(LOWEST, 7);
    this.set(STEP, AT_ICW2);
  }

  private writeData(value: number): void {
    const icw1 = this.get(ICW1);
    const last = (icw1 & ICW1_WITH_ICW4) !== 0 ? AT_ICW4 : AT_MASK;
    switch (this.get(STEP)) {
      case AT_ICW2:
        this.set(BASE, value & 0xf8);
        this.set(STEP, (icw1 & ICW1_SINGLE) !== 0 ? last : AT_ICW3);
        break;
      case AT_ICW3:
        // How the chips are joined is wired on this board.
        this.set(STEP, last);
        break;
      case AT_ICW4:
        this.set(ICW4, value);
        this.set(STEP, AT_MASK);
        break;
      default:
        this.set(MASK, value);
    }
  }

  private writeOcw3(value: number): void {
    if ((value & 0x40) !== 0) this.set(SPECIAL_MASK, (value >> 5) & 1);
    if ((value & 4) !== 0) this.set(POLL, 1);
    else if ((value & 2) !== 0) this.set(READS_IN_SERVICE, value & 1);
  }

  /** Bits 7:5: rotate, specific, end of interrupt. */
  private writeOcw2(value: number): void {
    const rotate = (value & 0x80) !== 0;
    const specific = (value & 0x40) !== 0;
    if ((value & 0x20) !== 0) {
      const input = specific ? value & 7 : this.inputToEnd();
      if (input < 0) return;
      this.set(IN_SERVICE, this.get(IN_SERVICE) & ~(1 << input));
      if (rotate) this.set(LOWEST, input);
    } else if (!specific) this.set(ROTATES, rotate ? 1 : 0);
    else if (rotate) this.set(LOWEST, value & 7);
  }

  /** What a non-specific end of interrupt ends; in special mask mode masked inputs are passed over. */
  private inputToEnd(): number {
    const inService = this.get(IN_SERVICE) & (this.get(SPECIAL_MASK) !== 0 ? ~this.get(MASK) : 0xff);
    return inService === 0 ? -1 : this.highest(inService);
  }

  private isNested(): boolean {
    return this.isMaster && (this.get(ICW4) & ICW4_SPECIAL_NESTED) !== 0;
  }

  private levelInputs(): number {
    return (this.get(ICW1) & ICW1_LEVEL) !== 0 ? 0xff : this.get(LEVEL_INPUTS);
  }

  /** 0 for the input of the highest priority. */
  private rank(input: number): number {
    return (input - this.get(LOWEST) - 1) & 7;
  }

  private highest(inputs: number): number {
    for (let rank = 0; rank < 8; rank++) {
      const input = (this.get(LOWEST) + 1 + rank) & 7;
      if ((inputs & (1 << input)) !== 0) return input;
    }
    return -1;
  }

  private get(register: number): number {
    return this.s[this.at + register];
  }

  private set(register: number, value: number): void {
    this.s[this.at + register] = value;
  }
}
