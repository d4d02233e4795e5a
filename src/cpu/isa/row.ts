import type { CostClass } from './cycle-cost.table';

/**
 * One instruction form, in the notation of the manual's opcode pages and opcode map (SDM Vol. 2, "Instruction Format";
 * Appendix A, "Opcode Map").
 *
 * `opcode`: mandatory prefix (`66`, `F2`, `F3`; `NP` for none of them, `NFx` for neither F2 nor F3), `VEX` where a VEX
 * prefix stands for it and for 0F, 0F 38 or 0F 3A (`.L0` or `.L1` when VEX.L must be that, `.W0`, `.W1` likewise), opcode bytes,
 * `+r` when the low three bits name a register, `/n` when ModRM.reg extends the opcode, a last byte that is the whole
 * ModRM byte (`0F 01 C1`).
 *
 * `operands`: comma-separated, each a letter and a size. E: ModRM.rm; M: the same, memory only; U: register only;
 * R: register, whatever ModRM.mod says; G: ModRM.reg; S, C, D: segment, control, debug register in ModRM.reg; P: MMX
 * register in ModRM.reg, Q: MMX register or memory; V: XMM register in ModRM.reg, W: XMM register or memory; B: VEX.vvvv;
 * Z: register in the opcode; I: immediate; J: branch displacement; O: absolute offset; A: far pointer; X, Y: string
 * source and destination; AL, rAX, CL, DX, 1: themselves. U with P or V is a register of their kind.
 * Sizes: b 1, w 2, d 4, q 8, x 16 bytes; v 2, 4 or 8 by prefixes; z as v but at most 4; y 4 or 8; n the mode's natural
 * size (4 or 8); p a far pointer of size v.
 */
export interface IsaRow {
  readonly opcode: string;
  readonly operands: string;
  /** Name of the operation that runs it; one that the processor lacks is "not modelled". */
  readonly operation: string;
  readonly cost: CostClass;
  /** The instruction's entry in Vol. 2. */
  readonly sdm: string;
  /** LOCK is allowed when the destination is memory. */
  readonly lockable?: boolean;
  /** Exists only in 64-bit mode, or only outside it. */
  readonly only?: 'long' | 'legacy';
  /** In 64-bit mode: the operand is 64 bits unless 66 makes it 16 (default), or always (forced). */
  readonly wide?: 'default' | 'forced';
  /** Register number that the opcode implies, for ModRM.reg. */
  readonly reg?: number;
  /** Does not apply when REX.B is 1 (90 is NOP, 41 90 is not). */
  readonly withoutRexB?: boolean;
  /** Whose registers it uses: decides which #UD, #NM and #MF come before anything else, modelled or not. */
  readonly unit?: 'x87' | 'mmx' | 'sse';
}

/** A row whose operation is missing on purpose: the name says what stands there. */
export type RowExtras = Omit<IsaRow, 'opcode' | 'operands' | 'operation' | 'cost' | 'sdm'>;

/** Writes a row on one line. */
export function row(
  opcode: string,
  operands: string,
  operation: string,
  cost: CostClass,
  sdm: string,
  extras: RowExtras = {},
): IsaRow {
  return { opcode, operands, operation, cost, sdm, ...extras };
}

/** The sixteen conditions in the order of their numbers. SDM Vol. 1, "EFLAGS Condition Codes". */
export const CONDITIONS = [
  'o',
  'no',
  'b',
  'ae',
  'e',
  'ne',
  'be',
  'a',
  's',
  'ns',
  'p',
  'np',
  'l',
  'ge',
  'le',
  'g',
] as const;

/** Two hexadecimal digits, as opcodes are written. */
export const hexByte = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');
