import {
  EVENT_HARDWARE_EXCEPTION,
  EVENT_PRIVILEGED_SOFTWARE_EXCEPTION,
  EVENT_SOFTWARE_EXCEPTION,
} from '../cpu/interrupts/event-type';
import type { Transition } from '../vmx/explain/transition';
import type { ArrivedEvent } from './watch';

const EXCEPTION_OR_NMI = 0;
const EXTERNAL_INTERRUPT = 1;
const TRIPLE_FAULT = 2;

/** The exception or interrupt that a VM exit reports; null for any other transition. */
export function arrivedByExit(t: Transition): ArrivedEvent | null {
  if (t.kind !== 'vm-exit') return null;
  const reason = (t.exitReason ?? 0) & 0xffff;
  if (reason === EXTERNAL_INTERRUPT) return 'interrupt';
  if (reason === TRIPLE_FAULT) return 'exception';
  if (reason !== EXCEPTION_OR_NMI) return null;
  const type = ((t.interruptionInfo ?? 0) >>> 8) & 7;
  const isException =
    type === EVENT_HARDWARE_EXCEPTION ||
    type === EVENT_SOFTWARE_EXCEPTION ||
    type === EVENT_PRIVILEGED_SOFTWARE_EXCEPTION;
  return isException ? 'exception' : 'interrupt';
}
