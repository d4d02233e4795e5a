import { EVENT_HARDWARE_EXCEPTION } from './event-type';
import { CP, DE, DF, GP, NP, PF, SS_FAULT, TS, VE } from './fault';

const CONTRIBUTORY = new Set([DE, TS, NP, SS_FAULT, GP, CP]);
/** Page faults and virtualization exceptions. */
const isPageFault = (vector: number): boolean => vector === PF || vector === VE;

/** What two events one after the other come to. */
export type EventCombination = 'serial' | 'double-fault' | 'triple-fault';

/**
 * An exception met while another event was being delivered. Interrupts and software events are benign whatever their
 * vector. SDM Vol. 3: "Interrupt 8—Double Fault Exception (#DF)", its tables of classes and of conditions.
 * @param first VECTORING_INFO of the event being delivered
 * @param second vector of the new exception
 */
export function combineEvents(first: number, second: number): EventCombination {
  if (((first >>> 8) & 7) !== EVENT_HARDWARE_EXCEPTION) return 'serial';
  const vector = first & 0xff;
  const serious = CONTRIBUTORY.has(second) || isPageFault(second);
  if (vector === DF) return serious ? 'triple-fault' : 'serial';
  if (isPageFault(vector)) return serious ? 'double-fault' : 'serial';
  if (CONTRIBUTORY.has(vector)) return CONTRIBUTORY.has(second) ? 'double-fault' : 'serial';
  return 'serial';
}
