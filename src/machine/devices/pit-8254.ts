import type { TimedDevice } from '../timed-device';
import { CYCLES_PER_PIT_TICK } from './board-clock.table';
import { PIT_SEEN, SPEAKER } from './devices-layout';
import { type InterruptLines, LINES_OF_PIT, PIT_LINE } from './interrupt-lines';
import { PitCounter, type PitCounterView } from './pit-counter';
import type { PortDevice } from './port-device';

const PIT_PORT = 0x40;
const CONTROL = 3;
const READ_BACK = 3;
/** Bits of a read-back command that are 0 where something is to be latched. */
const KEEP_COUNT = 0x20;
const KEEP_STATUS = 0x10;

const SYSTEM_CONTROL_PORT = 0x61;
const GATE_2 = 1;
const SPEAKER_DATA = 2;
const OUTPUT_2 = 0x20;
const REFRESH_TOGGLE = 0x10;
/** Ticks of a refresh period, about 15 µs. */
const REFRESH_TICKS = 18;

const tickOf = (cycles: number): number => Math.floor(cycles / CYCLES_PER_PIT_TICK);

/**
 * The 8254 with port 0x61. Counter 0 asserts line 0 at each rise of its output; counter 2 is gated and read through port
 * 0x61. The line stays asserted until the next rise, or until counter 0 is programmed so that its output is low: a tick that
 * waits longer than the high phase of a square wave is not lost.
 */
export class Pit8254 implements TimedDevice {
  private readonly counters: readonly [PitCounter, PitCounter, PitCounter];

  constructor(
    private readonly s: Int32Array,
    private readonly f: Float64Array,
    private readonly lines: InterruptLines,
  ) {
    this.counters = [new PitCounter(s, f, 0), new PitCounter(s, f, 1), new PitCounter(s, f, 2)];
  }

  reset(): void {
    for (const [number, counter] of this.counters.entries()) counter.reset(number !== 2);
  }

  deadline(): number {
    return this.counters[0].nextRise(this.f[PIT_SEEN]) * CYCLES_PER_PIT_TICK;
  }

  elapse(now: number): void {
    const tick = tickOf(now);
    if (tick <= this.f[PIT_SEEN]) return;
    if (this.counters[0].nextRise(this.f[PIT_SEEN]) <= tick) {
      this.lines.set(LINES_OF_PIT, PIT_LINE, false);
      this.lines.set(LINES_OF_PIT, PIT_LINE, true);
    }
    this.f[PIT_SEEN] = tick;
  }

  /** The counters at the tick up to which time has gone. For views on a copy. */
  look(): readonly PitCounterView[] {
    return this.counters.map((counter) => counter.look(this.tick));
  }

  /** Its ports; `elapse` has run for the time of the access. */
  ports(): readonly PortDevice[] {
    return [
      {
        first: PIT_PORT,
        count: 4,
        read: (_p, port) => (port === CONTROL ? 0xff : (this.counters[port] as PitCounter).read(this.tick)),
        write: (_p, port, value) => {
          if (port === CONTROL) this.control(value);
          else this.counters[port]?.write(value, this.tick);
          if (!this.counters[0].output(this.tick)) this.lines.set(LINES_OF_PIT, PIT_LINE, false);
        },
      },
      {
        first: SYSTEM_CONTROL_PORT,
        count: 1,
        read: () => {
          const refresh = (Math.floor(this.tick / REFRESH_TICKS) & 1) !== 0 ? REFRESH_TOGGLE : 0;
          return this.s[SPEAKER] | refresh | (this.counters[2].output(this.tick) ? OUTPUT_2 : 0);
        },
        write: (_p, _port, value) => {
          this.s[SPEAKER] = value & (GATE_2 | SPEAKER_DATA);
          this.counters[2].setGate((value & GATE_2) !== 0, this.tick);
        },
      },
    ];
  }

  private get tick(): number {
    return this.f[PIT_SEEN];
  }

  private control(value: number): void {
    const select = value >> 6;
    if (select === READ_BACK) {
      for (const [number, counter] of this.counters.entries()) {
        if ((value & (2 << number)) === 0) continue;
        if ((value & KEEP_COUNT) === 0) counter.latchCount(this.tick);
        if ((value & KEEP_STATUS) === 0) counter.latchStatus(this.tick);
      }
      return;
    }
    const counter = this.counters[select] as PitCounter;
    if ((value & 0x30) === 0) counter.latchCount(this.tick);
    else counter.writeControl(value);
  }
}
