import { deliverEvent } from '../../cpu/interrupts/deliver';
import { EVENT_EXTERNAL_INTERRUPT } from '../../cpu/interrupts/event-type';
import { ACTIVITY, ATTENTION, PENDING, PENDING_EXTENSION } from '../../cpu/state/processor-layout';
import { consult, publish } from '../nonroot/decide';
import { GUEST_INTERRUPT_STATUS, VIRTUAL_INTERRUPT } from '../state/vmx-layout';
import type { VmxContext } from '../vmx-context';
import { virtualizedRules } from './apic-rules.table';
import { interruptWindowExiting, isSet, virtualInterruptDelivery } from './apic-virtualization-controls';
import {
  clearVirtualVector,
  highestVirtualVector,
  readVirtualApic,
  setVirtualVector,
  writeVirtualApic,
} from './virtual-apic-page';
import { VIRR, VISR, VPPR, VTPR } from './virtual-apic-registers.table';

/** SDM Vol. 3: "Evaluation and Delivery of Virtual Interrupts". Only guests with "virtual-interrupt delivery" come here. */

/** The two halves of the guest interrupt status. */
export const requestingVector = (c: VmxContext): number => c.p.s[GUEST_INTERRUPT_STATUS] & 0xff;
export const servicedVector = (c: VmxContext): number => (c.p.s[GUEST_INTERRUPT_STATUS] >>> 8) & 0xff;

export function setRequestingVector(c: VmxContext, vector: number): void {
  const { s } = c.p;
  s[GUEST_INTERRUPT_STATUS] = (s[GUEST_INTERRUPT_STATUS] & ~0xff) | vector;
}

export function setServicedVector(c: VmxContext, vector: number): void {
  const { s } = c.p;
  s[GUEST_INTERRUPT_STATUS] = (s[GUEST_INTERRUPT_STATUS] & 0xff) | (vector << 8);
}

/** VPPR becomes the higher of VTPR and the class of the vector in service; its bytes 3:1 are cleared. SDM Vol. 3: "PPR Virtualization". */
export function virtualizeProcessorPriority(c: VmxContext): void {
  const task = readVirtualApic(c, VTPR) & 0xff;
  const serviced = servicedVector(c) & 0xf0;
  writeVirtualApic(c, VPPR, (task & 0xf0) >= serviced ? task : serviced);
}

/**
 * Whether a pending virtual interrupt is recognized: RVI's class is above VPPR's, and no window is waited for. Nothing but
 * the callers that the manual names evaluates, whatever else changes RVI or VPPR.
 * SDM Vol. 3: "Evaluation of Pending Virtual Interrupts".
 */
export function evaluatePendingVirtualInterrupts(c: VmxContext): void {
  const { s } = c.p;
  const above = requestingVector(c) >>> 4 > ((readVirtualApic(c, VPPR) >>> 4) & 15);
  s[VIRTUAL_INTERRUPT] = above && !isSet(c, interruptWindowExiting) ? 1 : 0;
  if (s[VIRTUAL_INTERRUPT] === 0) return;
  s[PENDING] |= PENDING_EXTENSION;
  s[ATTENTION] = 1;
}

/** SDM Vol. 3: "Self-IPI Virtualization". */
export function virtualizeSelfIpi(c: VmxContext, vector: number): void {
  setVirtualVector(c, VIRR, vector);
  setRequestingVector(c, Math.max(requestingVector(c), vector));
  evaluatePendingVirtualInterrupts(c);
}

export const isVirtualInterruptRecognized = (c: VmxContext): boolean => c.p.s[VIRTUAL_INTERRUPT] !== 0;

/**
 * Delivers the recognized virtual interrupt through the guest's IDT, at a boundary where nothing blocks it; it wakes the guest
 * from HLT. SDM Vol. 3: "Virtual-Interrupt Delivery".
 */
export function deliverVirtualInterrupt(c: VmxContext): void {
  const { s } = c.p;
  const vector = requestingVector(c);
  if (c.detailed) {
    consult(c, virtualInterruptDelivery);
    const subject = `${virtualizedRules.delivery.subject} 0x${vector.toString(16)}`;
    publish(c, virtualizedRules.delivery, false, subject, true);
  }
  setVirtualVector(c, VISR, vector);
  setServicedVector(c, vector);
  writeVirtualApic(c, VPPR, vector & 0xf0);
  clearVirtualVector(c, VIRR, vector);
  setRequestingVector(c, highestVirtualVector(c, VIRR));
  s[VIRTUAL_INTERRUPT] = 0;
  s[ACTIVITY] = 0;
  deliverEvent(c.p, vector, EVENT_EXTERNAL_INTERRUPT, -1);
}
