import { ADDRESS, GUEST } from '../state/processor-layout';
import type { Operation } from './instruction';

/** Bytes of a cache line. */
const LINE = 64;

/**
 * A locked instruction: an access to memory that crosses a cache line locks the bus, of which a monitor may want to know.
 * Locked accesses to memory that is not cached write-back lock it too, but memory types are not modelled. SDM Vol. 3: "Bus
 * Locking".
 */
export const locking =
  (operation: Operation): Operation =>
  (p, i) => {
    operation(p, i);
    if (p.s[GUEST] !== 0 && (p.s[ADDRESS] & (LINE - 1)) + i.memorySize > LINE) p.intercepts?.busLock?.(p);
  };
