import { CONDITIONS, hexByte, type IsaRow, row } from './row';

/** Branches, calls, returns, interrupts by software. In 64-bit mode near branches always use 64-bit operands. */
export const CONTROL_TRANSFER_ROWS: readonly IsaRow[] = [
  ...CONDITIONS.flatMap((condition, n) => [
    row(hexByte(0x70 + n), 'Jb', `j${condition}`, 'branch', 'Jcc', { wide: 'forced' }),
    row(`0F ${hexByte(0x80 + n)}`, 'Jz', `j${condition}`, 'branch', 'Jcc', { wide: 'forced' }),
  ]),
  row('E0', 'Jb', 'loopne', 'branch', 'LOOP/LOOPcc', { wide: 'forced' }),
  row('E1', 'Jb', 'loope', 'branch', 'LOOP/LOOPcc', { wide: 'forced' }),
  row('E2', 'Jb', 'loop', 'branch', 'LOOP/LOOPcc', { wide: 'forced' }),
  row('E3', 'Jb', 'jrcxz', 'branch', 'Jcc', { wide: 'forced' }),
  row('EB', 'Jb', 'jmp', 'branch', 'JMP', { wide: 'forced' }),
  row('E9', 'Jz', 'jmp', 'branch', 'JMP', { wide: 'forced' }),
  row('FF /4', 'Ev', 'jmp', 'branch', 'JMP', { wide: 'forced' }),
  row('E8', 'Jz', 'call', 'call', 'CALL', { wide: 'forced' }),
  row('FF /2', 'Ev', 'call', 'call', 'CALL', { wide: 'forced' }),
  row('C3', '', 'ret', 'call', 'RET', { wide: 'forced' }),
  row('C2', 'Iw', 'ret', 'call', 'RET', { wide: 'forced' }),

  row('EA', 'Ap', 'jmpf', 'far', 'JMP', { only: 'legacy' }),
  row('FF /5', 'Mp', 'jmpf', 'far', 'JMP'),
  row('9A', 'Ap', 'callf', 'far', 'CALL', { only: 'legacy' }),
  row('FF /3', 'Mp', 'callf', 'far', 'CALL'),
  row('CB', 'v', 'retf', 'far', 'RET'),
  row('CA', 'Iw,v', 'retf', 'far', 'RET'),
  row('CC', '', 'int3', 'far', 'INT n/INTO/INT3/INT1'),
  row('CD', 'Ib', 'int', 'far', 'INT n/INTO/INT3/INT1'),
  row('CE', '', 'into', 'far', 'INT n/INTO/INT3/INT1', { only: 'legacy' }),
  row('F1', '', 'int1', 'far', 'INT n/INTO/INT3/INT1'),
  row('CF', 'v', 'iret', 'far', 'IRET/IRETD/IRETQ'),
  row('0F 05', '', 'syscall', 'systemCall', 'SYSCALL', { only: 'long' }),
  row('0F 07', 'v', 'sysret', 'systemCall', 'SYSRET', { only: 'long' }),
  row('0F 34', '', 'sysenter', 'systemCall', 'SYSENTER'),
  row('0F 35', 'v', 'sysexit', 'systemCall', 'SYSEXIT'),
];
