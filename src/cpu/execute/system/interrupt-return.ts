import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raiseWithCode, Unmodelled } from '../../interrupts/fault';
import { isLongMode } from '../../mmu/linear';
import type { Processor } from '../../processor';
import { DEFINED_FLAGS, getRflags, IF, IOPL, NT, RF, setRflags, VIF, VIP, VM } from '../../registers/flags';
import {
  ATTENTION,
  CPL,
  CR0,
  GUEST,
  INTERRUPTIBILITY,
  LAPSING,
  NMI_UNBLOCKED,
  RFLAGS,
  RIP,
} from '../../state/processor-layout';
import { unmodelledThings } from '../../unmodelled.table';
import { enterReturnSegments, is64BitTarget, readReturnCode, readReturnStack, requireTarget } from './return-segments';
import { setStackPointer, stackPointer, stackWord } from './stack-frame';
import { RSP } from './wide-registers';

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

/** SDM Vol. 2: "IRET/IRETD/IRETQ—Interrupt Return". Outside IA-32e mode only protected mode without tasks and VM86. */
const iret: Operation = (p, i) => {
  const s = p.s;
  if ((s[CR0] & 1) === 0) throw new Unmodelled(unmodelledThings['real-mode-iret']);
  unblockNmi(p);
  const longMode = isLongMode(p);
  if ((s[RFLAGS] & NT) !== 0) {
    if (longMode) raiseWithCode(p, GP, 0);
    throw new Unmodelled(unmodelledThings['nested-task-iret']);
  }
  const target = stackWord(p, i, 0);
  const codeSelector = Number(stackWord(p, i, 1) & 0xffffn);
  const flags = Number(BigInt.asIntN(32, stackWord(p, i, 2)));
  if (!longMode && (flags & VM) !== 0 && s[CPL] === 0) throw new Unmodelled(unmodelledThings['virtual-8086-iret']);

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
    p.q[RSP >> 1] = rsp;
  } else {
    requireTarget(p, code, is64Bit, target);
    setStackPointer(p, i, stackPointer(p, i) + BigInt(3 * i.operandSize));
    enterReturnSegments(p, { codeSelector, code });
  }
  p.q[RIP >> 1] = target;
  setRflags(p, newFlags);
  s[NMI_UNBLOCKED] = 0;
  if ((newFlags & RF) !== 0) {
    s[LAPSING] &= ~RF;
    s[ATTENTION] = 1;
  }
};

export const interruptReturnOperations: readonly (readonly [string, Operation])[] = [['iret', iret]];
