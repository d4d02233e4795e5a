import { type IsaRow, row } from './row';
import { VECTOR_INSTRUCTIONS } from './vector.table';
import { VEX_INSTRUCTIONS } from './vex.table';
import { X87_INSTRUCTIONS } from './x87.table';

/** The operation of these rows: no processor has it, so the run stops and names the instruction. */
const NOT_MODELLED = 'not-modelled';

const PREFIXES = ['NP', '66', 'F3', 'F2'];

const linesOf = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|'));

/** SSE to SSE4.2, AES, SHA: opcodes whose instructions need CR4.OSFXSR. The others are system instructions. */
const SSE_OPCODE = /^0F ([1257]|C2|D0|E6|F0|3A|38 [0-4C]|38 D[B-F])/;

const LONG = { only: 'long' } as const;
/** AMX, CMPccXADD and a few system instructions. */
const LONG_MODE_ONLY = /TILE|XADD|TDP|TCMM|PBNDKB|LKGS/;

function rowsOfLine([opcode, operands, names]: string[], extras: Pick<IsaRow, 'unit'>): IsaRow[] {
  return names
    .split(' ')
    .map((name, k) =>
      row(
        `${PREFIXES[k]} ${opcode}`,
        operands,
        NOT_MODELLED,
        'simple',
        name,
        LONG_MODE_ONLY.test(name) ? LONG : extras,
      ),
    )
    .filter(({ sdm }) => sdm !== '-');
}

/**
 * Instructions that the manual defines and VMXray does not model. Opcodes in neither these rows nor the others raise
 * #UD. What an EVEX prefix introduces is not told apart.
 */
export const NOT_MODELLED_ROWS: readonly IsaRow[] = [
  ...linesOf(X87_INSTRUCTIONS).map(([opcode, operands, name]) =>
    row(opcode, operands, NOT_MODELLED, 'simple', name, { unit: 'x87' }),
  ),
  ...linesOf(VECTOR_INSTRUCTIONS).flatMap((line) =>
    rowsOfLine(line, SSE_OPCODE.test(line[0]) && !line[0].startsWith('0F 3A F0') ? { unit: 'sse' } : {}),
  ),
  ...linesOf(VEX_INSTRUCTIONS).flatMap((line) => rowsOfLine(line, {})),
  row('C6 F8', 'Ib', NOT_MODELLED, 'simple', 'XABORT'),
  row('C7 F8', 'Jz', NOT_MODELLED, 'simple', 'XBEGIN'),
  row('62', '', NOT_MODELLED, 'simple', 'AVX-512 instruction (EVEX prefix)', { only: 'long' }),
  row('62', 'U', NOT_MODELLED, 'simple', 'AVX-512 instruction (EVEX prefix)', { only: 'legacy' }),
];
