import { PIT, PIT_START, PIT_TAKEOVER, PIT_WORDS } from './devices-layout';

/** Registers of one counter, as words behind its place in the layout. */
const MODE = 0,
  ACCESS = 1,
  BCD = 2,
  RELOAD = 3,
  GATE = 4,
  RUNNING = 5,
  HELD = 6,
  LATCHED = 7,
  LATCH = 8,
  STATUS_LATCHED = 9,
  STATUS = 10,
  WRITES_HIGH = 11,
  READS_HIGH = 12,
  LOW_WRITTEN = 13,
  CURRENT_RELOAD = 14,
  NULL_COUNT = 15;

const ACCESS_LOW = 1,
  ACCESS_HIGH = 2,
  ACCESS_BOTH = 3;

const MODE_TERMINAL_COUNT = 0,
  MODE_ONE_SHOT = 1,
  MODE_RATE = 2,
  MODE_SQUARE = 3,
  MODE_SOFTWARE_STROBE = 4;

/** One counter at one moment. */
export interface PitCounterView {
  readonly mode: number;
  readonly reload: number;
  readonly count: number;
  readonly counting: boolean;
  readonly gate: boolean;
  readonly output: boolean;
}

const STATUS_OUTPUT = 0x80;
const STATUS_NULL_COUNT = 0x40;

/**
 * One counter of the 8254. Nothing counts while nobody looks: the count and the output follow from the tick at which the
 * count was loaded. RUNNING: a count is loaded and counts; otherwise HELD ticks had been counted when the gate stopped it.
 * The count written replaces the running one at once in modes 0 and 4, at the next trigger in modes 1 and 5, and in modes 2
 * and 3 at the end of the period (in mode 3 of the whole period, not of its half).
 * Source: Intel, "8254 Programmable Interval Timer".
 */
export class PitCounter {
  private readonly at: number;

  constructor(
    private readonly s: Int32Array,
    private readonly f: Float64Array,
    private readonly number: number,
  ) {
    this.at = PIT + number * PIT_WORDS;
  }

  /** As firmware leaves it: a square wave of the longest period while the gate is high. */
  reset(gate: boolean): void {
    this.set(MODE, MODE_SQUARE);
    this.set(ACCESS, ACCESS_BOTH);
    this.set(GATE, gate ? 1 : 0);
    this.set(CURRENT_RELOAD, 0x1_0000);
    this.set(RELOAD, 0x1_0000);
    this.set(RUNNING, gate ? 1 : 0);
  }

  /** What a person may see of it at a tick. `settle` may take a new count over: for views on a copy. */
  look(tick: number): PitCounterView {
    const count = this.count(tick);
    return {
      mode: this.get(MODE),
      reload: this.get(CURRENT_RELOAD),
      count,
      counting: this.get(RUNNING) !== 0,
      gate: this.gate,
      output: this.output(tick),
    };
  }

  /** The control word's mode, access and BCD fields. The count must be written anew. */
  writeControl(value: number): void {
    const mode = (value >> 1) & 7;
    this.set(MODE, mode > 5 ? mode - 4 : mode);
    this.set(ACCESS, (value >> 4) & 3);
    this.set(BCD, value & 1);
    for (const register of [RUNNING, HELD, LATCHED, STATUS_LATCHED, WRITES_HIGH, READS_HIGH, RELOAD, CURRENT_RELOAD])
      this.set(register, 0);
    this.set(NULL_COUNT, 1);
  }

  /** The counter latch command: the count stays readable until it is read or the counter programmed. */
  latchCount(tick: number): void {
    if (this.get(LATCHED) !== 0) return;
    this.set(LATCHED, 1);
    this.set(LATCH, this.count(tick));
  }

  /** The read-back command's status byte. */
  latchStatus(tick: number): void {
    if (this.get(STATUS_LATCHED) !== 0) return;
    this.settle(tick);
    const output = this.output(tick) ? STATUS_OUTPUT : 0;
    const empty = this.get(NULL_COUNT) !== 0 ? STATUS_NULL_COUNT : 0;
    this.set(STATUS, output | empty | (this.get(ACCESS) << 4) | (this.get(MODE) << 1) | this.get(BCD));
    this.set(STATUS_LATCHED, 1);
  }

