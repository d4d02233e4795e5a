import type { Processor } from '../processor';
import { APIC_ERRORS, APIC_LVT } from '../state/processor-layout';
import { acceptFixed, acceptSignal } from './accept-interrupt';
import { isApicEnabled } from './apic-mode';
import { DELIVER_EXTINT, DELIVER_FIXED } from './interrupt-message';
import { LVT_ERROR, LVT_LEVEL, LVT_LINT0, LVT_MASKED, LVT_TIMER, lvtDeliveryMode } from './local-vector-table';

/** Bits of the error status register. SDM Vol. 3: "Error Handling". */
export const ERROR_SEND_ILLEGAL_VECTOR = 0x20;
export const ERROR_RECEIVE_ILLEGAL_VECTOR = 0x40;
export const ERROR_ILLEGAL_REGISTER = 0x80;
const LOWEST_LEGAL_VECTOR = 16;

/** The interrupt of an entry of the local vector table, unless it is masked. ExtINT is not delivered here: it is a line. */
export function deliverLocalVector(p: Processor, index: number): void {
  const entry = p.s[APIC_LVT + index];
  if ((entry & LVT_MASKED) !== 0) return;
  const mode = index === LVT_ERROR || index === LVT_TIMER ? DELIVER_FIXED : lvtDeliveryMode(entry);
  if (mode === DELIVER_EXTINT) return;
  if (mode !== DELIVER_FIXED) {
    acceptSignal(p, mode, 0);
    return;
  }
  const vector = entry & 0xff;
  if (vector < LOWEST_LEGAL_VECTOR) noteApicError(p, ERROR_RECEIVE_ILLEGAL_VECTOR);
  else acceptFixed(p, vector, index === LVT_LINT0 && (entry & LVT_LEVEL) !== 0);
}

/** Notes an error for the next write of the error status register, and interrupts when it was not noted yet. */
export function noteApicError(p: Processor, error: number): void {
  const s = p.s;
  const isNew = (s[APIC_ERRORS] & error) === 0;
  s[APIC_ERRORS] |= error;
  if (!isNew || !isApicEnabled(p)) return;
  // An error interrupt with an illegal vector of its own adds that error and ends there.
  const entry = s[APIC_LVT + LVT_ERROR];
  if ((entry & LVT_MASKED) !== 0) return;
  if ((entry & 0xff) < LOWEST_LEGAL_VECTOR) s[APIC_ERRORS] |= ERROR_RECEIVE_ILLEGAL_VECTOR;
  else acceptFixed(p, entry & 0xff, false);
}
