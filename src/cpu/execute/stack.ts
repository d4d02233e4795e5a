import type { Instruction, Operation } from '../decode/instruction';
import { GP, raiseWithCode, SS_FAULT } from '../interrupts/fault';
import { isCanonical } from '../mmu/linear';
import { modify8, read16, read32, read64 } from '../mmu/memory';
import type { Processor } from '../processor';
import { CR4_VME } from '../registers/control-registers';
import {
  AC_FLAG,
  ARITHMETIC_FLAGS,
  DF_FLAG,
  getRflags,
  ID,
  IF,
  IOPL,
  NT,
  RF,
  setRflags,
  TF,
  VM,
} from '../registers/flags';
import { hasIoPrivilege, isVirtual8086 } from '../registers/mode';
import { virtualFlags, virtualFlagsWord } from '../registers/virtual-flags';
import { CPL, CR4, GPR, HIGH } from '../state/processor-layout';
import {
  effectiveAddress,
  gpr32,
  gprHigh,
  readRm16,
  readRm32,
  readRm64,
  setGpr16,
  setGpr32,
  setGpr64,
  storeRm16,
  storeRm32,
  storeRm64,
} from './operands';
import { isStack32, legacyStackAddress, pop64, popNarrow, popWide, push64, pushNarrow, pushWide } from './stack-access';

/** PUSH, POP, ENTER, LEAVE, PUSHF, POPF. SDM: each instruction's entry in Vol. 2. */

const RSP = 4,
  RBP = 5;
const RSP_LOW = GPR + RSP * 2;

/** Puts the stack pointer back when what follows a pop faults. */
function restoringStack(p: Processor, oldLow: number, oldHigh: number, signal: unknown): never {
  p.s[RSP_LOW] = oldLow;
  p.s[RSP_LOW + 1] = oldHigh;
  throw signal;
}

/** POP to memory: an address that uses RSP sees its value after the pop. */
function popMemory(p: Processor, i: Instruction): void {
  const s = p.s;
  const oldLow = s[RSP_LOW];
  const oldHigh = s[RSP_LOW + 1];
  const low = popWide(p, i);
  const high = s[HIGH];
  try {
    effectiveAddress(p, i);
    if (i.operandSize === 8) storeRm64(p, i, low, high);
    else if (i.operandSize === 4) storeRm32(p, i, low);
    else storeRm16(p, i, low);
  } catch (signal) {
    restoringStack(p, oldLow, oldHigh, signal);
  }
}

/** Moves the stack pointer, as wide as the stack is; the rest of the register stays. */
function setStackTop(p: Processor, i: Instruction, low: number, high: number): void {
  if (i.codeSize === 8) setGpr64(p, RSP, low, high);
  else if (isStack32(p)) p.s[RSP_LOW] = low;
  else setGpr16(p, RSP, low);
}

/** A frame pointer of an enclosing procedure, `offset` bytes below the base pointer: low half, the high one in HIGH. */
function readFramePointer(p: Processor, i: Instruction, offset: number): number {
  const size = i.operandSize;
  const base = gpr32(p, RBP);
  if (i.codeSize !== 8) {
    const at = isStack32(p) ? (base - offset) | 0 : (base - offset) & 0xffff;
    const address = legacyStackAddress(p, at, size, false);
    return size === 4 ? read32(p, address, 0) : read16(p, address, 0);
  }
  const high = base >>> 0 < offset ? (gprHigh(p, RBP) - 1) | 0 : gprHigh(p, RBP);
  if (!isCanonical(p, high)) raiseWithCode(p, SS_FAULT, 0);
  const low = (base - offset) | 0;
  return size === 8 ? read64(p, low, high) : read16(p, low, high);
}

/** ENTER faults where a write by the new stack pointer would; nothing is written. SDM Vol. 2: "ENTER", exceptions. */
function probeStack(p: Processor, i: Instruction): void {
  const low = p.s[RSP_LOW];
  const high = p.s[RSP_LOW + 1];
  if (i.codeSize !== 8) {
    modify8(p, legacyStackAddress(p, isStack32(p) ? low : low & 0xffff, 1, true), 0);
    return;
  }
  if (!isCanonical(p, high)) raiseWithCode(p, SS_FAULT, 0);
  modify8(p, low, high);
}

/** ENTER with a nesting level copies frame pointers of the enclosing procedures. */
function enter(p: Processor, i: Instruction): void {
  const s = p.s;
  const oldLow = s[RSP_LOW];
  const oldHigh = s[RSP_LOW + 1];
  const level = i.immediate2 & 31;
  try {
    pushWide(p, i, gpr32(p, RBP), gprHigh(p, RBP));
    const frameLow = s[RSP_LOW];
    const frameHigh = s[RSP_LOW + 1];
    for (let k = 1; k < level; k++) {
      const low = readFramePointer(p, i, k * i.operandSize);
      pushWide(p, i, low, s[HIGH]);
    }
    if (level > 0) pushWide(p, i, frameLow, frameHigh);
    const size = i.immediateLow;
    const top = s[RSP_LOW];
    const topLow = (top - size) | 0;
    const topHigh = top >>> 0 < size ? (s[RSP_LOW + 1] - 1) | 0 : s[RSP_LOW + 1];
    setStackTop(p, i, topLow, topHigh);
    probeStack(p, i);
    if (i.operandSize === 2) setGpr16(p, RBP, frameLow);
    else setGpr64(p, RBP, frameLow, frameHigh);
  } catch (signal) {
    restoringStack(p, oldLow, oldHigh, signal);
  }
}

