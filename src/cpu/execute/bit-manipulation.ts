import type { Instruction, Operation } from '../decode/instruction';
import { raise, UD } from '../interrupts/fault';
import type { Processor } from '../processor';
import { ARITHMETIC_FLAGS, CF, getArithmeticFlags, OF_FLAG, SF, setArithmeticFlags, VM, ZF } from '../registers/flags';
import { CR0, HIGH, RFLAGS } from '../state/processor-layout';
import { getGpr, gpr32, gprHigh, readRm32, readRm64, readRmBig, setGpr, setGpr32, setGpr64 } from './operands';

/**
 * BMI1, BMI2, ADX. AF and PF, which the manual leaves undefined after most of BMI1 and BMI2, become 0. Rare enough for
 * BigInt, but for what compilers use in loops. SDM Vol. 2: each instruction's entry.
 */

const CR0_PE = 1;
const RDX = 2;

/** VEX prefixes exist in protected mode only. SDM Vol. 2: "VEX-Encoded GPR Instructions". */
function requireProtectedMode(p: Processor): void {
  if ((p.s[CR0] & CR0_PE) === 0 || (p.s[RFLAGS] & VM) !== 0) raise(p, UD);
}

const vex =
  (operation: Operation): Operation =>
  (p, i) => {
    requireProtectedMode(p);
    operation(p, i);
  };

function setResultFlags(p: Processor, low: number, high: number, carry: boolean): void {
  const flags = (high < 0 ? SF : 0) | ((low | high) === 0 ? ZF : 0) | (carry ? CF : 0);
  setArithmeticFlags(p, ARITHMETIC_FLAGS, flags);
}

/** Stores a result of 32 or 64 bits, with its sign and zero flags. */
function finish(p: Processor, i: Instruction, n: number, low: number, high: number, carry: boolean): void {
  if (i.operandSize === 8) {
    setGpr64(p, n, low, high);
    setResultFlags(p, low, high, carry);
  } else {
    setGpr32(p, n, low);
    setResultFlags(p, low, low >> 31, carry);
  }
}

/** The source in ModRM.rm: the low half returned, the high half (0 for 32 bits) in HIGH. */
function readSource(p: Processor, i: Instruction): number {
  if (i.operandSize === 8) return readRm64(p, i);
  const value = readRm32(p, i);
  p.s[HIGH] = 0;
  return value;
}

const andNot: Operation = (p, i) => {
  const low = readSource(p, i) & ~gpr32(p, i.vvvv);
  const high = p.s[HIGH] & ~gprHigh(p, i.vvvv);
  finish(p, i, i.reg, low, high, false);
};

/** BLSR, BLSMSK and BLSI combine the source with the source less one. */
function withLowestBit(combine: (a: number, less: number) => number, carryWhenZero: boolean): Operation {
  return (p, i) => {
    const low = readSource(p, i);
    const high = p.s[HIGH];
    const zero = (low | high) === 0;
    const lessLow = (low - 1) | 0;
    const lessHigh = i.operandSize !== 8 ? 0 : low === 0 ? (high - 1) | 0 : high;
    finish(p, i, i.vvvv, combine(low, lessLow), combine(high, lessHigh), zero === carryWhenZero);
  };
}

/** The result that keeps `length` bits of a value. */
const lowestBits = (value: bigint, length: number): bigint => value & ((1n << BigInt(length)) - 1n);

function setBig(p: Processor, i: Instruction, n: number, value: bigint): void {
  setGpr(p, n, BigInt.asUintN(i.operandSize * 8, value));
}

function flagsOf(p: Processor, i: Instruction, value: bigint, mask: number, carry: boolean): void {
  const sign = value >> BigInt(i.operandSize * 8 - 1) !== 0n;
  setArithmeticFlags(p, mask, (value === 0n ? ZF : 0) | (sign ? SF : 0) | (carry ? CF : 0));
}

