import { isX2Apic } from '../../cpu/apic/apic-mode';
import { DELIVER_FIXED } from '../../cpu/apic/interrupt-message';
import { ERROR_SEND_ILLEGAL_VECTOR, noteApicError } from '../../cpu/apic/local-interrupts';
import { physicalReadBig } from '../../cpu/mmu/physical';
import type { Processor } from '../../cpu/processor';
import { joinPhysical } from '../../cpu/state/address';
import { conclude, note } from '../nonroot/decide';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { apicRules } from './apic-rules.table';
import { descriptorAddress, isValidPointer } from './pid-pointer';
import { notifyPosted, postInterrupt } from './posted-interrupt-descriptor';

const TABLE = F['pid-pointer-table-address'];
const LAST_INDEX = F['last-pid-pointer-index'];
const LOWEST_VECTOR = 16;

/**
 * Address of the posted-interrupt descriptor of a virtual APIC ID; -1 when the ID lies beyond the PID-pointer table or its
 * entry is not valid.
 */
function descriptorOf(c: VmxContext, target: number): number {
  const words = c.p.image.i32;
  const region = c.region;
  if (target > (words[region + LAST_INDEX] & 0xffff)) return -1;
  const entry = physicalReadBig(c.p, joinPhysical(words[region + TABLE], words[region + TABLE + 1]) + 8 * target);
  return isValidPointer(entry, c.p.cpuid.physicalAddressBits) ? descriptorAddress(entry) : -1;
}

/**
 * Posts an interrupt to another virtual processor and notifies it. False when that is left to the VMM: the vector is illegal
 * or the target has no descriptor. SDM Vol. 3: "IPI Virtualization".
 * @param target virtual APIC ID
 */
export function sendVirtualIpi(c: VmxContext, vector: number, target: number): boolean {
  const descriptor = vector < LOWEST_VECTOR ? -1 : descriptorOf(c, target);
  const subject = c.detailed ? `${apicRules.ipiTarget.subject} 0x${vector.toString(16)}` : apicRules.ipiTarget.subject;
  if (descriptor < 0 && c.detailed) noteTarget(c, vector, target);
  if (descriptor < 0) return !conclude(c, apicRules.ipiTarget, 1, subject);
  postInterrupt(c.p, descriptor, vector);
  const notification = notifyPosted(c.p, descriptor);
  if (notification !== null) sendNotification(c.p, notification.vector, notification.destination);
  return true;
}

/** Why the target cannot be sent the vector. */
function noteTarget(c: VmxContext, vector: number, target: number): void {
  if (vector < LOWEST_VECTOR) note(c, 'vector-too-low', { vector: `0x${vector.toString(16)}` });
  else
    note(c, 'ipi-target', { target: `0x${target.toString(16)}`, last: c.p.image.i32[c.region + LAST_INDEX] & 0xffff });
}

/** The interrupt that a write of the interrupt command register with this vector and destination would send. */
function sendNotification(p: Processor, vector: number, destination: number): void {
  if (vector < LOWEST_VECTOR) {
    noteApicError(p, ERROR_SEND_ILLEGAL_VECTOR);
    return;
  }
  const wide = isX2Apic(p);
  const message = { vector, deliveryMode: DELIVER_FIXED, logical: false, level: true, trigger: 'edge', wide } as const;
  p.interrupts?.send(p, { ...message, destination: wide ? destination : (destination >>> 8) & 0xff }, 'none');
}
