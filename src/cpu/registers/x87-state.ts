import type { Processor } from '../processor';
import {
  MXCSR,
  X87,
  X87_CONTROL,
  X87_INSTRUCTION,
  X87_OPCODE,
  X87_OPERAND,
  X87_STATUS,
  X87_TAGS,
  XMM,
} from '../state/processor-layout';

/** Bits of the status word. SDM Vol. 1: "x87 FPU Status Register". */
export const X87_ERROR_SUMMARY = 0x80;
const BUSY = 0x8000;
const TOP_SHIFT = 11;
const TOP = 7 << TOP_SHIFT;
/** Error bits of the status word and their masks in the control word. */
const ERRORS = 0x3f;
const CONTROL_DEFINED = 0x1f3f;
/** Bit 6 of the control word is reserved and reads 1. */
const CONTROL_ONE = 0x40;
export const X87_CONTROL_AFTER_INIT = 0x37f;
export const MXCSR_AFTER_RESET = 0x1f80;
/** MXCSR bits that exist, as FXSAVE reports them. SDM Vol. 1: "MXCSR Control and Status Register". */
export const MXCSR_MASK = 0xffff;
const EMPTY = 3;

/** Number of the register that ST(0) is. */
export function x87Top(p: Processor): number {
  return (p.s[X87_STATUS] & TOP) >>> TOP_SHIFT;
}

export function setX87Top(p: Processor, top: number): void {
  p.s[X87_STATUS] = (p.s[X87_STATUS] & ~TOP) | ((top & 7) << TOP_SHIFT);
}

/** ES and B follow from the errors and their masks. */
function summarize(p: Processor): void {
  const s = p.s;
  const unmasked = s[X87_STATUS] & ~s[X87_CONTROL] & ERRORS;
  const summary = unmasked === 0 ? 0 : X87_ERROR_SUMMARY | BUSY;
  s[X87_STATUS] = (s[X87_STATUS] & ~(X87_ERROR_SUMMARY | BUSY)) | summary;
}

export function setX87Control(p: Processor, value: number): void {
  p.s[X87_CONTROL] = (value & CONTROL_DEFINED) | CONTROL_ONE;
  summarize(p);
}

export function setX87Status(p: Processor, value: number): void {
  p.s[X87_STATUS] = value & 0xffff;
  summarize(p);
}

/** What FNINIT does: the registers keep their contents, but all are empty. SDM Vol. 2: "FINIT/FNINIT". */
export function initializeX87(p: Processor): void {
  const { s, q } = p;
  s[X87_CONTROL] = X87_CONTROL_AFTER_INIT;
  s[X87_STATUS] = 0;
  s[X87_TAGS] = 0;
  s[X87_OPCODE] = 0;
  q[X87_INSTRUCTION >> 1] = 0n;
  q[X87_OPERAND >> 1] = 0n;
}

/** x87, MMX and XMM state after power-up. SDM Vol. 3: "Processor State After Reset". */
export function resetX87AndSse(p: Processor): void {
  initializeX87(p);
  p.s[X87_CONTROL] = 0x40;
  p.s[X87_TAGS] = 0xff;
  p.q.fill(0n, X87 >> 1, (X87 >> 1) + 16);
  p.q.fill(0n, XMM >> 1, (XMM >> 1) + 32);
  p.s[MXCSR] = MXCSR_AFTER_RESET;
}

/** Two bits for each of R0–R7: 0 valid, 1 zero, 2 special, 3 empty. SDM Vol. 1: "x87 FPU Tag Word". */
export function fullTags(p: Processor): number {
  let word = 0;
  for (let n = 0; n < 8; n++) word |= tagOf(p, n) << (n * 2);
  return word;
}

function tagOf(p: Processor, n: number): number {
  const s = p.s;
  if ((s[X87_TAGS] & (1 << n)) === 0) return EMPTY;
  const at = X87 + n * 4;
  const exponent = s[at + 2] & 0x7fff;
  if (exponent === 0) return (s[at] | s[at + 1]) === 0 ? 1 : 2;
  return exponent !== 0x7fff && s[at + 1] < 0 ? 0 : 2;
}

/** Of the tags that FLDENV and FRSTOR load, only which registers are empty counts. */
export function setFullTags(p: Processor, word: number): void {
  let tags = 0;
  for (let n = 0; n < 8; n++) if (((word >>> (n * 2)) & 3) !== EMPTY) tags |= 1 << n;
  p.s[X87_TAGS] = tags;
}

/** MMX instructions make all registers valid and TOP 0. SDM Vol. 1: "MMX Instructions and the x87 FPU Tag Word". */
export function enterMmx(p: Processor): void {
  p.s[X87_STATUS] &= ~TOP;
  p.s[X87_TAGS] = 0xff;
}