  read(tick: number): number {
    if (this.get(STATUS_LATCHED) !== 0) {
      this.set(STATUS_LATCHED, 0);
      return this.get(STATUS);
    }
    const count = this.get(LATCHED) !== 0 ? this.get(LATCH) : this.count(tick);
    const access = this.get(ACCESS);
    const high = access === ACCESS_HIGH || (access === ACCESS_BOTH && this.get(READS_HIGH) !== 0);
    if (access === ACCESS_BOTH) this.set(READS_HIGH, high ? 0 : 1);
    if (access !== ACCESS_BOTH || high) this.set(LATCHED, 0);
    return high ? count >> 8 : count & 0xff;
  }

  write(value: number, tick: number): void {
    const access = this.get(ACCESS);
    if (access === ACCESS_BOTH && this.get(WRITES_HIGH) === 0) {
      this.set(WRITES_HIGH, 1);
      this.set(LOW_WRITTEN, value);
      // The first byte stops a count of mode 0.
      if (this.get(MODE) === MODE_TERMINAL_COUNT) this.stop(tick);
      return;
    }
    this.set(WRITES_HIGH, 0);
    const low = access === ACCESS_LOW ? value : access === ACCESS_BOTH ? this.get(LOW_WRITTEN) : 0;
    this.setReload(low | (access === ACCESS_LOW ? 0 : value << 8), tick);
  }

  get gate(): boolean {
    return this.get(GATE) !== 0;
  }

  setGate(high: boolean, tick: number): void {
    if (high === this.gate) return;
    this.settle(tick);
    this.set(GATE, high ? 1 : 0);
    if (!high) {
      if (this.isPausable()) this.stop(tick);
      else if (this.isPeriodic()) this.set(RUNNING, 0);
    } else if (!this.isPausable()) {
      if (this.get(RELOAD) !== 0) this.load(tick);
    } else if (this.get(CURRENT_RELOAD) !== 0) this.start(tick - this.get(HELD));
  }

  /** The output line. */
  output(tick: number): boolean {
    this.settle(tick);
    const mode = this.get(MODE);
    const reload = this.get(CURRENT_RELOAD);
    if (reload === 0) return mode !== MODE_TERMINAL_COUNT;
    const elapsed = this.elapsed(tick);
    switch (mode) {
      case MODE_TERMINAL_COUNT:
        return elapsed >= reload;
      case MODE_ONE_SHOT:
        return this.get(RUNNING) === 0 || elapsed >= reload;
      case MODE_RATE:
        return this.get(RUNNING) === 0 || elapsed < 0 || elapsed % reload !== reload - 1;
      case MODE_SQUARE:
        return this.get(RUNNING) === 0 || elapsed < 0 || elapsed % reload < Math.ceil(reload / 2);
      default:
        return elapsed !== reload;
    }
  }

  /** The first tick behind `tick` at which the output rises; Infinity when it will not by itself. */
  nextRise(tick: number): number {
    this.settle(tick);
    const reload = this.get(CURRENT_RELOAD);
    if (this.get(RUNNING) === 0 || reload === 0) return Number.POSITIVE_INFINITY;
    if (this.isPeriodic()) return this.periodEnd(tick);
    const strobes = this.get(MODE) >= MODE_SOFTWARE_STROBE;
    const rise = this.f[PIT_START + this.number] + reload + (strobes ? 1 : 0);
    return rise > tick ? rise : Number.POSITIVE_INFINITY;
  }

  private setReload(written: number, tick: number): void {
    this.settle(tick);
    const bcd = this.get(BCD) !== 0;
    const value = bcd ? fromBcd(written) : written;
    this.set(RELOAD, value === 0 ? (bcd ? 10_000 : 0x1_0000) : value);
    this.set(NULL_COUNT, 1);
    if (this.isPausable()) this.load(tick);
    else if (!this.isPeriodic()) return;
    else if (this.get(RUNNING) !== 0) this.f[PIT_TAKEOVER + this.number] = this.periodEnd(tick);
    else if (this.gate) this.load(tick);
  }

