import { requestInit, requestNmi, requestSmi, requestStartup, updateInterruptRequest } from '../interrupts/pending';
import type { Processor } from '../processor';
import { APIC_IRR, APIC_TMR, LOCAL_INTERRUPT_PINS } from '../state/processor-layout';
import { EXTINT_MESSAGE } from './external-interrupt';
import { DELIVER_EXTINT, DELIVER_INIT, DELIVER_NMI, DELIVER_SMI, DELIVER_STARTUP } from './interrupt-message';

/** Sets the request bit of a vector, and whether its EOI must be told to the I/O APICs. */
export function acceptFixed(p: Processor, vector: number, level: boolean): void {
  const s = p.s;
  const word = vector >>> 5;
  const bit = 1 << (vector & 31);
  s[APIC_IRR + word] |= bit;
  s[APIC_TMR + word] = level ? s[APIC_TMR + word] | bit : s[APIC_TMR + word] & ~bit;
  updateInterruptRequest(p);
}

/** What bypasses IRR and ISR and goes straight to the processor. */
export function acceptSignal(p: Processor, mode: number, vector: number): boolean {
  switch (mode) {
    case DELIVER_SMI:
      requestSmi(p);
      return true;
    case DELIVER_NMI:
      requestNmi(p);
      return true;
    case DELIVER_INIT:
      requestInit(p);
      return true;
    case DELIVER_STARTUP:
      requestStartup(p, vector);
      return true;
    case DELIVER_EXTINT:
      p.s[LOCAL_INTERRUPT_PINS] |= EXTINT_MESSAGE;
      updateInterruptRequest(p);
      return true;
    default:
      return false;
  }
}
