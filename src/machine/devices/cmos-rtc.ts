import { type CivilTime, toCivilTime, toSeconds } from '../../base/civil-time';
import type { TimedDevice } from '../timed-device';
import { CYCLES_PER_SECOND, RTC_HERTZ } from './board-clock.table';
import { CMOS, CMOS_INDEX, RTC_OFFSET, RTC_SEEN } from './devices-layout';
import { type InterruptLines, LINES_OF_RTC, RTC_LINE } from './interrupt-lines';
import type { PortDevice } from './port-device';

const RTC_PORT = 0x70;

const SECOND = 0,
  SECOND_ALARM = 1,
  MINUTE = 2,
  MINUTE_ALARM = 3,
  HOUR = 4,
  HOUR_ALARM = 5,
  WEEKDAY = 6,
  DAY = 7,
  MONTH = 8,
  YEAR = 9,
  A = 10,
  B = 11,
  C = 12,
  D = 13,
  CENTURY = 0x32;
const TIME_REGISTERS = new Set([SECOND, MINUTE, HOUR, WEEKDAY, DAY, MONTH, YEAR, CENTURY]);

/** Register A: an update is under way; divider running; 1024 Hz. */
const UPDATE_IN_PROGRESS = 0x80;
const A_RESET = 0x26;
/** Register B: clock held; enables as the flags in C; binary; 24 hours. */
const SET = 0x80;
const BINARY = 4;
const HOURS_24 = 2;
/** Flags of register C. */
const REQUEST = 0x80;
const PERIODIC = 0x40;
const ALARM = 0x20;
const UPDATE_ENDED = 0x10;
const VALID_RAM = 0x80;

const PM = 0x80;
/** An alarm register with its upper two bits set matches everything. */
const ANY = 0xc0;
/** The update-in-progress bit is seen this long before the second ends: 244 µs of warning and 1,984 µs of update. */
const UPDATE_CYCLES = 0.002228 * CYCLES_PER_SECOND;
const DAY_SECONDS = 86_400;

/** What the clock shows when the machine starts: 2026-01-01 00:00:00. No run depends on the day it is made. */
const START = 1_767_225_600;

/** Bytes that firmware leaves in the memory: how much RAM there is. */
const BASE_MEMORY = 0x15,
  EXTENDED_MEMORY = 0x17,
  EXTENDED_MEMORY_COPY = 0x30,
  MEMORY_ABOVE_16_MIB = 0x34;

/**
 * The PC's real-time clock with its battery-backed memory (MC146818). The clock goes with modelled cycles. Not modelled: the
 * square-wave output, daylight saving, and divider settings other than the running one (the clock never stops for them).
 * Source: Motorola, "MC146818 Real-Time Clock plus RAM".
 */
export class CmosRtc implements TimedDevice {
  constructor(
    private readonly s: Int32Array,
    private readonly f: Float64Array,
    private readonly lines: InterruptLines,
  ) {}

  reset(ramBytes: number): void {
    this.f[RTC_OFFSET] = START;
    this.set(A, A_RESET);
    this.set(B, HOURS_24);
    const kib = ramBytes / 1024;
    this.setWord(BASE_MEMORY, 640);
    this.setWord(EXTENDED_MEMORY, Math.min(0xfc00, kib - 1024));
    this.setWord(EXTENDED_MEMORY_COPY, Math.min(0xfc00, kib - 1024));
    this.setWord(MEMORY_ABOVE_16_MIB, Math.max(0, Math.floor(kib / 64) - 256));
  }

  deadline(): number {
    const enabled = this.get(B) & ~this.get(C);
    const seen = this.f[RTC_SEEN];
    let next = Number.POSITIVE_INFINITY;
    if ((enabled & PERIODIC) !== 0) next = this.nextPeriod(seen);
    if ((enabled & UPDATE_ENDED) !== 0 && !this.isHeld()) next = Math.min(next, nextSecond(seen));
    if ((enabled & ALARM) !== 0 && !this.isHeld()) next = Math.min(next, this.nextAlarm(seen));
    return next;
  }

