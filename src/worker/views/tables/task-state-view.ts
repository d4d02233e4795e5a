import { isLongMode } from '../../../cpu/mmu/linear';
import type { Processor } from '../../../cpu/processor';
import { CR4_VME } from '../../../cpu/registers/control-registers';
import { ACCESS_UNUSABLE, TYPE_WIDE } from '../../../cpu/registers/descriptor';
import {
  CR4,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  TR,
} from '../../../cpu/state/processor-layout';
import {
  type TaskStateField,
  taskStateFields16,
  taskStateFields32,
  taskStateFields64,
} from '../../../cpu/tasks/task-state-fields';
import type { TaskStateView } from '../../../protocol/descriptor-tables';
import { word64 } from '../registers-view';
import { TableBytes } from './table-bytes';
import { FURTHEST_BITMAP_BYTE, toPortBitmap, toRedirectionBitmap } from './task-bitmaps';

const FIELDS: Readonly<Record<TaskStateView['format'], readonly TaskStateField[]>> = {
  '16-bit': taskStateFields16,
  '32-bit': taskStateFields32,
  '64-bit': taskStateFields64,
};

/** The TSS that TR holds, as it stands in memory. SDM Vol. 3: "Task Management Data Structures". */
export function toTaskStateView(p: Processor, symbolAt: (address: bigint) => string | null): TaskStateView | null {
  const access = p.s[SEGMENT_ACCESS + TR] as number;
  if ((access & ACCESS_UNUSABLE) !== 0) return null;
  const limit = (p.s[SEGMENT_LIMIT + TR] as number) >>> 0;
  const base = word64(p, SEGMENT_BASE + 2 * TR);
  const format = isLongMode(p) ? '64-bit' : (access & TYPE_WIDE) !== 0 ? '32-bit' : '16-bit';
  const bytes = new TableBytes(p, base, Math.min(limit + 1, FURTHEST_BITMAP_BYTE + 1));
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
    ports: format === '16-bit' ? null : toPortBitmap(bytes),
    redirection: format === '32-bit' && ((p.s[CR4] as number) & CR4_VME) !== 0 ? toRedirectionBitmap(bytes) : null,
  };
}