const zeroHighBits: Operation = (p, i) => {
  const value = readRmBig(p, i);
  const bits = i.operandSize * 8;
  const from = gpr32(p, i.vvvv) & 0xff;
  const result = from < bits ? lowestBits(value, from) : value;
  setBig(p, i, i.reg, result);
  flagsOf(p, i, result, ARITHMETIC_FLAGS, from >= bits);
};

const extractField: Operation = (p, i) => {
  const value = readRmBig(p, i);
  const control = gpr32(p, i.vvvv);
  const result = lowestBits(value >> BigInt(control & 0xff), Math.min((control >>> 8) & 0xff, 64));
  setBig(p, i, i.reg, result);
  // SF is undefined and becomes 0.
  setArithmeticFlags(p, ARITHMETIC_FLAGS, result === 0n ? ZF : 0);
};

const depositBits: Operation = (p, i) => {
  let mask = readRmBig(p, i);
  let source = getGpr(p, i.vvvv);
  let result = 0n;
  for (; mask !== 0n; mask &= mask - 1n, source >>= 1n) if ((source & 1n) !== 0n) result |= mask & -mask;
  setBig(p, i, i.reg, result);
};

const extractBits: Operation = (p, i) => {
  let mask = readRmBig(p, i);
  const source = getGpr(p, i.vvvv);
  let result = 0n;
  for (let to = 1n; mask !== 0n; mask &= mask - 1n, to <<= 1n) if ((source & mask & -mask) !== 0n) result |= to;
  setBig(p, i, i.reg, result);
};

/** The high half goes to ModRM.reg, written last: it wins when both are the same register. */
const multiplyWithoutFlags: Operation = (p, i) => {
  const bits = i.operandSize * 8;
  const product = readRmBig(p, i) * BigInt.asUintN(bits, getGpr(p, RDX));
  setBig(p, i, i.vvvv, product);
  setBig(p, i, i.reg, product >> BigInt(bits));
};

function shiftWithoutFlags(shift: (value: bigint, count: bigint, bits: number) => bigint): Operation {
  return (p, i) => {
    const bits = i.operandSize * 8;
    const value = readRmBig(p, i);
    setBig(p, i, i.reg, shift(value, BigInt(gpr32(p, i.vvvv) & (bits - 1)), bits));
  };
}

const rotateWithoutFlags: Operation = (p, i) => {
  const bits = i.operandSize * 8;
  const value = readRmBig(p, i);
  const count = BigInt(i.immediateLow & (bits - 1));
  setBig(p, i, i.reg, (value >> count) | (value << (BigInt(bits) - count)));
};

/** ADCX adds with CF, ADOX with OF; each changes its flag alone. */
function addWithFlag(flag: number): Operation {
  return (p, i) => {
    const bits = i.operandSize * 8;
    const carry = (getArithmeticFlags(p) & flag) !== 0 ? 1n : 0n;
    const sum = BigInt.asUintN(bits, getGpr(p, i.reg)) + readRmBig(p, i) + carry;
    setBig(p, i, i.reg, sum);
    setArithmeticFlags(p, flag, sum >> BigInt(bits) !== 0n ? flag : 0);
  };
}

export const BIT_MANIPULATION: readonly [string, Operation][] = [
  ['andn', vex(andNot)],
  ['blsr', vex(withLowestBit((a, less) => a & less, true))],
  ['blsmsk', vex(withLowestBit((a, less) => a ^ less, true))],
  ['blsi', vex(withLowestBit((a, less) => a & ~less, false))],
  ['bzhi', vex(zeroHighBits)],
  ['bextr', vex(extractField)],
  ['pdep', vex(depositBits)],
  ['pext', vex(extractBits)],
  ['mulx', vex(multiplyWithoutFlags)],
  ['shlx', vex(shiftWithoutFlags((value, count) => value << count))],
  ['shrx', vex(shiftWithoutFlags((value, count) => value >> count))],
  ['sarx', vex(shiftWithoutFlags((value, count, bits) => BigInt.asIntN(bits, value) >> count))],
  ['rorx', vex(rotateWithoutFlags)],
  ['adcx', addWithFlag(CF)],
  ['adox', addWithFlag(OF_FLAG)],
];
