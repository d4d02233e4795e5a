import type { IsaRow } from '../isa/row';
import type { Processor } from '../processor';

/** What an operation does. It reads and writes the processor's image; faults leave by `throw` (see interrupts/fault.ts). */
export type Operation = (p: Processor, i: Instruction) => void;

export const PREFIX_LOCK = 1;
export const PREFIX_REP = 2; // F3
export const PREFIX_REPNE = 4; // F2
export const PREFIX_OPERAND_SIZE = 8; // 66
export const PREFIX_ADDRESS_SIZE = 16; // 67
export const PREFIX_REX = 32;
export const PREFIX_REX_W = 64;

/** A decoded instruction: one per address in the decoded-page cache. Fields are plain numbers so that objects stay small and alike. */
export class Instruction {
  /** Runs the instruction. */
  run: Operation;
  /** Name of the operation's row in cpu/isa, e.g. "mov", "vmread". */
  operation = '';
  /** The row it was decoded by; null for what is no instruction. */
  row: IsaRow | null = null;
  length = 0;
  /** Cycles that one execution costs (cpu/isa cost table). */
  cost = 1;
  /** Bytes of the operand: 1, 2, 4, 8 or 16. */
  operandSize = 4;
  /** Bytes of an address: 2, 4 or 8. */
  addressSize = 8;
  /** Bytes of the default operand of the code segment it was decoded for: 8 in 64-bit mode, else 4 or 2. */
  codeSize = 8;
  prefixes = 0;
  /** Register number in ModRM.reg (REX.R applied), or in the opcode's low bits (REX.B applied). */
  reg = 0;
  /** Register number in ModRM.rm (REX.B applied); meaningful when `memory` is false. */
  rm = 0;
  /** True when ModRM.rm (or a moffs) names memory. */
  memory = false;
  /** Bytes of the memory operand, and whether it is written: what segment checks outside 64-bit mode ask for. */
  memorySize = 4;
  writesMemory = false;
  /** True for the usual address: 64-bit, a base register or RIP and a displacement, no segment base. */
  plainAddress = false;
  /** Base and index register numbers, -1 for none; base 16 = RIP of the next instruction. */
  base = -1;
  index = -1;
  /** 0–3. */
  scale = 0;
  /** Sign-extended displacement, low and high halves. */
  displacementLow = 0;
  displacementHigh = 0;
  /** Segment that applies to the memory operand: ES…GS (0–5). */
  segment = 3;
  /** Sign-extended immediate (or absolute 64-bit one), low and high halves. */
  immediateLow = 0;
  immediateHigh = 0;
  /** ENTER's and far pointers' second immediate. */
  immediate2 = 0;
  /** Register number in VEX.vvvv. */
  vvvv = 0;

  constructor(run: Operation) {
    this.run = run;
  }
}
