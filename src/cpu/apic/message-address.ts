import type { InterruptMessage } from './interrupt-message';

/**
 * The interrupt that a device's write to 0xFEExxxxx means. SDM Vol. 3: "Message Address Register Format", "Message Data
 * Register Format". The redirection hint asks for lowest priority only where the delivery mode says so too.
 */
export function toInterruptMessage(address: number, data: number): InterruptMessage {
  return {
    vector: data & 0xff,
    deliveryMode: (data >>> 8) & 7,
    destination: (address >>> 12) & 0xff,
    logical: (address & 4) !== 0,
    level: (data & 0x4000) !== 0 || (data & 0x8000) === 0,
    trigger: (data & 0x8000) === 0 ? 'edge' : 'level',
  };
}
