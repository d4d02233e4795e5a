import { updateInterruptRequest } from '../interrupts/pending';
import type { Processor } from '../processor';
import { APIC_ISR, APIC_LVT, APIC_TMR } from '../state/processor-layout';
import { DELIVER_FIXED } from './interrupt-message';
import { offerLevelPins } from './local-pins';
import { LVT_LINT0, LVT_REMOTE_IRR, lvtDeliveryMode } from './local-vector-table';
import { highestBit } from './priority';

/**
 * A write of the EOI register: the interrupt of the highest priority in service has ended. That of a level-triggered one is
 * told to the I/O APICs. SDM Vol. 3: "Signaling Interrupt Servicing Completion".
 */
export function endOfInterrupt(p: Processor): void {
  const s = p.s;
  const vector = highestBit(s, APIC_ISR);
  if (vector < 0) return;
  const word = vector >>> 5;
  const bit = 1 << (vector & 31);
  s[APIC_ISR + word] &= ~bit;
  if ((s[APIC_TMR + word] & bit) !== 0) {
    const lint0 = s[APIC_LVT + LVT_LINT0];
    if (lvtDeliveryMode(lint0) === DELIVER_FIXED && (lint0 & 0xff) === vector) {
      s[APIC_LVT + LVT_LINT0] &= ~LVT_REMOTE_IRR;
      offerLevelPins(p);
    }
    p.interrupts?.endOfInterrupt(vector);
  }
  updateInterruptRequest(p);
}