function leave(p: Processor, i: Instruction): void {
  const s = p.s;
  const oldLow = s[RSP_LOW];
  const oldHigh = s[RSP_LOW + 1];
  setStackTop(p, i, gpr32(p, RBP), gprHigh(p, RBP));
  try {
    const low = popWide(p, i);
    if (i.operandSize === 8) setGpr64(p, RBP, low, s[HIGH]);
    else if (i.operandSize === 4) setGpr32(p, RBP, low);
    else setGpr16(p, RBP, low);
  } catch (signal) {
    restoringStack(p, oldLow, oldHigh, signal);
  }
}

/**
 * Whether PUSHF and POPF show VIF as IF: in virtual-8086 mode with IOPL below 3, where they need CR4.VME and 16-bit
 * operands, or #GP(0). SDM Vol. 3: "Interrupt and Exception Handling in Virtual-8086 Mode".
 */
function showsVirtualInterruptFlag(p: Processor, i: Instruction): boolean {
  if (!isVirtual8086(p) || hasIoPrivilege(p)) return false;
  if ((p.s[CR4] & CR4_VME) === 0 || i.operandSize !== 2) raiseWithCode(p, GP, 0);
  return true;
}

/** PUSHF shows RF and VM as 0. */
function pushFlags(p: Processor, i: Instruction): void {
  if (showsVirtualInterruptFlag(p, i)) {
    pushWide(p, i, virtualFlagsWord(p), 0);
    return;
  }
  pushWide(p, i, getRflags(p) & ~(RF | VM), 0);
}

/** POPF changes IOPL only at CPL 0, IF only at CPL ≤ IOPL, and never VM, VIF, VIP; it clears RF. */
function popFlags(p: Processor, i: Instruction): void {
  const virtual = showsVirtualInterruptFlag(p, i);
  const oldLow = p.s[RSP_LOW];
  const oldHigh = p.s[RSP_LOW + 1];
  const value = popWide(p, i);
  if (virtual) {
    try {
      setRflags(p, virtualFlags(p, value) & ~RF);
    } catch (signal) {
      restoringStack(p, oldLow, oldHigh, signal);
    }
    return;
  }
  const old = getRflags(p);
  const cpl = p.s[CPL];
  let mask = ARITHMETIC_FLAGS | TF | DF_FLAG | NT;
  if (i.operandSize !== 2) mask |= AC_FLAG | ID;
  if (cpl <= (old & IOPL) >>> 12) mask |= IF;
  if (cpl === 0) mask |= IOPL;
  setRflags(p, (old & ~mask & ~RF) | (value & mask));
}

export const STACK: readonly [string, Operation][] = [
  ['push.E8r', (p, i) => push64(p, gpr32(p, i.rm), gprHigh(p, i.rm))],
  [
    'push.E8',
    (p, i) => {
      const low = readRm64(p, i);
      push64(p, low, p.s[HIGH]);
    },
  ],
  ['push.E4', (p, i) => pushNarrow(p, i, readRm32(p, i))],
  ['push.E2', (p, i) => pushNarrow(p, i, readRm16(p, i))],
  ['push.I', (p, i) => pushWide(p, i, i.immediateLow, i.immediateHigh)],
  [
    'pop.E8r',
    (p, i) => {
      const low = pop64(p);
      setGpr64(p, i.rm, low, p.s[HIGH]);
    },
  ],
  [
    'pop.E4r',
    (p, i) => {
      const value = popNarrow(p, i);
      setGpr32(p, i.rm, value);
    },
  ],
  [
    'pop.E2r',
    (p, i) => {
      const value = popNarrow(p, i);
      setGpr16(p, i.rm, value);
    },
  ],
  ['pop.E', popMemory],
  [
    'pusha',
    (p, i) => {
      const top = gpr32(p, RSP);
      const oldHigh = gprHigh(p, RSP);
      try {
        for (let n = 0; n < 8; n++) pushNarrow(p, i, n === RSP ? top : gpr32(p, n));
      } catch (signal) {
        restoringStack(p, top, oldHigh, signal);
      }
    },
  ],
  [
    'popa',
    (p, i) => {
      const oldLow = gpr32(p, RSP);
      const oldHigh = gprHigh(p, RSP);
      try {
        for (let n = 7; n >= 0; n--) {
          const value = popNarrow(p, i);
          if (n === RSP) continue;
          if (i.operandSize === 4) setGpr32(p, n, value);
          else setGpr16(p, n, value);
        }
      } catch (signal) {
        restoringStack(p, oldLow, oldHigh, signal);
      }
    },
  ],
  ['enter', enter],
  ['leave', leave],
  ['pushf', pushFlags],
  ['popf', popFlags],
];
