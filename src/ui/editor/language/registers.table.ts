import { GENERAL_REGISTERS } from '../../../cpu/registers/register-names.table';

/** A register as operands name it. */
export interface RegisterWord {
  readonly name: string;
  readonly kind: 'whole' | 'general' | 'instructionPointer' | 'segment' | 'control' | 'debug' | 'vector';
  readonly bits: number;
  /** The 64-bit register that a smaller one is part of. */
  readonly whole: string;
}

const general = (name: string, bits: number, whole: string): RegisterWord => ({ name, kind: 'general', bits, whole });

function partsOf(whole: string): RegisterWord[] {
  const number = /^r\d+$/.test(whole);
  const word = number ? `${whole}w` : whole.slice(1);
  const legacy = whole.endsWith('x');
  return [
    { name: whole, kind: 'whole', bits: 64, whole },
    general(number ? `${whole}d` : `e${word}`, 32, whole),
    general(word, 16, whole),
    general(number ? `${whole}b` : legacy ? `${word[0]}l` : `${word}l`, 8, whole),
    ...(legacy ? [general(`${word[0]}h`, 8, whole)] : []),
  ];
}

const plain = (kind: RegisterWord['kind'], bits: number, names: readonly string[]): RegisterWord[] =>
  names.map((name) => ({ name, kind, bits, whole: name }));

const numbered = (stem: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${stem}${n}`);

/** Every register that programs name, in the order in which they are offered. */
export const registerWords: readonly RegisterWord[] = [
  ...GENERAL_REGISTERS.flatMap((name) => partsOf(name.toLowerCase())),
  ...plain('instructionPointer', 64, ['rip']),
  ...plain('segment', 16, ['cs', 'ds', 'es', 'fs', 'gs', 'ss']),
  ...plain('control', 64, ['cr0', 'cr2', 'cr3', 'cr4', 'cr8']),
  ...plain('debug', 64, ['dr0', 'dr1', 'dr2', 'dr3', 'dr6', 'dr7']),
  ...plain('vector', 128, numbered('xmm', 16)),
];
