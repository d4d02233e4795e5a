import { FW_CFG_KEY, FW_CFG_OFFSET } from './devices-layout';
import type { PortDevice } from './port-device';

const SELECTOR_PORT = 0x510;

/** Item numbers that have contents here; every other item reads as zeros. */
const SIGNATURE = 0,
  INTERFACE = 1,
  RAM_SIZE = 3,
  PROCESSORS = 5,
  MOST_PROCESSORS = 0x0f,
  RAM_LIMIT = 0x11;

const littleEndian = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, k) => Math.floor(value / 2 ** (8 * k)) % 256);

/**
 * QEMU's fw_cfg device at ports 0x510 (16-bit selector) and 0x511 (data, a byte at a time): the signature, the traditional
 * interface alone, the size of RAM, the number of processors and the most there can be, and the end of RAM. Writing items is
 * not offered, as in QEMU; nor are files or DMA.
 * Source: QEMU documentation, "QEMU Firmware Configuration (fw_cfg) Device".
 */
export function firmwareConfiguration(state: Int32Array, ramBytes: number, processors: number): PortDevice {
  const items = new Map<number, readonly number[]>([
    [SIGNATURE, Array.from('QEMU', (letter) => letter.charCodeAt(0))],
    [INTERFACE, littleEndian(1, 4)],
    [RAM_SIZE, littleEndian(ramBytes, 8)],
    [PROCESSORS, littleEndian(processors, 2)],
    [MOST_PROCESSORS, littleEndian(processors, 2)],
    [RAM_LIMIT, littleEndian(ramBytes, 8)],
  ]);
  return {
    first: SELECTOR_PORT,
    count: 2,
    anySize: true,
    read(_p, port, size) {
      if (size !== 1 || port !== 1) return 0;
      const byte = items.get(state[FW_CFG_KEY])?.[state[FW_CFG_OFFSET]] ?? 0;
      state[FW_CFG_OFFSET] += 1;
      return byte;
    },
    write(_p, port, value, size) {
      if (size !== 2 || port !== 0) return;
      state[FW_CFG_KEY] = value;
      state[FW_CFG_OFFSET] = 0;
    },
  };
}
