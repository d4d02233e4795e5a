import { type IsaRow, row } from './row';

/** Two-operand arithmetic and logic, in the order of their numbers in the opcode. */
const BINARY = ['add', 'or', 'adc', 'sbb', 'and', 'sub', 'xor', 'cmp'] as const;

function binaryRows(operation: (typeof BINARY)[number], n: number): IsaRow[] {
  const sdm = operation.toUpperCase();
  const lockable = operation !== 'cmp';
  const opcode = (k: number): string => (n * 8 + k).toString(16).padStart(2, '0');
  return [
    row(opcode(0), 'Eb,Gb', operation, 'simple', sdm, { lockable }),
    row(opcode(1), 'Ev,Gv', operation, 'simple', sdm, { lockable }),
    row(opcode(2), 'Gb,Eb', operation, 'simple', sdm),
    row(opcode(3), 'Gv,Ev', operation, 'simple', sdm),
    row(opcode(4), 'AL,Ib', operation, 'simple', sdm),
    row(opcode(5), 'rAX,Iz', operation, 'simple', sdm),
    row(`80 /${n}`, 'Eb,Ib', operation, 'simple', sdm, { lockable }),
    row(`81 /${n}`, 'Ev,Iz', operation, 'simple', sdm, { lockable }),
    row(`82 /${n}`, 'Eb,Ib', operation, 'simple', sdm, { lockable, only: 'legacy' }),
    row(`83 /${n}`, 'Ev,Ib', operation, 'simple', sdm, { lockable }),
  ];
}

/** Arithmetic and logic; shifts, multiplication and division. */
export const ARITHMETIC_ROWS: readonly IsaRow[] = [
  ...BINARY.flatMap(binaryRows),
  row('84', 'Eb,Gb', 'test', 'simple', 'TEST'),
  row('85', 'Ev,Gv', 'test', 'simple', 'TEST'),
  row('A8', 'AL,Ib', 'test', 'simple', 'TEST'),
  row('A9', 'rAX,Iz', 'test', 'simple', 'TEST'),
  ...[0, 1].flatMap((n) => [
    // /1 is not in the manual; processors treat it as /0, as the opcode map of AMD documents.
    row(`F6 /${n}`, 'Eb,Ib', 'test', 'simple', 'TEST'),
    row(`F7 /${n}`, 'Ev,Iz', 'test', 'simple', 'TEST'),
  ]),
  row('F6 /2', 'Eb', 'not', 'simple', 'NOT', { lockable: true }),
  row('F7 /2', 'Ev', 'not', 'simple', 'NOT', { lockable: true }),
  row('F6 /3', 'Eb', 'neg', 'simple', 'NEG', { lockable: true }),
  row('F7 /3', 'Ev', 'neg', 'simple', 'NEG', { lockable: true }),
  row('FE /0', 'Eb', 'inc', 'simple', 'INC', { lockable: true }),
  row('FF /0', 'Ev', 'inc', 'simple', 'INC', { lockable: true }),
  row('FE /1', 'Eb', 'dec', 'simple', 'DEC', { lockable: true }),
  row('FF /1', 'Ev', 'dec', 'simple', 'DEC', { lockable: true }),
  row('40+r', 'Zv', 'inc', 'simple', 'INC', { only: 'legacy' }),
  row('48+r', 'Zv', 'dec', 'simple', 'DEC', { only: 'legacy' }),

  row('F6 /4', 'Eb', 'mul', 'multiply', 'MUL'),
  row('F7 /4', 'Ev', 'mul', 'multiply', 'MUL'),
  row('F6 /5', 'Eb', 'imul', 'multiply', 'IMUL'),
  row('F7 /5', 'Ev', 'imul', 'multiply', 'IMUL'),
  row('0F AF', 'Gv,Ev', 'imul', 'multiply', 'IMUL'),
  row('69', 'Gv,Ev,Iz', 'imul', 'multiply', 'IMUL'),
  row('6B', 'Gv,Ev,Ib', 'imul', 'multiply', 'IMUL'),
  row('F6 /6', 'Eb', 'div', 'divide', 'DIV'),
  row('F7 /6', 'Ev', 'div', 'divide', 'DIV'),
  row('F6 /7', 'Eb', 'idiv', 'divide', 'IDIV'),
  row('F7 /7', 'Ev', 'idiv', 'divide', 'IDIV'),

  row('98', 'rAX', 'cbw', 'simple', 'CBW/CWDE/CDQE'),
  row('99', 'rAX', 'cwd', 'simple', 'CWD/CDQ/CQO'),
  row('27', '', 'daa', 'simple', 'DAA', { only: 'legacy' }),
  row('2F', '', 'das', 'simple', 'DAS', { only: 'legacy' }),
  row('37', '', 'aaa', 'simple', 'AAA', { only: 'legacy' }),
  row('3F', '', 'aas', 'simple', 'AAS', { only: 'legacy' }),
  row('D4', 'Ib', 'aam', 'simple', 'AAM', { only: 'legacy' }),
  row('D5', 'Ib', 'aad', 'simple', 'AAD', { only: 'legacy' }),
  ...(['rol', 'ror', 'rcl', 'rcr', 'shl', 'shr', 'shl', 'sar'] as const).flatMap((operation, n) =>
    shiftRows(operation, n),
  ),
  row('0F A4', 'Ev,Gv,Ib', 'shld', 'shift', 'SHLD'),
  row('0F A5', 'Ev,Gv,CL', 'shld', 'shift', 'SHLD'),
  row('0F AC', 'Ev,Gv,Ib', 'shrd', 'shift', 'SHRD'),
  row('0F AD', 'Ev,Gv,CL', 'shrd', 'shift', 'SHRD'),
];

/** /6 is not in the manual; processors treat it as SHL (/4). */
function shiftRows(operation: string, n: number): IsaRow[] {
  const sdm = n < 4 ? 'RCL/RCR/ROL/ROR' : 'SAL/SAR/SHL/SHR';
  return [
    row(`C0 /${n}`, 'Eb,Ib', operation, 'simple', sdm),
    row(`C1 /${n}`, 'Ev,Ib', operation, 'simple', sdm),
    row(`D0 /${n}`, 'Eb,1', operation, 'simple', sdm),
    row(`D1 /${n}`, 'Ev,1', operation, 'simple', sdm),
    row(`D2 /${n}`, 'Eb,CL', operation, 'shift', sdm),
    row(`D3 /${n}`, 'Ev,CL', operation, 'shift', sdm),
  ];
}
