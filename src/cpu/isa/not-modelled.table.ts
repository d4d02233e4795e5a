import { type IsaRow, row } from './row';
import { VECTOR_INSTRUCTIONS } from './vector.table';
import { X87_INSTRUCTIONS } from './x87.table';

/** The operation of these rows: no processor has it, so the run stops and names the instruction. */
const NOT_MODELLED = 'not-modelled';

const PREFIXES = ['NP', '66', 'F3', 'F2'];

const linesOf = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|'));

/**
 * Instructions that the manual defines and VMXray does not model. Opcodes in neither these rows nor the others raise
 * #UD. What a VEX or EVEX prefix introduces is not told apart.
 */
export const NOT_MODELLED_ROWS: readonly IsaRow[] = [
  ...linesOf(X87_INSTRUCTIONS).map(([opcode, operands, name]) => row(opcode, operands, NOT_MODELLED, 'simple', name)),
  ...linesOf(VECTOR_INSTRUCTIONS).flatMap(([opcode, operands, names]) =>
    names
      .split(' ')
      .map((name, k) => row(`${PREFIXES[k]} ${opcode}`, operands, NOT_MODELLED, 'simple', name))
      .filter(({ sdm }) => sdm !== '-'),
  ),
  row('C6 F8', '', NOT_MODELLED, 'simple', 'XABORT'),
  row('C7 F8', '', NOT_MODELLED, 'simple', 'XBEGIN'),
  row('62', '', NOT_MODELLED, 'simple', 'AVX-512 instruction (EVEX prefix)', { only: 'long' }),
  row('C4', '', NOT_MODELLED, 'simple', 'AVX instruction (VEX prefix)', { only: 'long' }),
  row('C5', '', NOT_MODELLED, 'simple', 'AVX instruction (VEX prefix)', { only: 'long' }),
];
