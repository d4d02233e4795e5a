import { isLongMode } from '../../../cpu/mmu/linear';
import type { Processor } from '../../../cpu/processor';
import { ACCESS_UNUSABLE, TYPE_WIDE } from '../../../cpu/registers/descriptor';
import { SEGMENT_ACCESS, SEGMENT_BASE, SEGMENT_LIMIT, SEGMENT_SELECTOR, TR } from '../../../cpu/state/processor-layout';
import { IO_MAP_BASE } from '../../../cpu/tasks/task-state.table';
import {
  type TaskStateField,
  taskStateFields16,
  taskStateFields32,
  taskStateFields64,
} from '../../../cpu/tasks/task-state-fields';
import type { TaskStateView } from '../../../protocol/descriptor-tables';
import { word64 } from '../registers-view';
import { TableBytes } from './table-bytes';

const FIELDS: Readonly<Record<TaskStateView['format'], readonly TaskStateField[]>> = {
  '16-bit': taskStateFields16,
  '32-bit': taskStateFields32,
  '64-bit': taskStateFields64,
};
const PORTS = 0x1_0000;
/** Fields, and a whole I/O permission bitmap as far away as its base can say. */
const MOST_BYTES = 0x1_0000 + PORTS / 8;

/** The TSS that TR holds, as it stands in memory. SDM Vol. 3: "Task Management Data Structures". */
export function toTaskStateView(p: Processor, symbolAt: (address: bigint) => string | null): TaskStateView | null {
  const access = p.s[SEGMENT_ACCESS + TR] as number;
  if ((access & ACCESS_UNUSABLE) !== 0) return null;
  const limit = (p.s[SEGMENT_LIMIT + TR] as number) >>> 0;
  const base = word64(p, SEGMENT_BASE + 2 * TR);
  const format = isLongMode(p) ? '64-bit' : (access & TYPE_WIDE) !== 0 ? '32-bit' : '16-bit';
  const bytes = new TableBytes(p, base, Math.min(limit + 1, MOST_BYTES));
  return {
    selector: (p.s[SEGMENT_SELECTOR + TR] as number) & 0xffff,
    base,
    limit,
    format,
    fields: FIELDS[format].map(({ name, offset, bytes: size }) => {
      const value = bytes.value(offset, size);
      const why = offset + size > limit + 1 ? 'limit' : 'unmapped';
      return {
        name,
        offset,
        bytes: size,
        value,
        unreadable: value === null ? why : null,
        symbol: value === null || size === 2 ? null : symbolAt(value),
      };
    }),
    ports: format === '16-bit' ? null : openPorts(bytes),
  };
}

/**
 * Ports that the I/O permission bitmap lets pass: their bits are 0, and the byte behind theirs lies within the limit, for
 * two bytes are always read. SDM Vol. 1: "I/O Permission Bit Map".
 */
function openPorts(bytes: TableBytes): TaskStateView['ports'] {
  const base = bytes.value(IO_MAP_BASE, 2);
  if (base === null || Number(base) + 1 >= bytes.length) return null;
  const ranges: { first: number; last: number }[] = [];
  for (let port = 0; port < PORTS; port++) {
    const byte = Number(base) + (port >> 3);
    if (byte + 1 >= bytes.length) break;
    const bits = bytes.value(byte, 1);
    if (bits === null || (Number(bits) & (1 << (port & 7))) !== 0) continue;
    const last = ranges.at(-1);
    if (last?.last === port - 1) last.last = port;
    else ranges.push({ first: port, last: port });
  }
  return ranges;
}
