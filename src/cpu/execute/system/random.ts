import type { Instruction, Operation } from '../../decode/instruction';
import type { Processor } from '../../processor';
import { ARITHMETIC_FLAGS, CF, setArithmeticFlags } from '../../registers/flags';
import { GUEST, RANDOM } from '../../state/processor-layout';
import { writeRmBig } from '../operands';

const STATE = RANDOM >> 1;

/** Xorshift128+ (Vigna): good enough for programs to try with, and the same for the same seed. */
function nextRandom(p: Processor): bigint {
  let a = p.q[STATE] as bigint;
  const b = p.q[STATE + 1] as bigint;
  const sum = BigInt.asUintN(64, a + b);
  p.q[STATE] = b;
  a ^= BigInt.asUintN(64, a << 23n);
  p.q[STATE + 1] = a ^ b ^ (a >> 18n) ^ (b >> 5n);
  return sum;
}

/** A number is always ready: CF = 1, the other arithmetic flags 0. SDM Vol. 2: "RDRAND", "RDSEED". */
function storeRandom(p: Processor, i: Instruction): void {
  writeRmBig(p, i, BigInt.asUintN(8 * i.operandSize, nextRandom(p)));
  setArithmeticFlags(p, ARITHMETIC_FLAGS, CF);
}

const random =
  (name: 'rdrand' | 'rdseed'): Operation =>
  (p, i) => {
    if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, name) === true) return;
    storeRandom(p, i);
  };

export const randomOperations: readonly (readonly [string, Operation])[] = [
  ['rdrand', random('rdrand')],
  ['rdseed', random('rdseed')],
];
