import type { Processor } from '../../processor';
import { highHalf, lowHalf } from '../../state/halves';
import { GPR } from '../../state/processor-layout';

/** Indices of the low halves of general registers that system instructions use by name. */
export const RAX = GPR,
  RCX = GPR + 2,
  RDX = GPR + 4,
  RBX = GPR + 6,
  RSP = GPR + 8,
  RSI = GPR + 12,
  RDI = GPR + 14;

/** Writes a 32-bit result: the upper half of the register becomes zero. */
export function set32(p: Processor, register: number, value: number): void {
  p.s[register] = value;
  p.s[register + 1] = 0;
}

/** EDX:EAX as a 64-bit value. */
export const edxEax = (p: Processor): bigint => (BigInt(p.s[RDX] >>> 0) << 32n) | BigInt(p.s[RAX] >>> 0);

/** Writes a 64-bit value to EDX:EAX. */
export function setEdxEax(p: Processor, value: bigint): void {
  set32(p, RAX, lowHalf(value));
  set32(p, RDX, highHalf(value));
}
