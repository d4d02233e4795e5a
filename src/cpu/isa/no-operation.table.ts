import { hexByte, type IsaRow, row } from './row';

/** What changes nothing that VMXray models: no-operations, hints, fences, cache-line instructions. */
export const NO_OPERATION_ROWS: readonly IsaRow[] = [
  row('90', '', 'nop', 'simple', 'NOP', { withoutRexB: true }),
  row('0F 0D', 'Ev', 'nop', 'simple', 'PREFETCHW'),
  // Hint space: PREFETCHh, ENDBR32, ENDBR64 and what later processors may define; no-operations until then.
  ...[0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f].map((opcode) =>
    row(`0F ${hexByte(opcode)}`, 'Ev', 'nop', 'simple', 'NOP'),
  ),
  row('NP 0F AE /5', 'U', 'nop', 'fence', 'LFENCE'),
  row('NP 0F AE /6', 'U', 'nop', 'fence', 'MFENCE'),
  row('NP 0F AE /7', 'U', 'nop', 'fence', 'SFENCE'),
  row('NP 0F 01 E8', '', 'nop', 'serialize', 'SERIALIZE'),
  row('NP 0F AE /7', 'Mb', 'cache_line', 'fence', 'CLFLUSH'),
  row('66 0F AE /7', 'Mb', 'cache_line', 'fence', 'CLFLUSHOPT'),
  row('66 0F AE /6', 'Mb', 'cache_line', 'fence', 'CLWB'),
];
