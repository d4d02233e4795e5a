import { requestNmi, updateInterruptRequest } from '../interrupts/pending';
import type { Processor } from '../processor';
import { APIC_LVT, LOCAL_INTERRUPT_PINS } from '../state/processor-layout';
import { isApicEnabled } from './apic-mode';
import { DELIVER_EXTINT, DELIVER_FIXED } from './interrupt-message';
import { deliverLocalVector } from './local-interrupts';
import { LVT_LEVEL, LVT_LINT0, LVT_MASKED, LVT_REMOTE_IRR, lvtDeliveryMode } from './local-vector-table';

export const isPinAsserted = (p: Processor, pin: 0 | 1): boolean => (p.s[LOCAL_INTERRUPT_PINS] & (1 << pin)) !== 0;

/**
 * Sets the level of LINT0 (pin 0) or LINT1 (pin 1); while the local APIC is disabled they are INTR and NMI.
 * SDM Vol. 3: "Local Vector Table", "Enabling or Disabling the Local APIC".
 */
export function setLocalPin(p: Processor, pin: 0 | 1, asserted: boolean): void {
  const s = p.s;
  const bit = 1 << pin;
  const rises = asserted && (s[LOCAL_INTERRUPT_PINS] & bit) === 0;
  s[LOCAL_INTERRUPT_PINS] = asserted ? s[LOCAL_INTERRUPT_PINS] | bit : s[LOCAL_INTERRUPT_PINS] & ~bit;
  if (!isApicEnabled(p)) {
    if (pin === 1 && rises) requestNmi(p);
  } else if (isLevelPin(p, pin)) offerLevelPins(p);
  else if (rises && lvtDeliveryMode(s[APIC_LVT + LVT_LINT0 + pin]) !== DELIVER_EXTINT) {
    deliverLocalVector(p, LVT_LINT0 + pin);
  }
  updateInterruptRequest(p);
}

/** Only LINT0 in fixed mode may be level-triggered. */
const isLevelPin = (p: Processor, pin: 0 | 1): boolean => {
  const entry = p.s[APIC_LVT + LVT_LINT0 + pin];
  return pin === 0 && (entry & LVT_LEVEL) !== 0 && lvtDeliveryMode(entry) === DELIVER_FIXED;
};

/** A level-triggered LINT0 that is asserted interrupts (again) unless an earlier interrupt of it has not been ended. */
export function offerLevelPins(p: Processor): void {
  const s = p.s;
  const entry = s[APIC_LVT + LVT_LINT0];
  if ((s[LOCAL_INTERRUPT_PINS] & 1) === 0 || !isLevelPin(p, 0)) return;
  if ((entry & (LVT_MASKED | LVT_REMOTE_IRR)) !== 0) return;
  s[APIC_LVT + LVT_LINT0] |= LVT_REMOTE_IRR;
  deliverLocalVector(p, LVT_LINT0);
}
