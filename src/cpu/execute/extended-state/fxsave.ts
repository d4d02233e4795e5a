import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import { requireX87 } from '../../interrupts/unit-checks';
import type { Processor } from '../../processor';
import { ADDRESS, MXCSR } from '../../state/processor-layout';
import { isOperandAligned, largeOperandAddress, read64At, requireWritable } from '../large-operand';
import {
  readMxcsr,
  restoreX87Region,
  restoreXmm,
  saveMxcsr,
  saveX87Region,
  saveXmm,
  xmmRegisters,
} from './legacy-region';

const BYTES = 512;

/** Address of the area: aligned on 16 bytes, else #GP(0). */
function areaAddress(p: Processor, i: Instruction): void {
  requireX87(p);
  largeOperandAddress(p, i, BYTES);
  if (!isOperandAligned(p, 16)) raiseWithCode(p, GP, 0);
}

/** SDM Vol. 2: "FXSAVE—Save x87 FPU, MMX Technology, and SSE State". XMM state is saved whatever CR4.OSFXSR is. */
function save(p: Processor, i: Instruction): void {
  areaAddress(p, i);
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  requireWritable(p, low, high, BYTES);
  saveX87Region(p, low, high, i.operandSize === 8);
  saveMxcsr(p, low, high);
  saveXmm(p, low, high, xmmRegisters(i.codeSize));
}

/** SDM Vol. 2: "FXRSTOR—Restore x87 FPU, MMX, XMM, and MXCSR State". */
function restore(p: Processor, i: Instruction): void {
  areaAddress(p, i);
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  read64At(p, low, high, BYTES - 8);
  const mxcsr = readMxcsr(p, low, high);
  restoreX87Region(p, low, high, i.operandSize === 8);
  p.s[MXCSR] = mxcsr;
  restoreXmm(p, low, high, xmmRegisters(i.codeSize));
}

export const FXSAVE: readonly [string, Operation][] = [
  ['fxsave', save],
  ['fxrstor', restore],
];
