import { CONDITIONS, hexByte, type IsaRow, row } from './row';

/** Moves, exchanges, conditional moves and sets, stack, flags. */
export const DATA_MOVEMENT_ROWS: readonly IsaRow[] = [
  row('88', 'Eb,Gb', 'mov', 'simple', 'MOV'),
  row('89', 'Ev,Gv', 'mov', 'simple', 'MOV'),
  row('8A', 'Gb,Eb', 'mov', 'simple', 'MOV'),
  row('8B', 'Gv,Ev', 'mov', 'simple', 'MOV'),
  row('A0', 'AL,Ob', 'mov', 'simple', 'MOV'),
  row('A1', 'rAX,Ov', 'mov', 'simple', 'MOV'),
  row('A2', 'Ob,AL', 'mov', 'simple', 'MOV'),
  row('A3', 'Ov,rAX', 'mov', 'simple', 'MOV'),
  row('B0+r', 'Zb,Ib', 'mov', 'simple', 'MOV'),
  row('B8+r', 'Zv,Iv', 'mov', 'simple', 'MOV'),
  row('C6 /0', 'Eb,Ib', 'mov', 'simple', 'MOV'),
  row('C7 /0', 'Ev,Iz', 'mov', 'simple', 'MOV'),
  row('NP 0F C3', 'My,Gy', 'mov', 'simple', 'MOVNTI'),
  row('8D', 'Gv,M', 'lea', 'simple', 'LEA'),
  row('0F B6', 'Gv,Eb', 'movzx_byte', 'simple', 'MOVZX'),
  row('0F B7', 'Gv,Ew', 'movzx_word', 'simple', 'MOVZX'),
  row('0F BE', 'Gv,Eb', 'movsx_byte', 'simple', 'MOVSX/MOVSXD'),
  row('0F BF', 'Gv,Ew', 'movsx_word', 'simple', 'MOVSX/MOVSXD'),
  row('63', 'Gv,Ed', 'movsxd', 'simple', 'MOVSX/MOVSXD', { only: 'long' }),
  // Undocumented, and in every processor since the 8086: AL becomes FFH or 0 by CF.
  row('D6', '', 'salc', 'simple', 'SALC', { only: 'legacy' }),
  row('D7', '', 'xlat', 'simple', 'XLAT/XLATB'),
  // In no entry of Vol. 2, but every processor has it and old 16-bit code uses it.
  row('D6', '', 'salc', 'simple', 'SALC', { only: 'legacy' }),
  row('9F', '', 'lahf', 'simple', 'LAHF'),
  row('9E', '', 'sahf', 'simple', 'SAHF'),

  row('86', 'Eb,Gb', 'xchg', 'atomic', 'XCHG', { lockable: true }),
  row('87', 'Ev,Gv', 'xchg', 'atomic', 'XCHG', { lockable: true }),
  row('90+r', 'Zv,rAX', 'xchg', 'simple', 'XCHG'),
  row('0F C0', 'Eb,Gb', 'xadd', 'atomic', 'XADD', { lockable: true }),
  row('0F C1', 'Ev,Gv', 'xadd', 'atomic', 'XADD', { lockable: true }),
  row('0F B0', 'Eb,Gb', 'cmpxchg', 'atomic', 'CMPXCHG', { lockable: true }),
  row('0F B1', 'Ev,Gv', 'cmpxchg', 'atomic', 'CMPXCHG', { lockable: true }),
  row('0F C7 /1', 'My', 'cmpxchg8b', 'atomic', 'CMPXCHG8B/CMPXCHG16B', { lockable: true }),

  ...CONDITIONS.flatMap((condition, n) => [
    row(`0F ${hexByte(0x40 + n)}`, 'Gv,Ev', `cmov${condition}`, 'simple', 'CMOVcc'),
    row(`0F ${hexByte(0x90 + n)}`, 'Eb', `set${condition}`, 'simple', 'SETcc'),
  ]),

  row('50+r', 'Zv', 'push', 'stack', 'PUSH', { wide: 'default' }),
  row('FF /6', 'Ev', 'push', 'stack', 'PUSH', { wide: 'default' }),
  row('68', 'Iz', 'push', 'stack', 'PUSH', { wide: 'default' }),
  row('6A', 'Ib', 'push', 'stack', 'PUSH', { wide: 'default' }),
  row('58+r', 'Zv', 'pop', 'stack', 'POP', { wide: 'default' }),
  row('8F /0', 'Ev', 'pop', 'stack', 'POP', { wide: 'default' }),
  row('60', '', 'pusha', 'stack', 'PUSHA/PUSHAD', { only: 'legacy' }),
  row('61', '', 'popa', 'stack', 'POPA/POPAD', { only: 'legacy' }),
  row('C8', 'Iw,Ib', 'enter', 'enter', 'ENTER', { wide: 'default' }),
  row('C9', '', 'leave', 'stack', 'LEAVE', { wide: 'default' }),
  row('9C', '', 'pushf', 'flags', 'PUSHF/PUSHFD/PUSHFQ', { wide: 'default' }),
  row('9D', '', 'popf', 'flags', 'POPF/POPFD/POPFQ', { wide: 'default' }),

  row('F5', '', 'cmc', 'simple', 'CMC'),
  row('F8', '', 'clc', 'simple', 'CLC'),
  row('F9', '', 'stc', 'simple', 'STC'),
  row('FC', '', 'cld', 'simple', 'CLD'),
  row('FD', '', 'std', 'simple', 'STD'),
];