  /** The count begins with the clock pulse after this one. */
  private load(tick: number): void {
    this.set(CURRENT_RELOAD, this.get(RELOAD));
    this.set(NULL_COUNT, 0);
    this.set(HELD, 0);
    if (this.gate || !this.isPausable()) this.start(tick + 1);
    else this.set(RUNNING, 0);
  }

  private start(tick: number): void {
    this.f[PIT_START + this.number] = tick;
    this.set(RUNNING, 1);
  }

  /** Holds the count where it is. */
  private stop(tick: number): void {
    if (this.get(RUNNING) === 0) return;
    this.set(HELD, Math.min(0x7fff_ffff, Math.max(0, this.elapsed(tick))));
    this.set(RUNNING, 0);
  }

  /** A new count of modes 2 and 3 takes over when the period in which it was written has ended. */
  private settle(tick: number): void {
    const takeover = this.f[PIT_TAKEOVER + this.number];
    if (this.get(NULL_COUNT) === 0 || this.get(RUNNING) === 0 || !this.isPeriodic() || tick < takeover) return;
    this.set(CURRENT_RELOAD, this.get(RELOAD));
    this.set(NULL_COUNT, 0);
    this.start(takeover);
  }

  private isPeriodic(): boolean {
    return this.get(MODE) === MODE_RATE || this.get(MODE) === MODE_SQUARE;
  }

  /** Modes whose gate stops the count and lets it go on. */
  private isPausable(): boolean {
    return this.get(MODE) === MODE_TERMINAL_COUNT || this.get(MODE) === MODE_SOFTWARE_STROBE;
  }

  /** The end of the period under way. */
  private periodEnd(tick: number): number {
    const start = this.f[PIT_START + this.number];
    const reload = this.get(CURRENT_RELOAD);
    return start + reload * (Math.max(0, Math.floor((tick - start) / reload)) + 1);
  }

  private elapsed(tick: number): number {
    if (this.get(RUNNING) === 0) return this.get(HELD);
    return tick - this.f[PIT_START + this.number];
  }

  /** The counting element as it is read: 16 bits, or four decimal digits. */
  private count(tick: number): number {
    this.settle(tick);
    const reload = this.get(CURRENT_RELOAD);
    if (reload === 0) return 0;
    const elapsed = Math.max(0, this.elapsed(tick));
    const modulus = this.get(BCD) !== 0 ? 10_000 : 0x1_0000;
    const mode = this.get(MODE);
    let value: number;
    if (mode === MODE_RATE) value = reload - (elapsed % reload);
    else if (mode === MODE_SQUARE) value = squareCount(reload, elapsed % reload);
    else value = reload - elapsed;
    value = ((value % modulus) + modulus) % modulus;
    return this.get(BCD) !== 0 ? toBcd(value) : value;
  }

  private get(register: number): number {
    return this.s[this.at + register];
  }

  private set(register: number, value: number): void {
    this.s[this.at + register] = value;
  }
}

/** Mode 3 counts down by two, twice in a period; an odd count is entered one lower. */
function squareCount(reload: number, elapsed: number): number {
  const even = reload & ~1;
  const high = Math.ceil(reload / 2);
  const left = even - 2 * (elapsed < high ? elapsed : elapsed - high);
  return left > 0 ? left : even;
}

const fromBcd = (digits: number): number =>
  (digits >> 12) * 1000 + ((digits >> 8) & 15) * 100 + ((digits >> 4) & 15) * 10 + (digits & 15);

const toBcd = (value: number): number =>
  (Math.floor(value / 1000) << 12) |
  ((Math.floor(value / 100) % 10) << 8) |
  ((Math.floor(value / 10) % 10) << 4) |
  (value % 10);
