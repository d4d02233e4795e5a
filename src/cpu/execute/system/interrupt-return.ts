import { low32 } from '../../../base/words';
import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import { isLongMode } from '../../mmu/linear';
import type { Processor } from '../../processor';
import { DEFINED_FLAGS, getRflags, IF, IOPL, NT, RF, setRflags, VIF, VIP, VM } from '../../registers/flags';
import { isRealMode, isVirtual8086 } from '../../registers/mode';
import {
  ATTENTION,
  CPL,
  GUEST,
  INTERRUPTIBILITY,
  LAPSING,
  NMI_UNBLOCKED,
  RFLAGS,
  RIP,
} from '../../state/processor-layout';
import { readPreviousTask } from '../../tasks/task-descriptors';
import { switchTask } from '../../tasks/task-switch';
import { returnInRealMode, returnInVirtual8086Mode, returnToVirtual8086Mode } from './interrupt-return-8086';
import {
  enterReturnSegments,
  is64BitTarget,
  readReturnCode,
  readReturnStack,
  requireTarget,
  setReturnedStackPointer,
} from './return-segments';
import { setStackPointer, stackPointer, stackWord } from './stack-frame';

const BLOCKED_BY_NMI = 8;

/** IRET ends blocking by NMI even when it faults. SDM Vol. 3: "Handling Multiple NMIs". */
function unblockNmi(p: Processor): void {
  const s = p.s;
  if ((s[INTERRUPTIBILITY] & BLOCKED_BY_NMI) === 0) return;
  if (s[GUEST] !== 0 && p.intercepts?.iretUnblocksNmi?.(p) === false) return;
  s[INTERRUPTIBILITY] &= ~BLOCKED_BY_NMI;
  s[NMI_UNBLOCKED] = 1;
  s[ATTENTION] = 1;
}

/** Flags that IRET may change: IOPL and the virtual-interrupt flags need ring 0, IF needs CPL ≤ IOPL; VM stays 0. */
function returnedFlags(p: Processor, i: Instruction, popped: number): number {
  const old = getRflags(p);
  const cpl = p.s[CPL];
  let mask = DEFINED_FLAGS & ~(VM | IOPL | IF | VIF | VIP);
  if (cpl === 0) mask |= IOPL | VIF | VIP;
  if (cpl <= ((old >> 12) & 3)) mask |= IF;
  if (i.operandSize === 2) mask &= 0xffff;
  return (old & ~mask) | (popped & mask);
}

/** SDM Vol. 2: "IRET/IRETD/IRETQ—Interrupt Return". */
const iret: Operation = (p, i) => {
  const s = p.s;
  unblockNmi(p);
  const longMode = isLongMode(p);
  const nested = (s[RFLAGS] & NT) !== 0;
  if (nested && longMode) raiseWithCode(p, GP, 0);
  let flags: number;
  if (isRealMode(p)) flags = returnInRealMode(p, i);
  else if (isVirtual8086(p)) flags = returnInVirtual8086Mode(p, i);
  else if (nested) {
    switchTask(p, { task: readPreviousTask(p), source: 'iret', ext: 0, errorCode: -1 });
    flags = s[RFLAGS];
  } else if (!longMode && s[CPL] === 0 && i.operandSize === 4 && (low32(stackWord(p, i, 2)) & VM) !== 0)
    flags = returnToVirtual8086Mode(p, i);
  else flags = returnInProtectedMode(p, i);
  s[NMI_UNBLOCKED] = 0;
  if ((flags & RF) !== 0) {
    s[LAPSING] &= ~RF;
    s[ATTENTION] = 1;
  }
};

/** A return to the same or an outer privilege level. @returns the flags that were set */
function returnInProtectedMode(p: Processor, i: Instruction): number {
  const s = p.s;
  const target = stackWord(p, i, 0);
  const codeSelector = Number(stackWord(p, i, 1) & 0xffffn);
  const flags = Number(BigInt.asIntN(32, stackWord(p, i, 2)));

  const code = readReturnCode(p, codeSelector);
  const is64Bit = is64BitTarget(p, codeSelector, code.access);
  const level = codeSelector & 3;
  const popsStack = i.codeSize === 8 || level > s[CPL];
  const newFlags = returnedFlags(p, i, flags);
  if (popsStack) {
    const rsp = stackWord(p, i, 3);
    const selector = Number(stackWord(p, i, 4) & 0xffffn);
    const descriptor = readReturnStack(p, selector, level, is64Bit);
    requireTarget(p, code, is64Bit, target);
    enterReturnSegments(p, { codeSelector, code, stack: { selector, descriptor } });
    setReturnedStackPointer(p, rsp);
  } else {
    requireTarget(p, code, is64Bit, target);
    const top = stackPointer(p, i) + BigInt(3 * i.operandSize);
    enterReturnSegments(p, { codeSelector, code });
    setStackPointer(p, i, top);
  }
  p.q[RIP >> 1] = target;
  setRflags(p, newFlags);
  return newFlags;
}

export const interruptReturnOperations: readonly (readonly [string, Operation])[] = [['iret', iret]];
