import type { Processor } from '../processor';
import { APIC_ICR } from '../state/processor-layout';
import { isX2Apic } from './apic-mode';
import {
  DELIVER_EXTINT,
  DELIVER_FIXED,
  DELIVER_INIT,
  DELIVER_LOWEST_PRIORITY,
  type DestinationShorthand,
} from './interrupt-message';
import { ERROR_RECEIVE_ILLEGAL_VECTOR, ERROR_SEND_ILLEGAL_VECTOR, noteApicError } from './local-interrupts';

const SHORTHANDS: readonly DestinationShorthand[] = ['none', 'self', 'all-including-self', 'all-excluding-self'];
const RESERVED_MODE = 3;
const LOWEST_LEGAL_VECTOR = 16;
/** An illegal vector in a self IPI is one that is sent and one that is received. SDM Vol. 3: "Error Handling". */
const ILLEGAL_SELF_VECTOR = ERROR_SEND_ILLEGAL_VECTOR | ERROR_RECEIVE_ILLEGAL_VECTOR;
const LOGICAL = 0x800;
const LEVEL = 0x4000;
const TRIGGER_LEVEL = 0x8000;

/**
 * Sends what the interrupt command register says. It is sent at once: the delivery status always reads idle. A reserved
 * delivery mode, and ExtINT, which an ICR cannot send, send nothing. SDM Vol. 3: "Interrupt Command Register (ICR)".
 */
export function sendInterprocessorInterrupt(p: Processor): void {
  const s = p.s;
  const command = s[APIC_ICR];
  const deliveryMode = (command >>> 8) & 7;
  const vector = command & 0xff;
  if (deliveryMode === RESERVED_MODE || deliveryMode === DELIVER_EXTINT) return;
  const fixed = deliveryMode === DELIVER_FIXED || deliveryMode === DELIVER_LOWEST_PRIORITY;
  const shorthand = SHORTHANDS[(command >>> 18) & 3] as DestinationShorthand;
  if (fixed && vector < LOWEST_LEGAL_VECTOR) {
    noteApicError(p, shorthand === 'self' ? ILLEGAL_SELF_VECTOR : ERROR_SEND_ILLEGAL_VECTOR);
    return;
  }
  const wide = isX2Apic(p);
  const isDeassert = deliveryMode === DELIVER_INIT && (command & (LEVEL | TRIGGER_LEVEL)) === TRIGGER_LEVEL;
  p.interrupts?.send(
    p,
    {
      vector,
      deliveryMode,
      destination: wide ? s[APIC_ICR + 1] : s[APIC_ICR + 1] >>> 24,
      logical: (command & LOGICAL) !== 0,
      level: !isDeassert,
      // IPIs other than INIT are edge-triggered whatever the trigger mode says.
      trigger: isDeassert ? 'level' : 'edge',
      wide,
    },
    shorthand,
  );
}

/** The SELF IPI register of x2APIC mode: a fixed, edge-triggered interrupt to this processor. SDM Vol. 3: "SELF IPI Register". */
export function sendSelfInterrupt(p: Processor, vector: number): void {
  if (vector < LOWEST_LEGAL_VECTOR) {
    noteApicError(p, ILLEGAL_SELF_VECTOR);
    return;
  }
  const message = { vector, deliveryMode: DELIVER_FIXED, destination: p.id, logical: false, level: true } as const;
  p.interrupts?.send(p, { ...message, trigger: 'edge' }, 'self');
}
