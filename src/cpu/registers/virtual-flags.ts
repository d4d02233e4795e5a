import { GP, raiseWithCode } from '../interrupts/fault';
import type { Processor } from '../processor';
import { getRflags, IF, IOPL, TF, VIF, VIP } from './flags';

/**
 * The flags after POPF or IRET with 16-bit operands has popped a word in virtual-8086 mode with CR4.VME and IOPL below 3:
 * the word's IF becomes VIF; IF and IOPL stay. #GP(0) when the word sets TF, or asks for interrupts while a virtual one
 * waits. SDM Vol. 2: "POPF/POPFD/POPFQ", "IRET/IRETD/IRETQ", operation sections.
 */
export function virtualFlags(p: Processor, popped: number): number {
  const old = getRflags(p);
  const enables = (popped & IF) !== 0;
  if ((popped & TF) !== 0 || (enables && (old & VIP) !== 0)) raiseWithCode(p, GP, 0);
  const taken = 0xffff & ~(IF | IOPL);
  return (old & ~taken & ~VIF) | (popped & taken) | (enables ? VIF : 0);
}

/** The word that PUSHF and a redirected INT n push there: IOPL reads as 3, IF as VIF. */
export function virtualFlagsWord(p: Processor): number {
  const flags = getRflags(p);
  return ((flags & ~IF) | IOPL | ((flags & VIF) !== 0 ? IF : 0)) & 0xffff;
}
