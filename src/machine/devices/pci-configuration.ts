import { PCI_ADDRESS } from './devices-layout';
import type { PortDevice } from './port-device';

const ADDRESS_PORT = 0xcf8;
/** Enable, bus, device, function and register number. */
const ADDRESS_BITS = 0x80ff_fffc | 0;

/**
 * PCI configuration mechanism #1 with nothing behind it: the address can be written and read (32 bits at once), and every
 * function answers "not there", all ones.
 * Source: PCI Local Bus Specification 3.0, "Software Generation of Configuration Transactions".
 */
export function pciConfiguration(state: Int32Array): PortDevice {
  return {
    first: ADDRESS_PORT,
    count: 4,
    anySize: true,
    read: (_p, port, size) => (size === 4 && port === 0 ? state[PCI_ADDRESS] : 0xffff_ffff | 0),
    write(_p, port, value, size) {
      if (size === 4 && port === 0) state[PCI_ADDRESS] = value & ADDRESS_BITS;
    },
  };
}
