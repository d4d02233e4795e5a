import { expireTimer, timerDeadline } from '../cpu/apic/timer';
import { fallAsleep, standstillOf } from '../cpu/interrupts/boundary';
import type { Processor } from '../cpu/processor';
import { scheduleChanged } from '../cpu/schedule';
import {
  ACTIVITY,
  ATTENTION,
  CYCLES,
  EVENTS,
  GUEST,
  INSTRUCTIONS,
  OTHER_POSITIONS,
  STOP,
  STOP_VALUE,
  TURN_LEFT,
} from '../cpu/state/processor-layout';
import { STOP_HALTED, STOP_NONE, STOP_REQUESTED, STOP_SHUTDOWN, STOP_WAIT_FOR_SIPI } from '../cpu/state/stop-code';
import { run } from '../cpu/step';
import type { TimedDevice } from './timed-device';

/** Positions of one turn. Between turns the processor that is furthest behind in modelled time comes next. */
export const TURN_STEPS = 512;

/** A processor can go on: it runs, or its next boundary must find out whether something wakes it. */
const isRunnable = ({ s }: Processor): boolean => s[ACTIVITY] === 0 || s[ATTENTION] !== 0;

/** When a timer of a processor's own expires: the local APIC's, or one of the monitor that runs a guest on it. */
const deadlineOf = (p: Processor): number => Math.min(timerDeadline(p), p.intercepts?.deadline?.(p) ?? Infinity);

const ownPosition = ({ f }: Processor): number => (f[INSTRUCTIONS] as number) + (f[EVENTS] as number);

/**
 * Who runs next, and when timers and devices act. All of it is decided by the state image, at moments that do not depend on
 * how a run is cut: a turn has a fixed number of positions, and a deadline is met at the first boundary of the running
 * processor at which its cycle count has reached it. Each processor has its own cycle count; one that sleeps stands still,
 * and takes over the time of whoever wakes it. When all sleep, time jumps to the next deadline.
 *
 * STOP of processor 0 is the machine's: 0 as long as anybody can go on.
 */
export class Scheduler {
  /** Whose turn it is. */
  current: Processor;
  private readonly boot: Processor;
  private readonly alone: boolean;
  private readonly devices: TimedDevice[] = [];
  /** Set while time jumps. */
  private jump: number | null = null;

  constructor(private readonly processors: readonly Processor[]) {
    this.boot = processors[0] as Processor;
    this.current = this.boot;
    this.alone = processors.length === 1;
  }

  connect(device: TimedDevice): void {
    this.devices.push(device);
  }

  /** Modelled time, as the running processor counts it. */
  get now(): number {
    return this.jump ?? (this.current.f[CYCLES] as number);
  }

  /** Instructions begun plus events taken, by all processors. */
  get position(): number {
    const p = this.current;
    return ownPosition(p) + (p.f[OTHER_POSITIONS] as number);
  }

  /** The state image was replaced. */
  restored(): void {
    this.current = this.processors.find((p) => p.s[TURN_LEFT] !== 0) ?? this.boot;
  }

  /** An event is about to be signalled to a processor: one that sleeps gets the present time. */
  reach(p: Processor): void {
    const { f } = p;
    if (!isRunnable(p)) f[CYCLES] = Math.max(f[CYCLES] as number, this.now);
    scheduleChanged(this.current);
  }

  /** Up to `steps` positions; returns how many were done, fewer when the machine stopped. */
  run(steps: number): number {
    let left = steps;
    this.settle();
    while (left > 0 && this.boot.s[STOP] === STOP_NONE) {
      const p = this.current;
      p.limit = this.nextMoment(p);
      const done = run(p, this.alone ? left : Math.min(left, p.s[TURN_LEFT] as number));
      left -= done;
      if (!this.alone) (p.s[TURN_LEFT] as number) -= done;
      this.settle();
    }
    return steps - left;
  }

