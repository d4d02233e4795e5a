/** Delivery modes, with the numbers that the ICR, the LVT, redirection entries and message data give them. */
export const DELIVER_FIXED = 0;
export const DELIVER_LOWEST_PRIORITY = 1;
export const DELIVER_SMI = 2;
export const DELIVER_NMI = 4;
export const DELIVER_INIT = 5;
export const DELIVER_STARTUP = 6;
export const DELIVER_EXTINT = 7;

/**
 * An interrupt on its way to local APICs: from an I/O APIC or another local APIC.
 * SDM Vol. 3: "Issuing Interprocessor Interrupts".
 */
export interface InterruptMessage {
  readonly vector: number;
  /** DELIVER_* */
  readonly deliveryMode: number;
  /** 8 bits (0xFF: everyone), or 32 when `wide`. */
  readonly destination: number;
  /** Destination mode: true = logical, false = physical. */
  readonly logical: boolean;
  /** True = assert. De-asserting means something for a level-triggered INIT only, and there nothing. */
  readonly level: boolean;
  readonly trigger: 'edge' | 'level';
  /** The destination is a 32-bit x2APIC one (0xFFFFFFFF: everyone). */
  readonly wide?: boolean;
}

/** Destination shorthand of the ICR. */
export type DestinationShorthand = 'none' | 'self' | 'all-including-self' | 'all-excluding-self';
