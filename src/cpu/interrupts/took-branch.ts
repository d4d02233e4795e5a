import { peekInstruction } from '../decode/code-page';
import type { Instruction } from '../decode/instruction';
import type { Processor } from '../processor';
import { INSTRUCTION_START, RIP } from '../state/processor-layout';

/** Operations that always transfer control; the others of these names do when RIP is not on the next instruction. */
const ALWAYS = new Set([
  'jmp',
  'call',
  'ret',
  'jmpf',
  'callf',
  'retf',
  'iret',
  'syscall',
  'sysret',
  'sysenter',
  'sysexit',
  'rsm',
]);
const CONDITIONAL = /^(j|loop)/;

export const isConditionalBranch = (i: Instruction): boolean =>
  !ALWAYS.has(i.operation) && CONDITIONAL.test(i.operation);

/**
 * The instruction that has just run if it was a branch that was taken, by its bytes as they are now; else null. A
 * conditional branch to the very next instruction counts as not taken.
 */
export function takenBranch(p: Processor): Instruction | null {
  const { s } = p;
  const i = peekInstruction(p, s[INSTRUCTION_START], s[INSTRUCTION_START + 1]);
  if (i === null || ALWAYS.has(i.operation)) return i;
  return isConditionalBranch(i) && ((s[INSTRUCTION_START] + i.length) ^ s[RIP]) !== 0 ? i : null;
}

export const tookBranch = (p: Processor): boolean => takenBranch(p) !== null;
