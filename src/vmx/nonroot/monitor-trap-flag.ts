import { ACTIVITY, EVENTS, INSTRUCTIONS } from '../../cpu/state/processor-layout';
import { MTF_FROM } from '../state/vmx-layout';
import type { VmxContext } from '../vmx-context';
import { conclude, consultedControl, controlRule, decideByControl, note } from './decide';
import { eventRules } from './event-rules.table';

const monitorTrapFlag = controlRule(eventRules.monitorTrapFlag);
const control = consultedControl(eventRules.monitorTrapFlag.decidedBy);
const SHUTDOWN = 2;
/** Due at the boundary before the first instruction. */
const AT_ONCE = 1;

/*
 * The monitor trap flag ends the guest's run after one instruction, or after the delivery of one event, whichever the
 * processor does first; both count as one position, with whatever faults they meet on the way, and so does each iteration
 * of a repeated string instruction. SDM Vol. 3: "Monitor Trap Flag".
 */

const isControlSet = (c: VmxContext): boolean =>
  ((c.p.image.i32[c.region + control.fieldWord] as number) & control.mask) !== 0;

/**
 * VM entry says from when on the VM exit is due: at once behind an injected event, and for an injected pending MTF VM
 * exit whatever the control is. SDM Vol. 3: "Injection of Pending MTF VM Exits".
 */
export function armMonitorTrapFlag(c: VmxContext, injects: 'nothing' | 'event' | 'pending-mtf'): void {
  const { f } = c.p;
  if (injects === 'pending-mtf') f[MTF_FROM] = AT_ONCE;
  else if (!isControlSet(c)) f[MTF_FROM] = 0;
  // A boundary counts what it takes before it looks: one more than what the step itself counts.
  else f[MTF_FROM] = injects === 'event' ? AT_ONCE : (f[INSTRUCTIONS] as number) + (f[EVENTS] as number) + 2;
}

/** Whether the guest runs, or will run, towards such a VM exit. */
export const awaitsMonitorTrapFlag = (c: VmxContext): boolean => c.p.f[MTF_FROM] !== 0;

/**
 * Whether the VM exit is due at the boundary that is being serviced. A processor in shutdown or wait-for-SIPI keeps it
 * until something wakes it. @param counted positions of the boundary that are counted already: views ask before it is
 */
export function isMonitorTrapFlagDue(c: VmxContext, counted: 0 | 1 = 1): boolean {
  const { f, s } = c.p;
  const from = f[MTF_FROM] as number;
  if (from === 0 || (s[ACTIVITY] as number) >= SHUTDOWN) return false;
  return (f[INSTRUCTIONS] as number) + (f[EVENTS] as number) + 1 - counted >= from;
}

/** Decides about a VM exit that is due. */
export function monitorTrapFlagExits(c: VmxContext): boolean {
  const stepped = isControlSet(c);
  if (c.detailed) note(c, stepped ? 'one-step' : 'injected-mtf');
  return stepped ? decideByControl(c, monitorTrapFlag) : conclude(c, eventRules.pendingMonitorTrapFlag, 1);
}
