import type { Processor } from '../processor';
import { APIC_LVT, LOCAL_INTERRUPT_PINS } from '../state/processor-layout';
import { isApicEnabled } from './apic-mode';
import { DELIVER_EXTINT } from './interrupt-message';
import { LVT_LINT0, LVT_LINT1, LVT_MASKED, lvtDeliveryMode } from './local-vector-table';

/** LOCAL_INTERRUPT_PINS: an ExtINT message has come and waits for its acknowledge cycle. */
export const EXTINT_MESSAGE = 4;

/** Stands for the vector that the 8259 will give in the acknowledge cycle. */
export const EXTINT_VECTOR = 0x100;

/**
 * An external interrupt of the 8259's kind is requested: INTR while the local APIC is disabled, or a LINT pin that the
 * local vector table says leads there. SDM Vol. 3: "Local Vector Table", ExtINT; "Enabling or Disabling the Local APIC".
 */
export function isExtIntRequested(p: Processor): boolean {
  const pins = p.s[LOCAL_INTERRUPT_PINS];
  if (pins === 0) return false;
  if (!isApicEnabled(p)) return (pins & 1) !== 0;
  if ((pins & EXTINT_MESSAGE) !== 0) return true;
  return ((pins & 1) !== 0 && isExtInt(p, LVT_LINT0)) || ((pins & 2) !== 0 && isExtInt(p, LVT_LINT1));
}

const isExtInt = (p: Processor, index: number): boolean => {
  const entry = p.s[APIC_LVT + index];
  return (entry & LVT_MASKED) === 0 && lvtDeliveryMode(entry) === DELIVER_EXTINT;
};