  /**
   * Does what is due at this position: timers, devices, the end of a turn, a jump to the next deadline. Afterwards the
   * current processor can go on, or the machine has stopped. Doing it twice changes nothing.
   */
  settle(): void {
    let requested = false;
    while (this.boot.s[STOP] === STOP_NONE || this.current === this.boot) {
      const p = this.current;
      if (p.s[STOP] === STOP_REQUESTED) {
        requested = true;
        p.s[STOP] = STOP_NONE;
      } else if (p.s[STOP] !== STOP_NONE && !this.isOnlySleep(p)) {
        this.stopMachine(p);
        return;
      }
      fallAsleep(p);
      this.elapse();
      if (isRunnable(p) && p.s[TURN_LEFT] !== 0) break;
      if (!this.choose() && !this.jumpAhead()) {
        this.boot.s[STOP] = standstillOf(this.boot);
        return;
      }
    }
    if (requested) this.boot.s[STOP] = STOP_REQUESTED;
  }

  /** A processor that only an event can move is asleep, and its STOP says nothing; any other stop is the machine's. */
  private isOnlySleep(p: Processor): boolean {
    const { s } = p;
    const stop = s[STOP];
    const sleeps = stop === STOP_HALTED || stop === STOP_WAIT_FOR_SIPI || (stop === STOP_SHUTDOWN && s[GUEST] !== 0);
    if (!sleeps) return false;
    s[STOP] = STOP_NONE;
    return true;
  }

  private stopMachine(p: Processor): void {
    this.boot.s[STOP] = p.s[STOP] as number;
    this.boot.s[STOP_VALUE] = p.s[STOP_VALUE] as number;
  }

  /** Timers and devices whose moment has come by the current processor's time. */
  private elapse(): void {
    const now = this.now;
    for (const p of this.processors) {
      if (p !== this.current && isRunnable(p)) continue;
      const deadline = deadlineOf(p);
      if (deadline <= now) this.expire(p, deadline);
    }
    for (const device of this.devices) if (device.deadline() <= now) device.elapse(now);
  }

  private expire(p: Processor, deadline: number): void {
    p.f[CYCLES] = Math.max(p.f[CYCLES] as number, deadline);
    if (timerDeadline(p) <= (p.f[CYCLES] as number)) expireTimer(p);
    p.intercepts?.deadlineReached?.(p);
    fallAsleep(p);
  }

  /** The moment at which the current processor must come back. */
  private nextMoment(p: Processor): number {
    let moment = deadlineOf(p);
    if (!this.alone) {
      for (const other of this.processors) {
        if (other !== p && !isRunnable(other)) moment = Math.min(moment, deadlineOf(other));
      }
    }
    for (const device of this.devices) moment = Math.min(moment, device.deadline());
    return moment;
  }

  /** Gives the turn to the runnable processor that is furthest behind; false when all sleep. */
  private choose(): boolean {
    let next: Processor | null = null;
    for (const p of this.processors) {
      fallAsleep(p);
      if (!isRunnable(p)) continue;
      if (next === null || (p.f[CYCLES] as number) < (next.f[CYCLES] as number)) next = p;
    }
    if (next === null) return false;
    this.current.s[TURN_LEFT] = 0;
    next.s[TURN_LEFT] = TURN_STEPS;
    let others = 0;
    for (const p of this.processors) if (p !== next) others += ownPosition(p);
    next.f[OTHER_POSITIONS] = others;
    this.current = next;
    return true;
  }

  /**
   * Everybody sleeps: time goes on from deadline to deadline until somebody wakes. It ends, with false, when each source
   * that had a deadline has had its moment and nobody woke: what is periodic would only repeat itself.
   */
  private jumpAhead(): boolean {
    const horizon = this.deadlines().reduce((last, moment) => (moment < Infinity ? Math.max(last, moment) : last), 0);
    for (;;) {
      const moment = Math.min(...this.deadlines());
      if (moment > horizon) return false;
      this.jump = moment;
      this.current.f[CYCLES] = Math.max(this.current.f[CYCLES] as number, moment);
      for (const p of this.processors) if (deadlineOf(p) <= moment) this.expire(p, moment);
      for (const device of this.devices) if (device.deadline() <= moment) device.elapse(moment);
      this.jump = null;
      for (const p of this.processors) fallAsleep(p);
      if (this.processors.some(isRunnable)) return true;
    }
  }

  private deadlines(): number[] {
    return [...this.processors.map(deadlineOf), ...this.devices.map((device) => device.deadline())];
  }
}
