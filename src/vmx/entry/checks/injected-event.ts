import type { CheckContext } from './entry-check';

/** Questions about the event that the VM entry injects. SDM: "VM-Entry Controls for Event Injection". */
export const INTERRUPTION_INFORMATION = 'vm-entry-interruption-information';

/** Interruption types, bits 10:8. */
export const EXTERNAL_INTERRUPT = 0;
export const NMI = 2;
export const HARDWARE_EXCEPTION = 3;
export const SOFTWARE_INTERRUPT = 4;
export const SOFTWARE_EXCEPTION = 6;
export const OTHER_EVENT = 7;

const information = (c: CheckContext): number => c.word(INTERRUPTION_INFORMATION);
/** Whether an event is to be injected at all: bit 31. */
export const isInjected = (c: CheckContext): boolean => information(c) >>> 31 === 1;
export const injectedType = (c: CheckContext): number => (information(c) >>> 8) & 7;
export const injectedVector = (c: CheckContext): number => information(c) & 0xff;
/** Whether an event of one type is injected. */
export const injects =
  (type: number) =>
  (c: CheckContext): boolean =>
    isInjected(c) && injectedType(c) === type;