  elapse(now: number): void {
    const seen = this.f[RTC_SEEN];
    if (now <= seen) return;
    let flags = this.get(C);
    if (this.nextPeriod(seen) <= now) flags |= PERIODIC;
    if (!this.isHeld()) {
      if (nextSecond(seen) <= now) flags |= UPDATE_ENDED;
      if ((flags & ALARM) === 0 && this.nextAlarm(seen) <= now) flags |= ALARM;
    }
    this.f[RTC_SEEN] = now;
    this.setFlags(flags);
  }

  /** Its ports; `elapse` has run for the time of the access. Bit 7 of port 0x70 masks NMIs on a PC; nothing raises those here. */
  ports(): PortDevice {
    return {
      first: RTC_PORT,
      count: 2,
      read: (_p, port) => (port === 0 ? 0xff : this.read(this.s[CMOS_INDEX])),
      write: (_p, port, value) => {
        if (port === 0) this.s[CMOS_INDEX] = value & 0x7f;
        else this.write(this.s[CMOS_INDEX], value);
      },
    };
  }

  private read(index: number): number {
    if (TIME_REGISTERS.has(index)) return this.shown(index, toCivilTime(this.seconds()));
    if (index === A) return this.get(A) | (this.isUpdating() ? UPDATE_IN_PROGRESS : 0);
    if (index === D) return VALID_RAM;
    const value = this.get(index);
    if (index === C) this.setFlags(0);
    return value;
  }

  private write(index: number, value: number): void {
    if (TIME_REGISTERS.has(index)) this.setTime(index, value);
    else if (index === A) this.set(A, value & 0x7f);
    else if (index === B) this.writeB(value);
    else if (index !== C && index !== D) this.set(index, value);
  }

  private writeB(value: number): void {
    const held = this.seconds();
    this.set(B, (value & SET) !== 0 ? value & ~UPDATE_ENDED : value);
    this.setSeconds(held);
    this.setFlags(this.get(C));
  }

  /** One register of the time changes, the others stay: what is beyond its range carries over. */
  private setTime(index: number, value: number): void {
    if (index === WEEKDAY) return;
    const time = toCivilTime(this.seconds());
    const number = this.number(value);
    const century = Math.floor(time.year / 100);
    const changed: CivilTime = {
      ...time,
      ...(index === SECOND ? { second: number } : {}),
      ...(index === MINUTE ? { minute: number } : {}),
      ...(index === HOUR ? { hour: this.hour(value) } : {}),
      ...(index === DAY ? { day: number } : {}),
      ...(index === MONTH ? { month: number } : {}),
      ...(index === YEAR ? { year: century * 100 + number } : {}),
      ...(index === CENTURY ? { year: number * 100 + (time.year % 100) } : {}),
    };
    this.setSeconds(toSeconds(changed));
  }

  /** A register of the time in the form that register B asks for. */
  private shown(index: number, time: CivilTime): number {
    switch (index) {
      case SECOND:
        return this.digits(time.second);
      case MINUTE:
        return this.digits(time.minute);
      case HOUR:
        if ((this.get(B) & HOURS_24) !== 0) return this.digits(time.hour);
        return this.digits(((time.hour + 11) % 12) + 1) | (time.hour >= 12 ? PM : 0);
      case WEEKDAY:
        return time.weekday + 1;
      case DAY:
        return this.digits(time.day);
      case MONTH:
        return this.digits(time.month);
      case YEAR:
        return this.digits(time.year % 100);
      default:
        return this.digits(Math.floor(time.year / 100) % 100);
    }
  }

  private digits(value: number): number {
    return (this.get(B) & BINARY) !== 0 ? value : (Math.floor(value / 10) << 4) | (value % 10);
  }

  private number(value: number): number {
    return (this.get(B) & BINARY) !== 0 ? value : (value >> 4) * 10 + (value & 15);
  }

