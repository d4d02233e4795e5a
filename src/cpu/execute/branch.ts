import type { Instruction, Operation } from '../decode/instruction';
import { GP, raiseWithCode } from '../interrupts/fault';
import { isCanonical } from '../mmu/linear';
import type { Processor } from '../processor';
import { CS, GPR, HIGH, RIP, SEGMENT_LIMIT } from '../state/processor-layout';
import { isBelow, isBelowOrEqual, isLess, isLessOrEqual, isOverflow, isParityEven, isSign, isZero } from './conditions';
import { branchTo, gpr32, readRm16, readRm32, readRm64, setGpr16 } from './operands';
import { isStack32, popWide, pushWide } from './stack-access';

/** Near branches. SDM Vol. 1, "Control Transfer Instructions"; each operation's entry in Vol. 2. */

const RCX = 1;
const RSP = 4;

/** Outside 64-bit mode: the target lies beyond the limit of the code segment. */
function isOutsideCode(p: Processor, target: number): boolean {
  return target >>> 0 > p.s[SEGMENT_LIMIT + CS] >>> 0;
}

function requireInsideCode(p: Processor, target: number): void {
  if (isOutsideCode(p, target)) raiseWithCode(p, GP, 0);
}

/** Continues at an offset of the code segment. */
function branchToLegacy(p: Processor, target: number): void {
  requireInsideCode(p, target);
  p.s[RIP] = target;
  p.s[RIP + 1] = 0;
}

/** Continues at RIP + the immediate; outside 64-bit mode RIP is cut to the operand's size. */
function jumpRelative(p: Processor, i: Instruction): void {
  const s = p.s;
  const from = s[RIP];
  const distance = i.immediateLow | 0;
  const to = (from + distance) | 0;
  if (i.codeSize !== 8) {
    branchToLegacy(p, i.operandSize === 2 ? to & 0xffff : to);
    return;
  }
  const carry = ((from & distance) | ((from | distance) & ~to)) >>> 31;
  const high = (s[RIP + 1] + (i.immediateHigh | 0) + carry) | 0;
  if (!isCanonical(p, high)) raiseWithCode(p, GP, 0);
  s[RIP] = to;
  s[RIP + 1] = high;
}

/** The target of an indirect near branch: low half returned, high half in HIGH. */
function readTarget(p: Processor, i: Instruction): number {
  if (i.operandSize === 8) return readRm64(p, i);
  p.s[HIGH] = 0;
  return i.operandSize === 4 ? readRm32(p, i) : readRm16(p, i);
}

/** Pushes the address of the next instruction, then continues at `low`, `high`. */
function call(p: Processor, i: Instruction, low: number, high: number): void {
  const s = p.s;
  if (i.codeSize === 8) {
    if (!isCanonical(p, high)) raiseWithCode(p, GP, 0);
  } else requireInsideCode(p, low);
  pushWide(p, i, s[RIP], s[RIP + 1]);
  s[RIP] = low;
  s[RIP + 1] = high;
}

/** Counts CX, ECX or RCX (by address size) down; true while it is not zero. */
function countDown(p: Processor, i: Instruction): boolean {
  const s = p.s;
  const at = GPR + RCX * 2;
  if (i.addressSize === 2) {
    const count = (s[at] - 1) & 0xffff;
    s[at] = (s[at] & ~0xffff) | count;
    return count !== 0;
  }
  const low = (s[at] - 1) | 0;
  if (i.addressSize === 8 && s[at] === 0) s[at + 1] -= 1;
  s[at] = low;
  if (i.addressSize === 4) s[at + 1] = 0;
  return (low | s[at + 1]) !== 0;
}

/** Undoes `countDown` when the jump it asked for faults: registers keep their values. */
function loopIf(p: Processor, i: Instruction, condition: boolean): void {
  const s = p.s;
  const low = s[GPR + RCX * 2];
  const high = s[GPR + RCX * 2 + 1];
  if (!countDown(p, i) || !condition) return;
  try {
    jumpRelative(p, i);
  } catch (signal) {
    s[GPR + RCX * 2] = low;
    s[GPR + RCX * 2 + 1] = high;
    throw signal;
  }
}

function isCountZero(p: Processor, i: Instruction): boolean {
  const low = gpr32(p, RCX);
  if (i.addressSize === 2) return (low & 0xffff) === 0;
  return low === 0 && (i.addressSize === 4 || p.s[GPR + RCX * 2 + 1] === 0);
}

