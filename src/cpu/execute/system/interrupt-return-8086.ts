import { low32 } from '../../../base/words';
import type { Instruction } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import type { Processor } from '../../processor';
import { CR4_VME } from '../../registers/control-registers';
import { DEFINED_FLAGS, getRflags, IOPL, setRflags, VIF, VIP, VM } from '../../registers/flags';
import { hasIoPrivilege } from '../../registers/mode';
import { setCpl } from '../../registers/privilege';
import { loadParagraph, loadVirtual8086Segment } from '../../registers/real-mode-segments';
import { virtualFlags } from '../../registers/virtual-flags';
import { CR4, CS, DS, ES, FS, GS, RIP, SS } from '../../state/processor-layout';
import { requireParagraphTarget } from './far-transfers';
import { setStackPointer, stackPointer, stackWord } from './stack-frame';
import { RSP } from './wide-registers';

/** Flags that IRET takes from the stack in real-address mode; in virtual-8086 mode IOPL stays, too. */
const REAL_MODE_FLAGS = DEFINED_FLAGS & ~(VM | VIF | VIP);

const selectorAt = (p: Processor, i: Instruction, index: number): number => Number(stackWord(p, i, index) & 0xffffn);

/**
 * IRET in real-address mode, and in virtual-8086 mode with IOPL 3. SDM Vol. 2: "IRET/IRETD/IRETQ", operation section.
 * @returns the flags to set
 */
function popFrame(p: Processor, i: Instruction, flags: number): number {
  const target = stackWord(p, i, 0);
  const selector = selectorAt(p, i, 1);
  requireParagraphTarget(p, target);
  setStackPointer(p, i, stackPointer(p, i) + BigInt(3 * i.operandSize));
  loadParagraph(p, CS, selector);
  p.q[RIP >> 1] = target;
  setRflags(p, flags);
  return flags;
}

function mergedFlags(p: Processor, i: Instruction, taken: number): number {
  const mask = i.operandSize === 2 ? taken & 0xffff : taken;
  return (getRflags(p) & ~mask) | (low32(stackWord(p, i, 2)) & mask);
}

/** IRET in real-address mode. */
export const returnInRealMode = (p: Processor, i: Instruction): number =>
  popFrame(p, i, mergedFlags(p, i, REAL_MODE_FLAGS));

/** IRET in virtual-8086 mode: with IOPL below 3 it needs CR4.VME and 16-bit operands, and VIF stands for IF. */
export function returnInVirtual8086Mode(p: Processor, i: Instruction): number {
  if (hasIoPrivilege(p)) return popFrame(p, i, mergedFlags(p, i, REAL_MODE_FLAGS & ~IOPL));
  if ((p.s[CR4] & CR4_VME) === 0 || i.operandSize !== 2) raiseWithCode(p, GP, 0);
  return popFrame(p, i, virtualFlags(p, low32(stackWord(p, i, 2))));
}

/**
 * IRET of ring 0 to virtual-8086 mode: nine words, the last four for ES, DS, FS and GS.
 * SDM Vol. 2: "IRET/IRETD/IRETQ", RETURN-TO-VIRTUAL-8086-MODE.
 */
export function returnToVirtual8086Mode(p: Processor, i: Instruction): number {
  const target = stackWord(p, i, 0);
  const flags = low32(stackWord(p, i, 2)) & DEFINED_FLAGS;
  const stack = stackWord(p, i, 3);
  const selectors = [
    [CS, 1],
    [SS, 4],
    [ES, 5],
    [DS, 6],
    [FS, 7],
    [GS, 8],
  ].map(([segment, index]) => [segment, selectorAt(p, i, index)] as const);
  if (target > 0xffffn) raiseWithCode(p, GP, 0);
  setRflags(p, flags);
  setCpl(p, 3);
  for (const [segment, selector] of selectors) loadVirtual8086Segment(p, segment, selector);
  p.q[RSP >> 1] = stack;
  p.q[RIP >> 1] = target;
  return flags;
}
