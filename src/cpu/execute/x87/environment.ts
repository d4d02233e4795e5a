import type { Instruction, Operation } from '../../decode/instruction';
import { requireX87, requireX87WithoutError } from '../../interrupts/unit-checks';
import type { Processor } from '../../processor';
import { VM } from '../../registers/flags';
import { fullTags, initializeX87, setFullTags, setX87Control, setX87Status, x87Top } from '../../registers/x87-state';
import {
  ADDRESS,
  CR0,
  HIGH,
  RFLAGS,
  X87,
  X87_CONTROL,
  X87_INSTRUCTION,
  X87_OPCODE,
  X87_OPERAND,
  X87_STATUS,
} from '../../state/processor-layout';
import {
  largeOperandAddress,
  read16At,
  read32At,
  read64At,
  requireWritable,
  write16At,
  write32At,
  write64At,
} from '../large-operand';

/**
 * FNSTENV, FLDENV, FNSAVE, FRSTOR: an environment of seven words of 16 or 32 bits, in a format of protected mode and one of
 * real-address and virtual-8086 mode; FNSAVE and FRSTOR go on with the registers from ST(0). Selectors are stored as 0, as
 * CPUID.(EAX=07H,ECX=0):EBX[13] announces. SDM Vol. 1: "Saving the x87 FPU's State with FSTENV/FNSTENV and FSAVE/FNSAVE".
 */

const CR0_PE = 1;
const REGISTER_BYTES = 10;
const ALL_MASKED = 0x3f;
/** Reserved upper halves of 32-bit words are stored as ones. */
const RESERVED = 0xffff_0000 | 0;

function isRealFormat(p: Processor): boolean {
  return (p.s[CR0] & CR0_PE) === 0 || (p.s[RFLAGS] & VM) !== 0;
}

/** Bytes of one word of the environment. */
const wordBytes = (i: Instruction): 2 | 4 => (i.operandSize === 2 ? 2 : 4);

function environmentWords(p: Processor, size: 2 | 4): number[] {
  const s = p.s;
  const instruction = s[X87_INSTRUCTION];
  const operand = s[X87_OPERAND];
  const opcode = s[X87_OPCODE] & 0x7ff;
  const status = [s[X87_CONTROL], s[X87_STATUS], fullTags(p)];
  const real = isRealFormat(p);
  if (size === 2) {
    const selectorWords = real ? [((instruction >>> 4) & 0xf000) | opcode, (operand >>> 4) & 0xf000] : [0, 0];
    return [...status, instruction, selectorWords[0], operand, selectorWords[1]];
  }
  const wide = status.map((word) => word | RESERVED);
  if (!real) return [...wide, instruction, opcode << 16, operand, RESERVED];
  const upper = (address: number): number => (address >>> 4) & 0x0fff_f000;
  return [...wide, instruction | RESERVED, upper(instruction) | opcode, operand | RESERVED, upper(operand)];
}

/** Writes the environment to ADDRESS, whose bytes are known to be writable. */
function storeEnvironment(p: Processor, size: 2 | 4): void {
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  for (const [k, word] of environmentWords(p, size).entries()) {
    if (size === 2) write16At(p, low, high, k * 2, word);
    else write32At(p, low, high, k * 4, word);
  }
}

/** Reads the seven words at ADDRESS; nothing is changed before all are there. */
function readEnvironment(p: Processor, size: 2 | 4): number[] {
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  return Array.from({ length: 7 }, (_, k) =>
    size === 2 ? read16At(p, low, high, k * 2) : read32At(p, low, high, k * 4),
  );
}

function loadEnvironment(p: Processor, words: readonly number[], size: 2 | 4): void {
  const { s } = p;
  const [control, status, tags, instruction, instructionUpper, operand, operandUpper] = words;
  const real = isRealFormat(p);
  const wide = !real && size === 4;
  s[X87_INSTRUCTION] = wide ? instruction : instruction & 0xffff;
  s[X87_OPERAND] = wide ? operand : operand & 0xffff;
  if (real) {
    s[X87_INSTRUCTION] |= (instructionUpper & 0x0fff_f000) << 4;
    s[X87_OPERAND] |= (operandUpper & 0x0fff_f000) << 4;
  }
  s[X87_INSTRUCTION + 1] = 0;
  s[X87_OPERAND + 1] = 0;
  if (real) s[X87_OPCODE] = instructionUpper & 0x7ff;
  else if (wide) s[X87_OPCODE] = (instructionUpper >>> 16) & 0x7ff;
  setFullTags(p, tags);
  setX87Control(p, control);
  setX87Status(p, status);
}

/** FNSTENV masks all errors when it has stored them. */
function storeAndMask(p: Processor, i: Instruction): void {
  requireX87(p);
  const size = wordBytes(i);
  largeOperandAddress(p, i, 7 * size);
  requireWritable(p, p.s[ADDRESS], p.s[ADDRESS + 1], 7 * size);
  storeEnvironment(p, size);
  setX87Control(p, p.s[X87_CONTROL] | ALL_MASKED);
}

function save(p: Processor, i: Instruction): void {
  requireX87(p);
  const { s } = p;
  const size = wordBytes(i);
  const registers = 7 * size;
  largeOperandAddress(p, i, registers + 8 * REGISTER_BYTES);
  const low = s[ADDRESS];
  const high = s[ADDRESS + 1];
  requireWritable(p, low, high, registers + 8 * REGISTER_BYTES);
  storeEnvironment(p, size);
  for (let k = 0; k < 8; k++) {
    const register = X87 + ((x87Top(p) + k) & 7) * 4;
    write64At(p, low, high, registers + k * REGISTER_BYTES, s[register], s[register + 1]);
    write16At(p, low, high, registers + k * REGISTER_BYTES + 8, s[register + 2]);
  }
  initializeX87(p);
}

function restore(p: Processor, i: Instruction): void {
  requireX87WithoutError(p);
  const { s } = p;
  const size = wordBytes(i);
  const registers = 7 * size;
  largeOperandAddress(p, i, registers + 8 * REGISTER_BYTES);
  const low = s[ADDRESS];
  const high = s[ADDRESS + 1];
  const words = readEnvironment(p, size);
  const values: number[] = [];
  for (let k = 0; k < 8; k++) {
    const at = registers + k * REGISTER_BYTES;
    const significand = read64At(p, low, high, at);
    values.push(significand, s[HIGH], read16At(p, low, high, at + 8));
  }
  loadEnvironment(p, words, size);
  for (let k = 0; k < 8; k++) {
    const register = X87 + ((x87Top(p) + k) & 7) * 4;
    for (let word = 0; word < 3; word++) s[register + word] = values[k * 3 + word];
  }
}

export const X87_ENVIRONMENT: readonly [string, Operation][] = [
  ['fnstenv', storeAndMask],
  [
    'fldenv',
    (p, i) => {
      requireX87WithoutError(p);
      const size = wordBytes(i);
      largeOperandAddress(p, i, 7 * size);
      loadEnvironment(p, readEnvironment(p, size), size);
    },
  ],
  ['fnsave', save],
  ['frstor', restore],
];
