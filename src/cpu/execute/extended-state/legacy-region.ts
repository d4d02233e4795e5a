import { GP, raiseWithCode } from '../../interrupts/fault';
import type { Processor } from '../../processor';
import { MXCSR_MASK, setX87Control, setX87Status, x87Top } from '../../registers/x87-state';
import {
  HIGH,
  MXCSR,
  X87,
  X87_CONTROL,
  X87_INSTRUCTION,
  X87_OPCODE,
  X87_OPERAND,
  X87_STATUS,
  X87_TAGS,
  XMM,
} from '../../state/processor-layout';
import { read16At, read32At, read64At, write16At, write32At, write64At } from '../large-operand';

/**
 * The 512 bytes that FXSAVE and the XSAVE feature set share: x87 state, MXCSR, XMM registers. `low` and `high` are the
 * linear address. SDM Vol. 1: "Legacy Region of an XSAVE Area"; Vol. 2: "FXSAVE".
 */

const INSTRUCTION_AT = 8;
const OPERAND_AT = 16;
const MXCSR_AT = 24;
const REGISTERS_AT = 32;
const XMM_AT = 160;

/** Pointers of 64 bits with REX.W; else 32 bits and a selector, which is 0 (CPUID.(EAX=07H,ECX=0):EBX[13]). */
export function saveX87Region(p: Processor, low: number, high: number, widePointers: boolean): void {
  const { s } = p;
  write16At(p, low, high, 0, s[X87_CONTROL]);
  write16At(p, low, high, 2, s[X87_STATUS]);
  write16At(p, low, high, 4, s[X87_TAGS] & 0xff);
  write16At(p, low, high, 6, s[X87_OPCODE] & 0x7ff);
  const upper = widePointers ? [s[X87_INSTRUCTION + 1], s[X87_OPERAND + 1]] : [0, 0];
  write64At(p, low, high, INSTRUCTION_AT, s[X87_INSTRUCTION], upper[0]);
  write64At(p, low, high, OPERAND_AT, s[X87_OPERAND], upper[1]);
  for (let k = 0; k < 8; k++) {
    const register = X87 + ((x87Top(p) + k) & 7) * 4;
    write64At(p, low, high, REGISTERS_AT + k * 16, s[register], s[register + 1]);
    write64At(p, low, high, REGISTERS_AT + k * 16 + 8, s[register + 2] & 0xffff, 0);
  }
}

export function restoreX87Region(p: Processor, low: number, high: number, widePointers: boolean): void {
  const { s } = p;
  const control = read16At(p, low, high, 0);
  const status = read16At(p, low, high, 2);
  s[X87_TAGS] = read16At(p, low, high, 4) & 0xff;
  s[X87_OPCODE] = read16At(p, low, high, 6) & 0x7ff;
  s[X87_INSTRUCTION] = read64At(p, low, high, INSTRUCTION_AT);
  s[X87_INSTRUCTION + 1] = widePointers ? s[HIGH] : 0;
  s[X87_OPERAND] = read64At(p, low, high, OPERAND_AT);
  s[X87_OPERAND + 1] = widePointers ? s[HIGH] : 0;
  setX87Control(p, control);
  setX87Status(p, status);
  for (let k = 0; k < 8; k++) {
    const register = X87 + ((x87Top(p) + k) & 7) * 4;
    s[register] = read64At(p, low, high, REGISTERS_AT + k * 16);
    s[register + 1] = s[HIGH];
    s[register + 2] = read16At(p, low, high, REGISTERS_AT + k * 16 + 8);
  }
}

export function saveMxcsr(p: Processor, low: number, high: number): void {
  write32At(p, low, high, MXCSR_AT, p.s[MXCSR]);
  write32At(p, low, high, MXCSR_AT + 4, MXCSR_MASK);
}

/** MXCSR in a saved state; reserved bits that are 1 raise #GP(0). */
export function readMxcsr(p: Processor, low: number, high: number): number {
  const value = read32At(p, low, high, MXCSR_AT);
  if ((value & ~MXCSR_MASK) !== 0) raiseWithCode(p, GP, 0);
  return value;
}

/** Sixteen registers in 64-bit mode, eight elsewhere. */
export const xmmRegisters = (codeSize: number): number => (codeSize === 8 ? 16 : 8);

export function saveXmm(p: Processor, low: number, high: number, count: number): void {
  const { s } = p;
  for (let k = 0; k < count * 2; k++) write64At(p, low, high, XMM_AT + k * 8, s[XMM + k * 2], s[XMM + k * 2 + 1]);
}

export function restoreXmm(p: Processor, low: number, high: number, count: number): void {
  const { s } = p;
  for (let k = 0; k < count * 2; k++) {
    s[XMM + k * 2] = read64At(p, low, high, XMM_AT + k * 8);
    s[XMM + k * 2 + 1] = s[HIGH];
  }
}
