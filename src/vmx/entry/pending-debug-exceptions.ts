import { type EventType, isSoftwareEvent } from '../../cpu/interrupts/event-type';
import { ACTIVITY, INTERRUPTIBILITY, PENDING_DEBUG } from '../../cpu/state/processor-layout';
import type { VmxContext } from '../vmx-context';

const BLOCKED_BY_MOV_SS = 2;
const SHUTDOWN = 2;

/**
 * Forgets the debug exceptions that the guest-state area left pending when this VM entry has none: it injects an event,
 * other than a software interrupt or software exception behind a MOV SS; or it enters shutdown or wait-for-SIPI. To be
 * called before the event is delivered. SDM Vol. 3: "Delivery of Pending Debug Exceptions after VM Entry".
 * @param event a valid VM-entry interruption information, or 0
 */
export function dropPendingDebugExceptions({ p }: VmxContext, event: number): void {
  const software = isSoftwareEvent(((event >>> 8) & 7) as EventType);
  const kept = event === 0 ? p.s[ACTIVITY] < SHUTDOWN : software && (p.s[INTERRUPTIBILITY] & BLOCKED_BY_MOV_SS) !== 0;
  if (kept) return;
  p.s[PENDING_DEBUG] = 0;
  p.s[PENDING_DEBUG + 1] = 0;
}
