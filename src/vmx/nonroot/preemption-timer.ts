import { readTsc } from '../../cpu/msr/time-stamp-counter';
import { scheduleChanged } from '../../cpu/schedule';
import { ACTIVITY, ATTENTION, CYCLES, GUEST, PENDING, PENDING_EXTENSION } from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { PREEMPTION_DEADLINE, PREEMPTION_TIMER, TIMER_EXPIRED, TIMER_OFF, TIMER_RUNNING } from '../state/vmx-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { controlRule, decideByControl, note } from './decide';
import { eventRules } from './event-rules.table';

/*
 * The VMX-preemption timer counts down by one whenever bit X of the time-stamp counter changes; X is in IA32_VMX_MISC[4:0].
 * What is kept is the cycle count at which it reaches zero, so that it costs nothing while it counts. A guest that writes
 * the time-stamp counter does not move it: only the counter's own increments count. SDM Vol. 3: "VMX-Preemption Timer".
 */

const PIN_BASED = F['pin-based-controls'];
const EXIT_CONTROLS = F['vm-exit-controls'];
const VALUE = F['vmx-preemption-timer-value'];
const ACTIVATE = controlMask('pin-based', 'activate-vmx-preemption-timer');
const SAVE = controlMask('vm-exit', 'save-vmx-preemption-timer-value');
const WAIT_FOR_SIPI = 3;

const rule = controlRule(eventRules.preemptionTimer);

/** Cycles per count. */
const periodOf = (c: VmxContext): number => 2 ** Number(c.capabilities.misc & 0x1fn);
const now = (c: VmxContext): number => Math.floor(c.p.f[CYCLES] as number);

/** VM entry starts the timer with the value of its field; with 0 it has expired before the first instruction. */
export function startPreemptionTimer(c: VmxContext, region: number): void {
  const { p } = c;
  const words = p.image.i32;
  if (((words[region + PIN_BASED] as number) & ACTIVATE) === 0) return;
  const period = periodOf(c);
  const begun = Number(readTsc(p) & BigInt(period - 1));
  const deadline = now(c) - begun + ((words[region + VALUE] as number) >>> 0) * period;
  p.f[PREEMPTION_DEADLINE] = deadline;
  p.s[PREEMPTION_TIMER] = deadline <= now(c) ? TIMER_EXPIRED : TIMER_RUNNING;
  scheduleChanged(p);
}

/** VM exit stops the timer and, where the VM-exit control says so, saves what is left. SDM Vol. 3: "Saving Non-Register State". */
export function stopPreemptionTimer(c: VmxContext, region: number): void {
  const { p } = c;
  if (p.s[PREEMPTION_TIMER] === TIMER_OFF) return;
  const words = p.image.i32;
  if (((words[region + EXIT_CONTROLS] as number) & SAVE) !== 0) {
    const left = Math.ceil(((p.f[PREEMPTION_DEADLINE] as number) - now(c)) / periodOf(c));
    words[region + VALUE] = Math.max(left, 0) | 0;
  }
  p.s[PREEMPTION_TIMER] = TIMER_OFF;
  p.f[PREEMPTION_DEADLINE] = 0;
}

/** The cycle count at which the timer reaches zero; Infinity while it does not count, or in SMM, which no VM exit leaves. */
export const preemptionDeadline = ({ p }: VmxContext): number =>
  p.s[PREEMPTION_TIMER] === TIMER_RUNNING && p.s[GUEST] !== 0 ? (p.f[PREEMPTION_DEADLINE] as number) : Infinity;

/** Notices that the timer has reached zero: the next boundary looks at it. */
export function expirePreemptionTimer(c: VmxContext): void {
  const { p } = c;
  if (preemptionDeadline(c) > (p.f[CYCLES] as number)) return;
  p.s[PREEMPTION_TIMER] = TIMER_EXPIRED;
  p.s[PENDING] |= PENDING_EXTENSION;
  p.s[ATTENTION] = 1;
}

export const isPreemptionTimerExpired = ({ p }: VmxContext): boolean => p.s[PREEMPTION_TIMER] === TIMER_EXPIRED;

/** Whether the timer causes a VM exit: it does not while the processor waits for a SIPI. */
export const isPreemptionTimerDue = (c: VmxContext): boolean =>
  isPreemptionTimerExpired(c) && c.p.s[ACTIVITY] !== WAIT_FOR_SIPI;

/** Decides about the timer that has run out. */
export function preemptionTimerExits(c: VmxContext): boolean {
  if (c.detailed) {
    const value = (c.p.image.i32[c.region + VALUE] as number) >>> 0;
    if (value === 0) note(c, 'timer-was-zero');
    else note(c, 'timer-ran-out', { value, period: periodOf(c), cycle: c.p.f[PREEMPTION_DEADLINE] as number });
  }
  return decideByControl(c, rule);
}
