import { ATTENTION, PENDING, PENDING_EXTENSION } from '../../cpu/state/processor-layout';
import { BUS_LOCK } from '../state/vmx-layout';
import type { VmxContext } from '../vmx-context';
import { consultedControl, isEffective } from './decide';
import { eventRules } from './event-rules.table';

const control = consultedControl(eventRules.busLock.decidedBy);

/** The guest's instruction locked the bus: with "VMM bus-lock detection" the next boundary is to exit. */
export function noteBusLock(c: VmxContext): void {
  if (!isEffective(c, control)) return;
  const { s } = c.p;
  s[BUS_LOCK] = 1;
  s[PENDING] |= PENDING_EXTENSION;
  s[ATTENTION] = 1;
}

/** Whether a VM exit for a bus lock waits for the boundary. */
export const isBusLockPending = ({ p }: VmxContext): boolean => p.s[BUS_LOCK] !== 0;
