import { type IsaRow, row } from './row';

/** String instructions. Each iteration of a repeated one is an instruction of its own in time. */
export const STRING_ROWS: readonly IsaRow[] = [
  row('A4', 'Yb,Xb', 'movs', 'string', 'MOVS/MOVSB/MOVSW/MOVSD/MOVSQ'),
  row('A5', 'Yv,Xv', 'movs', 'string', 'MOVS/MOVSB/MOVSW/MOVSD/MOVSQ'),
  row('A6', 'Xb,Yb', 'cmps', 'string', 'CMPS/CMPSB/CMPSW/CMPSD/CMPSQ'),
  row('A7', 'Xv,Yv', 'cmps', 'string', 'CMPS/CMPSB/CMPSW/CMPSD/CMPSQ'),
  row('AA', 'Yb', 'stos', 'string', 'STOS/STOSB/STOSW/STOSD/STOSQ'),
  row('AB', 'Yv', 'stos', 'string', 'STOS/STOSB/STOSW/STOSD/STOSQ'),
  row('AC', 'Xb', 'lods', 'string', 'LODS/LODSB/LODSW/LODSD/LODSQ'),
  row('AD', 'Xv', 'lods', 'string', 'LODS/LODSB/LODSW/LODSD/LODSQ'),
  row('AE', 'Yb', 'scas', 'string', 'SCAS/SCASB/SCASW/SCASD'),
  row('AF', 'Yv', 'scas', 'string', 'SCAS/SCASB/SCASW/SCASD'),
  row('6C', 'Yb', 'ins', 'port', 'INS/INSB/INSW/INSD'),
  row('6D', 'Yz', 'ins', 'port', 'INS/INSB/INSW/INSD'),
  row('6E', 'Xb', 'outs', 'port', 'OUTS/OUTSB/OUTSW/OUTSD'),
  row('6F', 'Xz', 'outs', 'port', 'OUTS/OUTSB/OUTSW/OUTSD'),
];