/** RET: pops RIP, then drops `extra` bytes of parameters. */
function returnNear(p: Processor, i: Instruction, extra: number): void {
  const s = p.s;
  const oldLow = s[GPR + RSP * 2];
  const oldHigh = s[GPR + RSP * 2 + 1];
  const low = popWide(p, i);
  const high = s[HIGH];
  if (!isCanonical(p, high) || (i.codeSize !== 8 && isOutsideCode(p, low))) {
    s[GPR + RSP * 2] = oldLow;
    s[GPR + RSP * 2 + 1] = oldHigh;
    raiseWithCode(p, GP, 0);
  }
  s[RIP] = low;
  s[RIP + 1] = high;
  if (extra !== 0) dropBytes(p, i, extra);
}

function dropBytes(p: Processor, i: Instruction, count: number): void {
  const s = p.s;
  const at = GPR + RSP * 2;
  const low = (s[at] + count) | 0;
  if (i.codeSize !== 8) {
    if (isStack32(p)) s[at] = low;
    else setGpr16(p, RSP, low);
  } else {
    if (low >>> 0 < count) s[at + 1] += 1;
    s[at] = low;
  }
}

export const BRANCHES: readonly [string, Operation][] = [
  [
    'jo',
    (p, i) => {
      if (isOverflow(p)) jumpRelative(p, i);
    },
  ],
  [
    'jno',
    (p, i) => {
      if (!isOverflow(p)) jumpRelative(p, i);
    },
  ],
  [
    'jb',
    (p, i) => {
      if (isBelow(p)) jumpRelative(p, i);
    },
  ],
  [
    'jae',
    (p, i) => {
      if (!isBelow(p)) jumpRelative(p, i);
    },
  ],
  [
    'je',
    (p, i) => {
      if (isZero(p)) jumpRelative(p, i);
    },
  ],
  [
    'jne',
    (p, i) => {
      if (!isZero(p)) jumpRelative(p, i);
    },
  ],
  [
    'jbe',
    (p, i) => {
      if (isBelowOrEqual(p)) jumpRelative(p, i);
    },
  ],
  [
    'ja',
    (p, i) => {
      if (!isBelowOrEqual(p)) jumpRelative(p, i);
    },
  ],
  [
    'js',
    (p, i) => {
      if (isSign(p)) jumpRelative(p, i);
    },
  ],
  [
    'jns',
    (p, i) => {
      if (!isSign(p)) jumpRelative(p, i);
    },
  ],
  [
    'jp',
    (p, i) => {
      if (isParityEven(p)) jumpRelative(p, i);
    },
  ],
  [
    'jnp',
    (p, i) => {
      if (!isParityEven(p)) jumpRelative(p, i);
    },
  ],
  [
    'jl',
    (p, i) => {
      if (isLess(p)) jumpRelative(p, i);
    },
  ],
  [
    'jge',
    (p, i) => {
      if (!isLess(p)) jumpRelative(p, i);
    },
  ],
  [
    'jle',
    (p, i) => {
      if (isLessOrEqual(p)) jumpRelative(p, i);
    },
  ],
  [
    'jg',
    (p, i) => {
      if (!isLessOrEqual(p)) jumpRelative(p, i);
    },
  ],
  ['jmp.J', jumpRelative],
  [
    'jmp.E',
    (p, i) => {
      const low = readTarget(p, i);
      if (i.codeSize === 8) branchTo(p, low, p.s[HIGH]);
      else branchToLegacy(p, low);
    },
  ],
  [
    'call.J',
    (p, i) => {
      const s = p.s;
      const from = s[RIP];
      const distance = i.immediateLow | 0;
      const to = (from + distance) | 0;
      const carry = ((from & distance) | ((from | distance) & ~to)) >>> 31;
      if (i.codeSize === 8) call(p, i, to, (s[RIP + 1] + (i.immediateHigh | 0) + carry) | 0);
      else call(p, i, i.operandSize === 2 ? to & 0xffff : to, 0);
    },
  ],
  [
    'call.E',
    (p, i) => {
      const low = readTarget(p, i);
      call(p, i, low, p.s[HIGH]);
    },
  ],
  ['ret', (p, i) => returnNear(p, i, 0)],
  ['ret.I', (p, i) => returnNear(p, i, i.immediateLow)],
  ['loop', (p, i) => loopIf(p, i, true)],
  ['loope', (p, i) => loopIf(p, i, isZero(p))],
  ['loopne', (p, i) => loopIf(p, i, !isZero(p))],
  [
    'jrcxz',
    (p, i) => {
      if (isCountZero(p, i)) jumpRelative(p, i);
    },
  ],
];
