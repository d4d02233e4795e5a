import { TEST_BYTE, TEST_DATA, TEST_MEMORY } from './devices-layout';
import { type InterruptLines, LINES_OF_TEST_DEVICE } from './interrupt-lines';
import { IO_APIC_INPUTS } from './io-apic';
import type { MemoryDevice, PortDevice } from './port-device';

const DATA_PORT = 0xe0;
const FLUSH_PORT = 0xe4;
const BYTE_PORT = 0xe8;
const LINE_PORT = 0x2000;
const MEMORY_ADDRESS = 0xff00_0000;
const MEMORY_BYTES = 0x1000;

/**
 * QEMU's pc-testdev: a word at ports 0xE0–0xE3 and a byte at 0xE8 that keep what is written; port 0xE4, which makes a real
 * hypervisor take a page away and give it back, and has no effect here; interrupt lines 0–23 at ports 0x2000–0x2017,
 * asserted by a value that is not 0; and memory at 0xFF000000, of which one page is modelled.
 */
export function testDevice(state: Int32Array, lines: InterruptLines): readonly PortDevice[] {
  return [
    {
      first: DATA_PORT,
      count: 4,
      anySize: true,
      read: (_p, port, size) => cut(state[TEST_DATA] >>> (8 * port), size),
      write(_p, port, value, size) {
        state[TEST_DATA] = replace(state[TEST_DATA], port, value, size);
      },
    },
    { first: FLUSH_PORT, count: 4, anySize: true, read: () => 0xffff_ffff | 0, write: () => undefined },
    {
      first: BYTE_PORT,
      count: 1,
      read: () => state[TEST_BYTE],
      write(_p, _port, value) {
        state[TEST_BYTE] = value;
      },
    },
    {
      first: LINE_PORT,
      count: IO_APIC_INPUTS,
      read: () => 0xff,
      write: (_p, line, value) => lines.set(LINES_OF_TEST_DEVICE, line, value !== 0),
    },
  ];
}

/** The test device's memory. */
export function testMemory(state: Int32Array): MemoryDevice {
  return {
    first: MEMORY_ADDRESS,
    bytes: MEMORY_BYTES,
    read(_p, offset, size) {
      const word = TEST_MEMORY + (offset >> 2);
      const place = offset & 3;
      const low = state[word] >>> (8 * place);
      // An access that is not aligned goes on in the next word; none crosses the end of a page.
      const high = place + size > 4 ? state[word + 1] << (8 * (4 - place)) : 0;
      return cut(low | high, size);
    },
    write(_p, offset, value, size) {
      const word = TEST_MEMORY + (offset >> 2);
      const place = offset & 3;
      const inFirst = Math.min(size, 4 - place);
      state[word] = replace(state[word], place, value, inFirst);
      if (inFirst < size) state[word + 1] = replace(state[word + 1], 0, value >>> (8 * inFirst), size - inFirst);
    },
  };
}

const mask = (size: number): number => (size === 4 ? -1 : (1 << (8 * size)) - 1);

const cut = (value: number, size: number): number => value & mask(size);

/** `word` with `size` bytes from byte `place` on replaced; bytes beyond the word are lost. */
const replace = (word: number, place: number, value: number, size: number): number =>
  (word & ~(mask(size) << (8 * place))) | ((value & mask(size)) << (8 * place));
