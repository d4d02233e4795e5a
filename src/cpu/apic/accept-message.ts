import type { Processor } from '../processor';
import { acceptFixed, acceptSignal } from './accept-interrupt';
import { isApicEnabled, isApicSoftwareEnabled } from './apic-mode';
import { DELIVER_FIXED, DELIVER_INIT, DELIVER_LOWEST_PRIORITY, type InterruptMessage } from './interrupt-message';
import { ERROR_RECEIVE_ILLEGAL_VECTOR, noteApicError } from './local-interrupts';

const LOWEST_LEGAL_VECTOR = 16;

/**
 * A message has reached the local APIC that it was meant for. False when that does not take it.
 * SDM Vol. 3: "Interrupt Acceptance for Fixed Interrupts"; "Local APIC State After It Has Been Software Disabled": INIT,
 * NMI, SMI and start-up IPIs are taken even then.
 */
export function acceptMessage(p: Processor, message: InterruptMessage): boolean {
  if (!isApicEnabled(p)) return false;
  const mode = message.deliveryMode;
  if (mode !== DELIVER_FIXED && mode !== DELIVER_LOWEST_PRIORITY) {
    if (mode === DELIVER_INIT && message.trigger === 'level' && !message.level) return false;
    return acceptSignal(p, mode, message.vector);
  }
  if (!isApicSoftwareEnabled(p)) return false;
  if (message.vector < LOWEST_LEGAL_VECTOR) {
    noteApicError(p, ERROR_RECEIVE_ILLEGAL_VECTOR);
    return false;
  }
  acceptFixed(p, message.vector, message.trigger === 'level');
  return true;
}
