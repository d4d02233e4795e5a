import { type IsaRow, row } from './row';

/** Opcode behind 0F, operation: without a prefix on MMX registers, with 66 on XMM registers. */
const MMX_AND_SSE2 = `
60 punpcklbw, 61 punpcklwd, 62 punpckldq, 63 packsswb, 64 pcmpgtb, 65 pcmpgtw, 66 pcmpgtd, 67 packuswb
68 punpckhbw, 69 punpckhwd, 6A punpckhdq, 6B packssdw, 74 pcmpeqb, 75 pcmpeqw, 76 pcmpeqd
D1 psrlw, D2 psrld, D3 psrlq, D4 paddq, D5 pmullw, D8 psubusb, D9 psubusw, DA pminub, DB pand, DC paddusb
DD paddusw, DE pmaxub, DF pandn, E0 pavgb, E1 psraw, E2 psrad, E3 pavgw, E4 pmulhuw, E5 pmulhw, E8 psubsb
E9 psubsw, EA pminsw, EB por, EC paddsb, ED paddsw, EE pmaxsw, EF pxor, F1 psllw, F2 pslld, F3 psllq
F4 pmuludq, F5 pmaddwd, F6 psadbw, F8 psubb, F9 psubw, FA psubd, FB psubq, FC paddb, FD paddw, FE paddd
`;

/** Shifts by an immediate: opcode behind 0F, operation. */
const SHIFTS = '71 /2 psrlw, 71 /4 psraw, 71 /6 psllw, 72 /2 psrld, 72 /4 psrad, 72 /6 pslld, 73 /2 psrlq, 73 /6 psllq';

/** Operations on bits or 32- and 64-bit elements that the manual lists among floating-point instructions: XMM only. */
const UNDER_FLOATING_POINT_NAMES = `
NP 54 pand ANDPS, 66 54 pand ANDPD, NP 55 pandn ANDNPS, 66 55 pandn ANDNPD, NP 56 por ORPS, 66 56 por ORPD
NP 57 pxor XORPS, 66 57 pxor XORPD, NP 14 punpckldq UNPCKLPS, 66 14 punpcklqdq UNPCKLPD
NP 15 punpckhdq UNPCKHPS, 66 15 punpckhqdq UNPCKHPD
`;

const words = (table: string): string[][] =>
  table
    .trim()
    .split(/,\s*|\n/)
    .map((entry) => entry.split(' '));

const sse = { unit: 'sse' } as const;
const mmx = { unit: 'mmx' } as const;

/** Integer instructions on MMX and XMM registers, and logic that works on bits alone. */
export const VECTOR_INTEGER_ROWS: readonly IsaRow[] = [
  ...words(MMX_AND_SSE2).flatMap(([opcode, operation]) => [
    row(`NP 0F ${opcode}`, 'Pq,Qq', operation, 'simple', operation.toUpperCase(), mmx),
    row(`66 0F ${opcode}`, 'Vx,Wx', operation, 'simple', operation.toUpperCase(), sse),
  ]),
  ...words(SHIFTS).flatMap(([opcode, extension, operation]) => [
    row(`NP 0F ${opcode} ${extension}`, 'Uq,Ib', operation, 'simple', operation.toUpperCase(), mmx),
    row(`66 0F ${opcode} ${extension}`, 'Ux,Ib', operation, 'simple', operation.toUpperCase(), sse),
  ]),
  ...words(UNDER_FLOATING_POINT_NAMES).map(([prefix, opcode, operation, sdm]) =>
    row(`${prefix} 0F ${opcode}`, 'Vx,Wx', operation, 'simple', sdm, sse),
  ),
  row('66 0F 6C', 'Vx,Wx', 'punpcklqdq', 'simple', 'PUNPCKLQDQ', sse),
  row('66 0F 6D', 'Vx,Wx', 'punpckhqdq', 'simple', 'PUNPCKHQDQ', sse),
  row('66 0F 73 /3', 'Ux,Ib', 'psrldq', 'simple', 'PSRLDQ', sse),
  row('66 0F 73 /7', 'Ux,Ib', 'pslldq', 'simple', 'PSLLDQ', sse),
  row('NP 0F 70', 'Pq,Qq,Ib', 'pshufw', 'simple', 'PSHUFW', mmx),
  row('66 0F 70', 'Vx,Wx,Ib', 'pshufd', 'simple', 'PSHUFD', sse),
  row('F3 0F 70', 'Vx,Wx,Ib', 'pshufhw', 'simple', 'PSHUFHW', sse),
  row('F2 0F 70', 'Vx,Wx,Ib', 'pshuflw', 'simple', 'PSHUFLW', sse),
  row('NP 0F C6', 'Vx,Wx,Ib', 'shufps', 'simple', 'SHUFPS', sse),
  row('66 0F C6', 'Vx,Wx,Ib', 'shufpd', 'simple', 'SHUFPD', sse),
  row('NP 0F C4', 'P,Ew,Ib', 'pinsrw_mmx', 'simple', 'PINSRW', mmx),
  row('66 0F C4', 'V,Ew,Ib', 'pinsrw_xmm', 'simple', 'PINSRW', sse),
  row('NP 0F C5', 'G,Uq,Ib', 'pextrw', 'simple', 'PEXTRW', mmx),
  row('66 0F C5', 'G,Ux,Ib', 'pextrw', 'simple', 'PEXTRW', sse),
  row('NP 0F D7', 'G,Uq', 'pmovmskb', 'simple', 'PMOVMSKB', mmx),
  row('66 0F D7', 'G,Ux', 'pmovmskb', 'simple', 'PMOVMSKB', sse),
  row('NP 0F 50', 'G,U', 'movmskps', 'simple', 'MOVMSKPS', sse),
  row('66 0F 50', 'G,U', 'movmskpd', 'simple', 'MOVMSKPD', sse),
];
