import { isLongMode } from '../../../cpu/mmu/linear';
import type { Processor } from '../../../cpu/processor';
import { ACCESS_UNUSABLE } from '../../../cpu/registers/descriptor';
import { isRealMode, isVirtual8086 } from '../../../cpu/registers/mode';
import {
  GDTR_BASE,
  GDTR_LIMIT,
  IDTR_BASE,
  IDTR_LIMIT,
  LDTR,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
} from '../../../cpu/state/processor-layout';
import type { TablesView } from '../../../protocol/descriptor-tables';
import type { CodeMap } from '../code-map';
import { word64 } from '../registers-view';
import { toDescriptorTable } from './descriptor-table-view';
import { toTaskStateView } from './task-state-view';

/** The descriptor tables and the TSS that the processor uses, as they stand in memory now. */
export function toTablesView(p: Processor, map: CodeMap): TablesView {
  const { s } = p;
  const wide = isLongMode(p);
  const mode = wide ? 'ia-32e' : isRealMode(p) ? 'real' : isVirtual8086(p) ? 'virtual-8086' : 'protected';
  const symbolAt = (address: bigint): string | null => map.symbolAt(address);
  const shared = { processor: p, wide, symbolAt };
  const gdtLimit = (s[GDTR_LIMIT] as number) & 0xffff;
  const idtLimit = (s[IDTR_LIMIT] as number) & 0xffff;
  const ldtLimit = Math.min((s[SEGMENT_LIMIT + LDTR] as number) >>> 0, 0xffff);
  return {
    mode,
    gdt: toDescriptorTable({ ...shared, base: word64(p, GDTR_BASE), limit: gdtLimit, kind: 'gdt' }),
    idt: toDescriptorTable({
      ...shared,
      base: word64(p, IDTR_BASE),
      limit: idtLimit,
      kind: mode === 'real' ? 'vectors' : 'idt',
    }),
    ldt:
      ((s[SEGMENT_ACCESS + LDTR] as number) & ACCESS_UNUSABLE) !== 0
        ? null
        : {
            ...toDescriptorTable({
              ...shared,
              base: word64(p, SEGMENT_BASE + 2 * LDTR),
              limit: ldtLimit,
              kind: 'ldt',
            }),
            selector: (s[SEGMENT_SELECTOR + LDTR] as number) & 0xffff,
          },
    tss: toTaskStateView(p, symbolAt),
  };
}
