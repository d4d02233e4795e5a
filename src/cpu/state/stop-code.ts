/** Why a machine stands still. Values go to the STOP word. */
export const STOP_NONE = 0;
/** Halted with nothing left that could wake it. */
export const STOP_HALTED = 1;
/** Shutdown after a triple fault outside VMX non-root operation. */
export const STOP_SHUTDOWN = 2;
/** VMX abort; STOP_VALUE is the abort indicator. */
export const STOP_VMX_ABORT = 3;
/** A write to port 0xF4; STOP_VALUE is the value written. */
export const STOP_DEBUG_EXIT = 4;
/** The lab's exception handler stopped; STOP_VALUE is the vector. */
export const STOP_LAB_EXCEPTION = 5;
/** An instruction that is not modelled stands at RIP. */
export const STOP_UNMODELLED = 6;
/** A listener asked to stop after this step (not a state of the machine: cleared when the run goes on). */
export const STOP_REQUESTED = 7;
/** Waiting for SIPI, with nobody left who could send it. */
export const STOP_WAIT_FOR_SIPI = 8;
/** Exceptions meet each other in delivery for ever: no instruction boundary comes again. STOP_VALUE is the last vector. */
export const STOP_ENDLESS_DELIVERY = 9;

export type StopCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
