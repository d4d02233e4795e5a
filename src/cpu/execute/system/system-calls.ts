import { isCanonical } from '../../../base/words';
import type { Operation } from '../../decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import { isLongMode } from '../../mmu/linear';
import { linearAddressBits } from '../../mmu/paging-mode';
import type { Processor } from '../../processor';
import { EFER_SCE } from '../../registers/control-registers';
import { getRflags, IF, RF, setRflags, TF, VM } from '../../registers/flags';
import { isRealMode } from '../../registers/mode';
import { setCpl } from '../../registers/privilege';
import { is64BitCode, setSegment } from '../../registers/segments';
import {
  ATTENTION,
  CPL,
  CS,
  EFER,
  FMASK,
  GS,
  GUEST,
  KERNEL_GS_BASE,
  LAPSING,
  LSTAR,
  RFLAGS,
  RIP,
  SEGMENT_BASE,
  SINGLE_STEP,
  SS,
  STAR,
  SYSENTER_CS,
  SYSENTER_EIP,
  SYSENTER_ESP,
} from '../../state/processor-layout';
import { requireRing0 } from './system-checks';
import { RCX, RDX, RSP } from './wide-registers';

const R11 = RCX + 2 * 10;
/** Access rights of the flat segments that these instructions load without looking at a table. */
const CODE_64 = 0xa09b,
  CODE_32 = 0xc09b,
  DATA = 0xc093;
/** Flags that SYSRET takes from R11. */
const SYSRET_FLAGS = 0x3c_7fd7;

function flatCode(p: Processor, selector: number, level: number, is64Bit: boolean): void {
  setSegment(p, CS, selector, 0n, -1, (is64Bit ? CODE_64 : CODE_32) | (level << 5));
  setCpl(p, level);
}

const flatStack = (p: Processor, selector: number, level: number): void =>
  setSegment(p, SS, selector, 0n, -1, DATA | (level << 5));

function takeFlags(p: Processor, value: number): void {
  setRflags(p, value);
  if ((value & RF) === 0) return;
  p.s[LAPSING] &= ~RF;
  p.s[ATTENTION] = 1;
}

/**
 * SYSCALL and SYSRET are single-stepped by the TF that they leave, not by the one that they found: with TF in IA32_FMASK a
 * debugger steps over the system call.
 */
function stepByFinalFlags(p: Processor): void {
  p.s[SINGLE_STEP] = (p.s[RFLAGS] & TF) === 0 ? 0 : 1 + p.s[GUEST];
}

/** SDM Vol. 2: "SYSCALL—Fast System Call". Compatibility mode enters by IA32_CSTAR only on processors of another maker. */
const syscall: Operation = (p) => {
  const { s, q } = p;
  if (!is64BitCode(p) || (s[EFER] & EFER_SCE) === 0) raise(p, UD);
  q[RCX >> 1] = q[RIP >> 1] as bigint;
  const flags = getRflags(p);
  q[R11 >> 1] = BigInt(flags >>> 0);
  q[RIP >> 1] = q[LSTAR >> 1] as bigint;
  setRflags(p, flags & ~s[FMASK] & ~RF);
  stepByFinalFlags(p);
  const selector = s[STAR + 1] & 0xffff;
  flatCode(p, selector & 0xfffc, 0, true);
  flatStack(p, (selector + 8) & 0xffff, 0);
};

/** SDM Vol. 2: "SYSRET—Return From Fast System Call". */
const sysret: Operation = (p, i) => {
  const { s, q } = p;
  if (!is64BitCode(p) || (s[EFER] & EFER_SCE) === 0) raise(p, UD);
  requireRing0(p);
  const target = q[RCX >> 1] as bigint;
  const wide = i.operandSize === 8;
  if (wide && !isCanonical(target, linearAddressBits(p))) raiseWithCode(p, GP, 0);
  q[RIP >> 1] = wide ? target : BigInt.asUintN(32, target);
  takeFlags(p, s[R11] & SYSRET_FLAGS);
  stepByFinalFlags(p);
  const selector = (s[STAR + 1] >>> 16) & 0xffff;
  flatCode(p, ((selector + (wide ? 16 : 0)) & 0xffff) | 3, 3, wide);
  flatStack(p, ((selector + 8) & 0xffff) | 3, 3);
};

/** SDM Vol. 2: "SYSENTER—Fast System Call". */
const sysenter: Operation = (p) => {
  const { s, q } = p;
  const selector = s[SYSENTER_CS] & 0xfffc;
  if (isRealMode(p) || selector === 0) raiseWithCode(p, GP, 0);
  const wide = isLongMode(p);
  s[RFLAGS] &= ~(VM | IF);
  q[RSP >> 1] = wide ? (q[SYSENTER_ESP >> 1] as bigint) : BigInt(s[SYSENTER_ESP] >>> 0);
  q[RIP >> 1] = wide ? (q[SYSENTER_EIP >> 1] as bigint) : BigInt(s[SYSENTER_EIP] >>> 0);
  flatCode(p, selector, 0, wide);
  flatStack(p, (selector + 8) & 0xffff, 0);
};

/** SDM Vol. 2: "SYSEXIT—Fast Return from Fast System Call". */
const sysexit: Operation = (p, i) => {
  const { s, q } = p;
  const selector = s[SYSENTER_CS] & 0xfffc;
  if (isRealMode(p) || selector === 0) raiseWithCode(p, GP, 0);
  requireRing0(p);
  const wide = i.operandSize === 8;
  const stack = q[RCX >> 1] as bigint;
  const target = q[RDX >> 1] as bigint;
  const bits = linearAddressBits(p);
  if (wide && (!isCanonical(stack, bits) || !isCanonical(target, bits))) raiseWithCode(p, GP, 0);
  q[RSP >> 1] = wide ? stack : BigInt.asUintN(32, stack);
  q[RIP >> 1] = wide ? target : BigInt.asUintN(32, target);
  flatCode(p, ((selector + (wide ? 32 : 16)) & 0xffff) | 3, 3, wide);
  flatStack(p, ((selector + (wide ? 40 : 24)) & 0xffff) | 3, 3);
};

const swapgs: Operation = (p) => {
  if (p.s[CPL] !== 0) raiseWithCode(p, GP, 0);
  const base = (SEGMENT_BASE >> 1) + GS;
  const old = p.q[base] as bigint;
  p.q[base] = p.q[KERNEL_GS_BASE >> 1] as bigint;
  p.q[KERNEL_GS_BASE >> 1] = old;
};

export const systemCallOperations: readonly (readonly [string, Operation])[] = [
  ['syscall', syscall],
  ['sysret', sysret],
  ['sysenter', sysenter],
  ['sysexit', sysexit],
  ['swapgs', swapgs],
];
