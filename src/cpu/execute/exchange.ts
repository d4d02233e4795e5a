import type { Instruction, Operation } from '../decode/instruction';
import { GP, raiseWithCode } from '../interrupts/fault';
import { modify64, write64 } from '../mmu/memory';
import type { Processor } from '../processor';
import { setArithmeticFlags, ZF } from '../registers/flags';
import { ADDRESS, GPR, HIGH } from '../state/processor-layout';
import { add8, add16, add32, add64, sub8, sub16, sub32, sub64 } from './arithmetic-flags';
import { swapBytes } from './bit-scan';
import {
  effectiveAddress,
  getGpr8,
  getGpr16,
  gpr32,
  gprHigh,
  modifyRm8,
  modifyRm16,
  modifyRm32,
  modifyRm64,
  readRm16,
  readRm32,
  readRm64,
  setGpr8,
  setGpr16,
  setGpr32,
  setGpr64,
  storeRm8,
  storeRm16,
  storeRm32,
  storeRm64,
} from './operands';

/**
 * Exchanges. Instructions run one after the other on all processors of a machine, so LOCK needs nothing. The memory
 * operand of a CMPXCHG is written even when the comparison fails, as on a real bus.
 */

const RAX = 0,
  RCX = 1,
  RDX = 2,
  RBX = 3;

function compareExchange8b(p: Processor, i: Instruction): void {
  const s = p.s;
  effectiveAddress(p, i);
  const at = s[ADDRESS];
  const atHigh = s[ADDRESS + 1];
  const low = modify64(p, at, atHigh);
  const high = s[HIGH];
  const equal = low === gpr32(p, RAX) && high === gpr32(p, RDX);
  if (equal) write64(p, at, atHigh, gpr32(p, RBX), gpr32(p, RCX));
  else {
    write64(p, at, atHigh, low, high);
    setGpr32(p, RAX, low);
    setGpr32(p, RDX, high);
  }
  setArithmeticFlags(p, ZF, equal ? ZF : 0);
}

/** The operand must be aligned on 16 bytes: #GP(0) otherwise. */
function compareExchange16b(p: Processor, i: Instruction): void {
  const s = p.s;
  effectiveAddress(p, i);
  const at = s[ADDRESS];
  const atHigh = s[ADDRESS + 1];
  if ((at & 15) !== 0) raiseWithCode(p, GP, 0);
  const low0 = modify64(p, at, atHigh);
  const low1 = s[HIGH];
  const high0 = modify64(p, at + 8, atHigh);
  const high1 = s[HIGH];
  const equal =
    low0 === gpr32(p, RAX) && low1 === gprHigh(p, RAX) && high0 === gpr32(p, RDX) && high1 === gprHigh(p, RDX);
  if (equal) {
    write64(p, at, atHigh, gpr32(p, RBX), gprHigh(p, RBX));
    write64(p, at + 8, atHigh, gpr32(p, RCX), gprHigh(p, RCX));
  } else {
    write64(p, at, atHigh, low0, low1);
    write64(p, at + 8, atHigh, high0, high1);
    setGpr64(p, RAX, low0, low1);
    setGpr64(p, RDX, high0, high1);
  }
  setArithmeticFlags(p, ZF, equal ? ZF : 0);
}

