import { IO_MAP_BASE, REDIRECTION_BYTES } from '../../../cpu/tasks/task-state.table';
import type { BitmapView } from '../../../protocol/descriptor-tables';
import { type ByteOfBits, toBitRuns } from '../bit-runs';
import type { TableBytes } from './table-bytes';

const PORT_BYTES = 0x1_0000 / 8;
/** A whole I/O permission bitmap as far away as its base can say, and the byte behind it, which is read with its last. */
export const FURTHEST_BITMAP_BYTE = 0xffff + PORT_BYTES;

const toBitmap = (offset: number, count: number, bitsOf: (byte: number) => ByteOfBits): BitmapView => ({
  offset,
  ...toBitRuns(count, bitsOf),
});

/**
 * The I/O permission bitmap. Two bytes are always read, so the one behind a port's byte must lie within the limit, too.
 * SDM Vol. 1: "I/O Permission Bit Map".
 */
export function toPortBitmap(bytes: TableBytes): BitmapView {
  const base = bytes.value(IO_MAP_BASE, 2);
  if (base === null) return withoutBase(bytes, PORT_BYTES);
  const offset = Number(base);
  return toBitmap(offset, PORT_BYTES, (byte) => {
    if (offset + byte + 1 >= bytes.length) return 'limit';
    const pair = bytes.value(offset + byte, 2);
    return pair === null ? 'unmapped' : Number(pair) & 0xff;
  });
}

/**
 * The software interrupt redirection bitmap, which ends where the I/O permission bitmap begins. SDM Vol. 3: "Class
 * 3—Software Interrupt Handling in Virtual-8086 Mode".
 */
export function toRedirectionBitmap(bytes: TableBytes): BitmapView {
  const base = bytes.value(IO_MAP_BASE, 2);
  if (base === null) return withoutBase(bytes, REDIRECTION_BYTES);
  const offset = Number(base) - REDIRECTION_BYTES;
  return toBitmap(offset, REDIRECTION_BYTES, (byte) => {
    const at = offset + byte;
    if (at < 0 || at >= bytes.length) return 'limit';
    const bits = bytes.value(at, 1);
    return bits === null ? 'unmapped' : Number(bits);
  });
}

const withoutBase = (bytes: TableBytes, count: number): BitmapView => ({
  ...toBitmap(0, count, () => (IO_MAP_BASE + 1 >= bytes.length ? 'limit' : 'unmapped')),
  offset: null,
});
