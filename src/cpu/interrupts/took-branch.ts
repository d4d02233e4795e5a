import { peekInstruction } from '../decode/code-page';
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

/**
 * Whether the instruction that has just run was a branch that was taken, by its bytes as they are now. A conditional
 * branch to the very next instruction counts as not taken.
 */
export function tookBranch(p: Processor): boolean {
  const { s } = p;
  const i = peekInstruction(p, s[INSTRUCTION_START], s[INSTRUCTION_START + 1]);
  if (i === null) return false;
  if (ALWAYS.has(i.operation)) return true;
  return CONDITIONAL.test(i.operation) && ((s[INSTRUCTION_START] + i.length) ^ s[RIP]) !== 0;
}
