import type { Operation } from '../decode/instruction';
import { read8, write8, write16, write32, write64 } from '../mmu/memory';
import { ADDRESS, GPR, HIGH } from '../state/processor-layout';
import {
  effectiveAddress,
  getGpr8,
  getGpr16,
  gpr32,
  gprHigh,
  offsetOf,
  readMemory32,
  readMemory64,
  readRm8,
  readRm16,
  readRm32,
  setGpr8,
  setGpr16,
  setGpr32,
  setGpr64,
} from './operands';

/** Moves. Keys as in arithmetic-8, with m or r where the kind of ModRM.rm decides. */
export const DATA_MOVEMENT: readonly [string, Operation][] = [
  ['mov.EG1r', (p, i) => setGpr8(p, i, i.rm, getGpr8(p, i, i.reg))],
  ['mov.EG2r', (p, i) => setGpr16(p, i.rm, getGpr16(p, i.reg))],
  ['mov.EG4r', (p, i) => setGpr32(p, i.rm, gpr32(p, i.reg))],
  ['mov.EG8r', (p, i) => setGpr64(p, i.rm, gpr32(p, i.reg), gprHigh(p, i.reg))],
  [
    'mov.EG1m',
    (p, i) => {
      effectiveAddress(p, i);
      write8(p, p.s[ADDRESS], p.s[ADDRESS + 1], getGpr8(p, i, i.reg));
    },
  ],
  [
    'mov.EG2m',
    (p, i) => {
      effectiveAddress(p, i);
      write16(p, p.s[ADDRESS], p.s[ADDRESS + 1], getGpr16(p, i.reg));
    },
  ],
  [
    'mov.EG4m',
    (p, i) => {
      effectiveAddress(p, i);
      write32(p, p.s[ADDRESS], p.s[ADDRESS + 1], gpr32(p, i.reg));
    },
  ],
  [
    'mov.EG8m',
    (p, i) => {
      effectiveAddress(p, i);
      write64(p, p.s[ADDRESS], p.s[ADDRESS + 1], gpr32(p, i.reg), gprHigh(p, i.reg));
    },
  ],
  ['mov.GE1', (p, i) => setGpr8(p, i, i.reg, readRm8(p, i))],
  ['mov.GE2', (p, i) => setGpr16(p, i.reg, readRm16(p, i))],
  ['mov.GE4r', (p, i) => setGpr32(p, i.reg, gpr32(p, i.rm))],
  ['mov.GE4m', (p, i) => setGpr32(p, i.reg, readMemory32(p, i))],
  ['mov.GE8r', (p, i) => setGpr64(p, i.reg, gpr32(p, i.rm), gprHigh(p, i.rm))],
  [
    'mov.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      setGpr64(p, i.reg, low, p.s[HIGH]);
    },
  ],
  ['mov.EI1r', (p, i) => setGpr8(p, i, i.rm, i.immediateLow)],
  ['mov.EI2r', (p, i) => setGpr16(p, i.rm, i.immediateLow)],
  ['mov.EI4r', (p, i) => setGpr32(p, i.rm, i.immediateLow)],
  ['mov.EI8r', (p, i) => setGpr64(p, i.rm, i.immediateLow, i.immediateHigh)],
  [
    'mov.EI1m',
    (p, i) => {
      effectiveAddress(p, i);
      write8(p, p.s[ADDRESS], p.s[ADDRESS + 1], i.immediateLow);
    },
  ],
  [
    'mov.EI2m',
    (p, i) => {
      effectiveAddress(p, i);
      write16(p, p.s[ADDRESS], p.s[ADDRESS + 1], i.immediateLow);
    },
  ],
  [
    'mov.EI4m',
    (p, i) => {
      effectiveAddress(p, i);
      write32(p, p.s[ADDRESS], p.s[ADDRESS + 1], i.immediateLow);
    },
  ],
  [
    'mov.EI8m',
    (p, i) => {
      effectiveAddress(p, i);
      write64(p, p.s[ADDRESS], p.s[ADDRESS + 1], i.immediateLow, i.immediateHigh);
    },
  ],

  ['movzx_byte.GE2', (p, i) => setGpr16(p, i.reg, readRm8(p, i))],
  ['movzx_byte', (p, i) => setGpr32(p, i.reg, readRm8(p, i))],
  ['movzx_word.GE2', (p, i) => setGpr16(p, i.reg, readRm16(p, i))],
  ['movzx_word', (p, i) => setGpr32(p, i.reg, readRm16(p, i))],
  ['movsx_byte.GE2', (p, i) => setGpr16(p, i.reg, (readRm8(p, i) << 24) >> 24)],
  ['movsx_byte.GE4', (p, i) => setGpr32(p, i.reg, (readRm8(p, i) << 24) >> 24)],
  [
    'movsx_byte.GE8',
    (p, i) => {
      const value = (readRm8(p, i) << 24) >> 24;
      setGpr64(p, i.reg, value, value >> 31);
    },
  ],
  ['movsx_word.GE2', (p, i) => setGpr16(p, i.reg, readRm16(p, i))],
  ['movsx_word.GE4', (p, i) => setGpr32(p, i.reg, (readRm16(p, i) << 16) >> 16)],
  [
    'movsx_word.GE8',
    (p, i) => {
      const value = (readRm16(p, i) << 16) >> 16;
      setGpr64(p, i.reg, value, value >> 31);
    },
  ],
  ['movsxd.GE2', (p, i) => setGpr16(p, i.reg, readRm16(p, i))],
  ['movsxd.GE4', (p, i) => setGpr32(p, i.reg, readRm32(p, i))],
  [
    'movsxd.GE8',
    (p, i) => {
      const value = readRm32(p, i);
      setGpr64(p, i.reg, value, value >> 31);
    },
  ],

  [
    'lea.GE2',
    (p, i) => {
      offsetOf(p, i);
      setGpr16(p, i.reg, p.s[ADDRESS]);
    },
  ],
  [
    'lea.GE4',
    (p, i) => {
      offsetOf(p, i);
      setGpr32(p, i.reg, p.s[ADDRESS]);
    },
  ],
  [
    'lea.GE8',
    (p, i) => {
      offsetOf(p, i);
      setGpr64(p, i.reg, p.s[ADDRESS], p.s[ADDRESS + 1]);
    },
  ],

  [
    'cbw',
    (p, i) => {
      const low = gpr32(p, 0);
      if (i.operandSize === 8) setGpr64(p, 0, low, low >> 31);
      else if (i.operandSize === 4) setGpr32(p, 0, (low << 16) >> 16);
      else setGpr16(p, 0, (low << 24) >> 24);
    },
  ],
  [
    'cwd',
    (p, i) => {
      if (i.operandSize === 8) setGpr64(p, 2, gprHigh(p, 0) >> 31, gprHigh(p, 0) >> 31);
      else if (i.operandSize === 4) setGpr32(p, 2, gpr32(p, 0) >> 31);
      else setGpr16(p, 2, (gpr32(p, 0) << 16) >> 31);
    },
  ],
  // AL = byte at [RBX + AL]: AL stands in for the displacement.
  [
    'xlat',
    (p, i) => {
      i.base = 3;
      i.displacementLow = p.b[GPR * 4];
      effectiveAddress(p, i);
      p.b[GPR * 4] = read8(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
    },
  ],
];