  private hour(value: number): number {
    if ((this.get(B) & HOURS_24) !== 0) return this.number(value);
    return (this.number(value & 0x7f) % 12) + ((value & PM) !== 0 ? 12 : 0);
  }

  private isHeld(): boolean {
    return (this.get(B) & SET) !== 0;
  }

  private isUpdating(): boolean {
    return !this.isHeld() && nextSecond(this.f[RTC_SEEN]) - this.f[RTC_SEEN] <= UPDATE_CYCLES;
  }

  /** What the clock shows. */
  private seconds(): number {
    return this.f[RTC_OFFSET] + (this.isHeld() ? 0 : Math.floor(this.f[RTC_SEEN] / CYCLES_PER_SECOND));
  }

  private setSeconds(shown: number): void {
    this.f[RTC_OFFSET] = shown - (this.isHeld() ? 0 : Math.floor(this.f[RTC_SEEN] / CYCLES_PER_SECOND));
  }

  /** The cycle behind `cycle` at which the periodic flag is set; rates 1 and 2 are those of 8 and 9. */
  private nextPeriod(cycle: number): number {
    const select = this.get(A) & 15;
    if (select === 0) return Number.POSITIVE_INFINITY;
    const ticks = 2 ** ((select < 3 ? select + 7 : select) - 1);
    const period = (ticks * CYCLES_PER_SECOND) / RTC_HERTZ;
    return Math.ceil((Math.floor(cycle / period) + 1) * period);
  }

  /** The cycle behind `cycle` at which the time becomes what the alarm registers say. */
  private nextAlarm(cycle: number): number {
    const first = Math.floor(cycle / CYCLES_PER_SECOND) + 1;
    const dayOfClock = this.f[RTC_OFFSET] + first;
    const start = ((dayOfClock % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
    const distance = this.secondsToAlarm(start);
    return distance < 0 ? Number.POSITIVE_INFINITY : (first + distance) * CYCLES_PER_SECOND;
  }

  /** Seconds from a second of the day to the next alarm, 0 to a day; -1 when the registers hold no time. */
  private secondsToAlarm(start: number): number {
    const matches = (register: number, value: number, wanted: number): boolean =>
      (this.get(register) & ANY) === ANY || wanted === value;
    for (let step = 0; step <= 24; step++) {
      const hour = (Math.floor(start / 3600) + step) % 24;
      if (!matches(HOUR_ALARM, hour, this.hour(this.get(HOUR_ALARM)))) continue;
      for (let minute = 0; minute < 60; minute++) {
        if (!matches(MINUTE_ALARM, minute, this.number(this.get(MINUTE_ALARM)))) continue;
        for (let second = 0; second < 60; second++) {
          if (!matches(SECOND_ALARM, second, this.number(this.get(SECOND_ALARM)))) continue;
          const distance = hour * 3600 + minute * 60 + second - start;
          if (distance >= 0 && step < 24) return distance;
          if (distance < 0 && step > 0) return distance + DAY_SECONDS;
        }
      }
    }
    return -1;
  }

  private setFlags(flags: number): void {
    const pending = flags & this.get(B) & (PERIODIC | ALARM | UPDATE_ENDED);
    this.set(C, (flags & (PERIODIC | ALARM | UPDATE_ENDED)) | (pending !== 0 ? REQUEST : 0));
    this.lines.set(LINES_OF_RTC, RTC_LINE, pending !== 0);
  }

  private setWord(index: number, value: number): void {
    this.set(index, value & 0xff);
    this.set(index + 1, value >> 8);
  }

  private get(index: number): number {
    return this.s[CMOS + index];
  }

  private set(index: number, value: number): void {
    this.s[CMOS + index] = value;
  }
}

/** The cycle at which the second after `cycle` begins. */
const nextSecond = (cycle: number): number => (Math.floor(cycle / CYCLES_PER_SECOND) + 1) * CYCLES_PER_SECOND;
