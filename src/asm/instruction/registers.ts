import { Register } from '../iced';

/** What the operand tables want to know of a register. */
export interface RegisterFacts {
  /** As iced-x86 counts registers. */
  readonly id: number;
  readonly name: string;
  readonly sort:
    | 'general'
    | 'segment'
    | 'control'
    | 'debug'
    | 'test'
    | 'mmx'
    | 'xmm'
    | 'ymm'
    | 'zmm'
    | 'x87'
    | 'mask'
    | 'bound'
    | 'tile';
  /** In bytes, for general registers; 0 otherwise. */
  readonly size: number;
  /** The number in its sort. */
  readonly number: number;
  /** ah, ch, dh, bh. */
  readonly high: boolean;
}

const REGISTERS = new Map<string, RegisterFacts>();

function add(
  name: string,
  icedName: string,
  sort: RegisterFacts['sort'],
  number: number,
  size = 0,
  high = false,
): void {
  const id = (Register as unknown as Readonly<Record<string, number>>)[icedName];
  if (id !== undefined) REGISTERS.set(name, { id, name, sort, size, number, high });
}

const LEGACY = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'];
for (const [number, name] of ['al', 'cl', 'dl', 'bl', 'spl', 'bpl', 'sil', 'dil'].entries())
  add(name, name.toUpperCase(), 'general', number, 1);
for (const [index, name] of ['ah', 'ch', 'dh', 'bh'].entries())
  add(name, name.toUpperCase(), 'general', 4 + index, 1, true);
for (const [number, name] of LEGACY.entries()) {
  add(name, name.toUpperCase(), 'general', number, 2);
  add(`e${name}`, `E${name.toUpperCase()}`, 'general', number, 4);
  add(`r${name}`, `R${name.toUpperCase()}`, 'general', number, 8);
}
for (let number = 8; number < 16; number += 1) {
  add(`r${number}b`, `R${number}L`, 'general', number, 1);
  add(`r${number}l`, `R${number}L`, 'general', number, 1);
  add(`r${number}w`, `R${number}W`, 'general', number, 2);
  add(`r${number}d`, `R${number}D`, 'general', number, 4);
  add(`r${number}`, `R${number}`, 'general', number, 8);
}
for (const [number, name] of ['es', 'cs', 'ss', 'ds', 'fs', 'gs'].entries())
  add(name, name.toUpperCase(), 'segment', number);
for (let number = 0; number < 16; number += 1) {
  add(`cr${number}`, `CR${number}`, 'control', number);
  add(`dr${number}`, `DR${number}`, 'debug', number);
}
for (let number = 0; number < 8; number += 1) {
  add(`tr${number}`, `TR${number}`, 'test', number);
  add(`mm${number}`, `MM${number}`, 'mmx', number);
  add(`st${number}`, `ST${number}`, 'x87', number);
  add(`k${number}`, `K${number}`, 'mask', number);
  add(`tmm${number}`, `TMM${number}`, 'tile', number);
}
for (let number = 0; number < 4; number += 1) add(`bnd${number}`, `BND${number}`, 'bound', number);
for (let number = 0; number < 32; number += 1) {
  add(`xmm${number}`, `XMM${number}`, 'xmm', number);
  add(`ymm${number}`, `YMM${number}`, 'ymm', number);
  add(`zmm${number}`, `ZMM${number}`, 'zmm', number);
}

/** Whether a name (in lower case) is a register's. */
export function isRegister(name: string): boolean {
  return REGISTERS.has(name);
}

/** The names of all registers. */
export function registerNames(): Iterable<string> {
  return REGISTERS.keys();
}

/** The register of a name (in lower case). */
export function registerNamed(name: string): RegisterFacts | undefined {
  return REGISTERS.get(name);
}

/** The general register of the same number in another size, e.g. rax → eax. */
export function resized(register: RegisterFacts, size: 2 | 4 | 8): RegisterFacts {
  const legacy = LEGACY[register.number];
  const name =
    legacy === undefined
      ? `r${register.number}${size === 2 ? 'w' : size === 4 ? 'd' : ''}`
      : `${size === 2 ? '' : size === 4 ? 'e' : 'r'}${legacy}`;
  return REGISTERS.get(name) ?? register;
}
