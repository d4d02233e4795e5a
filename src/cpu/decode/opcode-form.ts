import { READ_ONLY_DESTINATIONS } from '../isa/memory-access.table';
import type { IsaRow } from '../isa/row';

/** Operand-size letters of isa/row.ts. */
export type SizeLetter = 'b' | 'w' | 'd' | 'q' | 'x' | 'v' | 'z' | 'y' | 'n' | 'p';

/** One operand of a row: its letter and size. */
export interface OperandForm {
  readonly letter: string;
  readonly size: SizeLetter | '';
}

/** A row's notation, taken apart once so that decoding only compares numbers. */
export interface OpcodeForm {
  readonly row: IsaRow;
  /** 0: one byte; 1: 0F; 2: 0F 38; 3: 0F 3A; 4 more when a VEX prefix names it. */
  readonly map: number;
  readonly opcode: number;
  /** The opcode stands for eight, its low three bits naming a register. */
  readonly registerInOpcode: boolean;
  /** What must precede the opcode. */
  readonly prefix: 'any' | 'none' | 'no-repeat' | '66' | 'F2' | 'F3';
  /** Required VEX.L and VEX.W, or -1; not looked at without a VEX prefix. */
  readonly vexL: number;
  readonly vexW: number;
  /** Required ModRM.reg, or -1. */
  readonly extension: number;
  /** Required whole ModRM byte, or -1. */
  readonly modrm: number;
  /** What ModRM.rm must name. */
  readonly mod: 'any' | 'memory' | 'register' | 'assume-register';
  readonly hasModrm: boolean;
  readonly operands: readonly OperandForm[];
  /** Size of the operation: that of the first operand that has one. */
  readonly size: SizeLetter;
  /** The memory operand: which operand it is, or null; whether it is written. */
  readonly memory: OperandForm | null;
  readonly writesMemory: boolean;
  /** Names the operand pattern in keys of operations: E ModRM.rm, G ModRM.reg, I immediate, C CL, 1 one, J branch. */
  readonly pattern: string;
  /** Higher wins among rows of one opcode. */
  readonly rank: number;
}

const MODRM_LETTERS = 'EMURGSCDPQVW';

/** Takes a row's notation apart. */
export function parseRow(row: IsaRow): OpcodeForm {
  const tokens = row.opcode.split(' ');
  let prefix: OpcodeForm['prefix'] = 'any';
  if (tokens[0] === 'NP') prefix = 'none';
  else if (tokens[0] === 'NFx') prefix = 'no-repeat';
  else if (tokens[0] === '66' || tokens[0] === 'F2' || (tokens[0] === 'F3' && tokens.length > 1))
    prefix = tokens[0] as '66';
  if (prefix !== 'any') tokens.shift();
  const vex = tokens[0].startsWith('VEX') ? (tokens.shift() as string) : '';
  let map = 0;
  if (tokens[0] === '0F') {
    tokens.shift();
    map = 1;
    const next: string = tokens[0];
    if (next === '38' || next === '3A') {
      tokens.shift();
      map = next === '38' ? 2 : 3;
    }
  }
  const [first, second] = tokens;
  const registerInOpcode = first.endsWith('+r');
  const extension = second?.startsWith('/') ? Number.parseInt(second.slice(1), 10) : -1;
  const modrm = second !== undefined && extension < 0 ? Number.parseInt(second, 16) : -1;
  const operands = row.operands === '' ? [] : row.operands.split(',').map(parseOperand);
  const hasModrm =
    extension >= 0 || modrm >= 0 || operands.some(({ letter }) => letter !== '' && MODRM_LETTERS.includes(letter));
  const memory = operands.find(({ letter }) => 'EMOQW'.includes(letter) && letter !== '') ?? null;
  return {
    row,
    map: vex === '' ? map : map + 4,
    vexL: vex.includes('.L') ? Number(vex[vex.indexOf('.L') + 2]) : -1,
    vexW: vex.includes('.W') ? Number(vex[vex.indexOf('.W') + 2]) : -1,
    memory,
    writesMemory: memory !== null && memory === operands[0] && !READ_ONLY_DESTINATIONS.has(row.operation),
    registerInOpcode,
    prefix,
    extension,
    modrm,
    hasModrm,
    operands,
    opcode: Number.parseInt(first.slice(0, 2), 16),
    mod: modOf(operands),
    size: sizeOf(operands),
    pattern: patternOf(operands),
    rank: (modrm >= 0 ? 8 : 0) + (prefix === 'any' ? 0 : 4) + (extension >= 0 ? 2 : 0) + (registerInOpcode ? 0 : 1),
  };
}

const SIZES = 'bwdqxvzynp';

function parseOperand(text: string): OperandForm {
  if (text === 'AL') return { letter: 'AL', size: 'b' };
  if (text === 'rAX') return { letter: 'rAX', size: 'v' };
  if (text === 'eAX') return { letter: 'rAX', size: 'z' };
  if (text === 'v') return { letter: '', size: 'v' };
  if (text === 'CL' || text === 'DX' || text === '1') return { letter: text, size: '' };
  const size = text.slice(1);
  if (size !== '' && !SIZES.includes(size)) throw new Error(`unknown operand ${text}`);
  return { letter: text[0], size: size as SizeLetter | '' };
}

function modOf(operands: readonly OperandForm[]): OpcodeForm['mod'] {
  const letters = operands.map((operand) => operand.letter);
  if (letters.includes('M')) return 'memory';
  if (letters.includes('U')) return 'register';
  return letters.includes('R') ? 'assume-register' : 'any';
}

function sizeOf(operands: readonly OperandForm[]): SizeLetter {
  const sized = operands.filter(({ letter, size }) => size !== '' && letter !== 'J' && letter !== 'I');
  return (sized[0]?.size as SizeLetter | undefined) ?? 'v';
}

const PATTERN_LETTER: Readonly<Record<string, string>> = {
  E: 'E',
  M: 'E',
  U: 'E',
  R: 'E',
  Z: 'E',
  Q: 'E',
  W: 'E',
  G: 'G',
  P: 'G',
  V: 'G',
  B: 'B',
  S: 'S',
  C: 'R',
  D: 'R',
  I: 'I',
  J: 'J',
  A: 'A',
  CL: 'C',
  '1': '1',
  X: '',
  Y: '',
  DX: '',
  '': '',
};

function patternOf(operands: readonly OperandForm[]): string {
  const letters = operands.map(({ letter }) => letter);
  const offset = letters.indexOf('O');
  if (offset >= 0) return offset === 0 ? 'EG' : 'GE';
  return letters
    .map((letter, k) => (letter === 'AL' || letter === 'rAX' ? (k === 0 ? 'E' : 'G') : PATTERN_LETTER[letter]))
    .join('');
}
