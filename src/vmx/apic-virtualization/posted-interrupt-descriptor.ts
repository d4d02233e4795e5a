import { physicalRead8, physicalRead32, physicalWrite8, physicalWrite32 } from '../../cpu/mmu/physical';
import type { Processor } from '../../cpu/processor';

/**
 * The posted-interrupt descriptor, 64 bytes of physical memory: requests (PIR) in bits 255:0, outstanding notification (ON)
 * bit 256, suppress notification (SN) bit 257, notification vector (NV) bits 279:272, destination (NDST) bits 319:288. The
 * processor itself uses SN, NV and NDST for IPI virtualization only. SDM Vol. 3: "Posted-Interrupt Processing", "IPI
 * Virtualization".
 */
export const DESCRIPTOR_BYTES = 64;
export const PIR_WORDS = 8;
export const NOTIFICATION = 32;
export const NOTIFICATION_VECTOR = 34;
export const NOTIFICATION_DESTINATION = 36;
export const OUTSTANDING = 1;
export const SUPPRESS = 2;

/** Requests a vector. */
export function postInterrupt(p: Processor, descriptor: number, vector: number): void {
  const at = descriptor + 4 * (vector >>> 5);
  physicalWrite32(p, at, physicalRead32(p, at) | (1 << (vector & 31)));
}

/** What notifies the target of posted interrupts. */
export interface Notification {
  readonly vector: number;
  readonly destination: number;
}

/** Sets ON and returns what to send; null when the target was notified already or must not be. */
export function notifyPosted(p: Processor, descriptor: number): Notification | null {
  const flags = physicalRead8(p, descriptor + NOTIFICATION);
  if ((flags & (OUTSTANDING | SUPPRESS)) !== 0) return null;
  physicalWrite8(p, descriptor + NOTIFICATION, flags | OUTSTANDING);
  return {
    vector: physicalRead8(p, descriptor + NOTIFICATION_VECTOR),
    destination: physicalRead32(p, descriptor + NOTIFICATION_DESTINATION),
  };
}

/** Clears ON and leaves the other bits. */
export function endNotification(p: Processor, descriptor: number): void {
  const at = descriptor + NOTIFICATION;
  physicalWrite8(p, at, physicalRead8(p, at) & ~OUTSTANDING);
}

/** Takes 32 requests off the descriptor. @param word 0–7 */
export function takeRequests(p: Processor, descriptor: number, word: number): number {
  const at = descriptor + 4 * word;
  const requests = physicalRead32(p, at);
  if (requests !== 0) physicalWrite32(p, at, 0);
  return requests;
}
