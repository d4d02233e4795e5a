import { type IsaRow, row } from './row';

/** Bit tests, bit scans, counts, byte order, CRC. */
export const BIT_ROWS: readonly IsaRow[] = [
  row('0F A3', 'Ev,Gv', 'bt', 'simple', 'BT'),
  row('0F AB', 'Ev,Gv', 'bts', 'simple', 'BTS', { lockable: true }),
  row('0F B3', 'Ev,Gv', 'btr', 'simple', 'BTR', { lockable: true }),
  row('0F BB', 'Ev,Gv', 'btc', 'simple', 'BTC', { lockable: true }),
  row('0F BA /4', 'Ev,Ib', 'bt', 'simple', 'BT'),
  row('0F BA /5', 'Ev,Ib', 'bts', 'simple', 'BTS', { lockable: true }),
  row('0F BA /6', 'Ev,Ib', 'btr', 'simple', 'BTR', { lockable: true }),
  row('0F BA /7', 'Ev,Ib', 'btc', 'simple', 'BTC', { lockable: true }),
  row('0F BC', 'Gv,Ev', 'bsf', 'simple', 'BSF'),
  row('0F BD', 'Gv,Ev', 'bsr', 'simple', 'BSR'),
  row('F3 0F BC', 'Gv,Ev', 'tzcnt', 'simple', 'TZCNT'),
  row('F3 0F BD', 'Gv,Ev', 'lzcnt', 'simple', 'LZCNT'),
  row('F3 0F B8', 'Gv,Ev', 'popcnt', 'simple', 'POPCNT'),
  row('0F C8+r', 'Zv', 'bswap', 'simple', 'BSWAP'),
  row('NFx 0F 38 F0', 'Gv,Mv', 'movbe', 'simple', 'MOVBE'),
  row('NFx 0F 38 F1', 'Mv,Gv', 'movbe', 'simple', 'MOVBE'),
  row('F2 0F 38 F0', 'G,Eb', 'crc32_byte', 'multiply', 'CRC32'),
  row('F2 0F 38 F1', 'G,Ev', 'crc32', 'multiply', 'CRC32'),
];