export const EXCHANGES: readonly [string, Operation][] = [
  [
    'xchg.EG1',
    (p, i) => {
      const value = modifyRm8(p, i);
      storeRm8(p, i, getGpr8(p, i, i.reg));
      setGpr8(p, i, i.reg, value);
    },
  ],
  [
    'xchg.EG2',
    (p, i) => {
      const value = modifyRm16(p, i);
      storeRm16(p, i, getGpr16(p, i.reg));
      setGpr16(p, i.reg, value);
    },
  ],
  [
    'xchg.EG4',
    (p, i) => {
      const value = modifyRm32(p, i);
      storeRm32(p, i, gpr32(p, i.reg));
      setGpr32(p, i.reg, value);
    },
  ],
  [
    'xchg.EG8',
    (p, i) => {
      const low = modifyRm64(p, i);
      const high = p.s[HIGH];
      storeRm64(p, i, gpr32(p, i.reg), gprHigh(p, i.reg));
      setGpr64(p, i.reg, low, high);
    },
  ],

  // The source register is written before the destination, which wins when both are the same register.
  [
    'xadd.EG1',
    (p, i) => {
      const value = modifyRm8(p, i);
      const sum = add8(p, value, getGpr8(p, i, i.reg));
      setGpr8(p, i, i.reg, value);
      storeRm8(p, i, sum);
    },
  ],
  [
    'xadd.EG2',
    (p, i) => {
      const value = modifyRm16(p, i);
      const sum = add16(p, value, getGpr16(p, i.reg));
      setGpr16(p, i.reg, value);
      storeRm16(p, i, sum);
    },
  ],
  [
    'xadd.EG4',
    (p, i) => {
      const value = modifyRm32(p, i);
      const sum = add32(p, value, gpr32(p, i.reg));
      setGpr32(p, i.reg, value);
      storeRm32(p, i, sum);
    },
  ],
  [
    'xadd.EG8',
    (p, i) => {
      const low = modifyRm64(p, i);
      const high = p.s[HIGH];
      const sum = add64(p, low, high, gpr32(p, i.reg), gprHigh(p, i.reg));
      const sumHigh = p.s[HIGH];
      setGpr64(p, i.reg, low, high);
      storeRm64(p, i, sum, sumHigh);
    },
  ],

  [
    'cmpxchg.EG1',
    (p, i) => {
      const value = modifyRm8(p, i);
      const equal = sub8(p, gpr32(p, RAX) & 0xff, value) === 0;
      storeRm8(p, i, equal ? getGpr8(p, i, i.reg) : value);
      if (!equal) p.b[GPR * 4] = value;
    },
  ],
  [
    'cmpxchg.EG2',
    (p, i) => {
      const value = modifyRm16(p, i);
      const equal = sub16(p, getGpr16(p, RAX), value) === 0;
      storeRm16(p, i, equal ? getGpr16(p, i.reg) : value);
      if (!equal) setGpr16(p, RAX, value);
    },
  ],
  [
    'cmpxchg.EG4',
    (p, i) => {
      const value = modifyRm32(p, i);
      const equal = sub32(p, gpr32(p, RAX), value) === 0;
      // A register that is not exchanged keeps its upper half.
      if (equal) storeRm32(p, i, gpr32(p, i.reg));
      else if (i.memory) storeRm32(p, i, value);
      if (!equal) setGpr32(p, RAX, value);
    },
  ],
  [
    'cmpxchg.EG8',
    (p, i) => {
      const low = modifyRm64(p, i);
      const high = p.s[HIGH];
      const differs = sub64(p, gpr32(p, RAX), gprHigh(p, RAX), low, high) | p.s[HIGH];
      if (differs === 0) storeRm64(p, i, gpr32(p, i.reg), gprHigh(p, i.reg));
      else {
        storeRm64(p, i, low, high);
        setGpr64(p, RAX, low, high);
      }
    },
  ],
  ['cmpxchg8b.E4', compareExchange8b],
  ['cmpxchg8b.E8', compareExchange16b],

  ['movbe.GE2', (p, i) => setGpr16(p, i.reg, swapBytes(readRm16(p, i)) >>> 16)],
  ['movbe.GE4', (p, i) => setGpr32(p, i.reg, swapBytes(readRm32(p, i)))],
  [
    'movbe.GE8',
    (p, i) => {
      const low = readRm64(p, i);
      setGpr64(p, i.reg, swapBytes(p.s[HIGH]), swapBytes(low));
    },
  ],
  [
    'movbe.EG2',
    (p, i) => {
      effectiveAddress(p, i);
      storeRm16(p, i, swapBytes(gpr32(p, i.reg)) >>> 16);
    },
  ],
  [
    'movbe.EG4',
    (p, i) => {
      effectiveAddress(p, i);
      storeRm32(p, i, swapBytes(gpr32(p, i.reg)));
    },
  ],
  [
    'movbe.EG8',
    (p, i) => {
      effectiveAddress(p, i);
      storeRm64(p, i, swapBytes(gprHigh(p, i.reg)), swapBytes(gpr32(p, i.reg)));
    },
  ],
];
