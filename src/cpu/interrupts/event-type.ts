/**
 * Kinds of events as the interruption-information fields of the VMCS number them (bits 10:8). SDM Vol. 3: "VM-Entry
 * Controls for Event Injection". The processor uses the same numbers for VECTORING_INFO.
 */
export const EVENT_EXTERNAL_INTERRUPT = 0;
export const EVENT_NMI = 2;
/** A fault or trap that the processor found, single-step and data breakpoints included. */
export const EVENT_HARDWARE_EXCEPTION = 3;
/** INT n. */
export const EVENT_SOFTWARE_INTERRUPT = 4;
/** INT1. */
export const EVENT_PRIVILEGED_SOFTWARE_EXCEPTION = 5;
/** INT3 and INTO. */
export const EVENT_SOFTWARE_EXCEPTION = 6;

export type EventType = 0 | 2 | 3 | 4 | 5 | 6;

/** Bit 11: an error code goes with the event. */
export const INFO_ERROR_CODE = 0x800;
/** Bit 31: the information is valid. */
export const INFO_VALID = 0x8000_0000 | 0;

/** Interruption information of an event; `errorCode` -1 when it has none. */
export const eventInfo = (vector: number, type: EventType, errorCode: number): number =>
  INFO_VALID | (errorCode >= 0 ? INFO_ERROR_CODE : 0) | (type << 8) | vector;

/** INT n, INT3 and INTO: they obey the gate's DPL, and faults that they meet have EXT clear. */
export const isSoftwareEvent = (type: EventType): boolean =>
  type === EVENT_SOFTWARE_INTERRUPT || type === EVENT_SOFTWARE_EXCEPTION;
