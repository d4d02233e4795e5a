import type { Operation } from '../decode/instruction';
import { HIGH } from '../state/processor-layout';
import { adc64, add64, dec64, inc64, logic64, sbb64, sub64 } from './arithmetic-flags';
import {
  gpr32,
  gprHigh,
  modifyMemory64,
  modifyRm64,
  readMemory64,
  setGpr64,
  storeMemory64,
  storeRm64,
} from './operands';

/**
 * 64-bit arithmetic and logic on halves: the low half is passed on, the high half waits in HIGH. Keys as in arithmetic-8;
 * r and m tell a register from memory in ModRM.rm.
 */
export const ARITHMETIC_64: readonly [string, Operation][] = [
  [
    'add.EG8r',
    (p, i) =>
      setGpr64(p, i.rm, add64(p, gpr32(p, i.rm), gprHigh(p, i.rm), gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]),
  ],
  [
    'add.EG8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, add64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]);
    },
  ],
  [
    'add.GE8r',
    (p, i) =>
      setGpr64(p, i.reg, add64(p, gpr32(p, i.reg), gprHigh(p, i.reg), gpr32(p, i.rm), gprHigh(p, i.rm)), p.s[HIGH]),
  ],
  [
    'add.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      setGpr64(p, i.reg, add64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]), p.s[HIGH]);
    },
  ],
  [
    'add.EI8r',
    (p, i) => setGpr64(p, i.rm, add64(p, gpr32(p, i.rm), gprHigh(p, i.rm), i.immediateLow, i.immediateHigh), p.s[HIGH]),
  ],
  [
    'add.EI8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, add64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh), p.s[HIGH]);
    },
  ],
  [
    'or.EG8r',
    (p, i) =>
      setGpr64(p, i.rm, logic64(p, gpr32(p, i.rm) | gpr32(p, i.reg), gprHigh(p, i.rm) | gprHigh(p, i.reg)), p.s[HIGH]),
  ],
  [
    'or.EG8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, logic64(p, low | gpr32(p, i.reg), p.s[HIGH] | gprHigh(p, i.reg)), p.s[HIGH]);
    },
  ],
  [
    'or.GE8r',
    (p, i) =>
      setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) | gpr32(p, i.rm), gprHigh(p, i.reg) | gprHigh(p, i.rm)), p.s[HIGH]),
  ],
  [
    'or.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) | low, gprHigh(p, i.reg) | p.s[HIGH]), p.s[HIGH]);
    },
  ],
  [
    'or.EI8r',
    (p, i) =>
      setGpr64(p, i.rm, logic64(p, gpr32(p, i.rm) | i.immediateLow, gprHigh(p, i.rm) | i.immediateHigh), p.s[HIGH]),
  ],
  [
    'or.EI8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, logic64(p, low | i.immediateLow, p.s[HIGH] | i.immediateHigh), p.s[HIGH]);
    },
  ],
  [
    'adc.EG8r',
    (p, i) =>
      setGpr64(p, i.rm, adc64(p, gpr32(p, i.rm), gprHigh(p, i.rm), gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]),
  ],
  [
    'adc.EG8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, adc64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]);
    },
  ],
  [
    'adc.GE8r',
    (p, i) =>
      setGpr64(p, i.reg, adc64(p, gpr32(p, i.reg), gprHigh(p, i.reg), gpr32(p, i.rm), gprHigh(p, i.rm)), p.s[HIGH]),
  ],
  [
    'adc.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      setGpr64(p, i.reg, adc64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]), p.s[HIGH]);
    },
  ],
  [
    'adc.EI8r',
    (p, i) => setGpr64(p, i.rm, adc64(p, gpr32(p, i.rm), gprHigh(p, i.rm), i.immediateLow, i.immediateHigh), p.s[HIGH]),
  ],
  [
    'adc.EI8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, adc64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh), p.s[HIGH]);
    },
  ],
  [
    'sbb.EG8r',
    (p, i) =>
      setGpr64(p, i.rm, sbb64(p, gpr32(p, i.rm), gprHigh(p, i.rm), gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]),
  ],
  [
    'sbb.EG8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, sbb64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]);
    },
  ],
  [
    'sbb.GE8r',
    (p, i) =>
      setGpr64(p, i.reg, sbb64(p, gpr32(p, i.reg), gprHigh(p, i.reg), gpr32(p, i.rm), gprHigh(p, i.rm)), p.s[HIGH]),
  ],
  [
    'sbb.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      setGpr64(p, i.reg, sbb64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]), p.s[HIGH]);
    },
  ],
  [
    'sbb.EI8r',
    (p, i) => setGpr64(p, i.rm, sbb64(p, gpr32(p, i.rm), gprHigh(p, i.rm), i.immediateLow, i.immediateHigh), p.s[HIGH]),
  ],
  [
    'sbb.EI8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, sbb64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh), p.s[HIGH]);
    },
  ],
  [
    'and.EG8r',
    (p, i) =>
      setGpr64(p, i.rm, logic64(p, gpr32(p, i.rm) & gpr32(p, i.reg), gprHigh(p, i.rm) & gprHigh(p, i.reg)), p.s[HIGH]),
  ],
  [
    'and.EG8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, logic64(p, low & gpr32(p, i.reg), p.s[HIGH] & gprHigh(p, i.reg)), p.s[HIGH]);
    },
  ],
  [
    'and.GE8r',
    (p, i) =>
      setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) & gpr32(p, i.rm), gprHigh(p, i.reg) & gprHigh(p, i.rm)), p.s[HIGH]),
  ],
  [
    'and.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) & low, gprHigh(p, i.reg) & p.s[HIGH]), p.s[HIGH]);
    },
  ],
  [
    'and.EI8r',
    (p, i) =>
      setGpr64(p, i.rm, logic64(p, gpr32(p, i.rm) & i.immediateLow, gprHigh(p, i.rm) & i.immediateHigh), p.s[HIGH]),
  ],
  [
    'and.EI8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, logic64(p, low & i.immediateLow, p.s[HIGH] & i.immediateHigh), p.s[HIGH]);
    },
  ],
  [
    'sub.EG8r',
    (p, i) =>
      setGpr64(p, i.rm, sub64(p, gpr32(p, i.rm), gprHigh(p, i.rm), gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]),
  ],
  [
    'sub.EG8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, sub64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]);
    },
  ],
  [
    'sub.GE8r',
    (p, i) =>
      setGpr64(p, i.reg, sub64(p, gpr32(p, i.reg), gprHigh(p, i.reg), gpr32(p, i.rm), gprHigh(p, i.rm)), p.s[HIGH]),
  ],
  [
    'sub.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      setGpr64(p, i.reg, sub64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]), p.s[HIGH]);
    },
  ],
  [
    'sub.EI8r',
    (p, i) => setGpr64(p, i.rm, sub64(p, gpr32(p, i.rm), gprHigh(p, i.rm), i.immediateLow, i.immediateHigh), p.s[HIGH]),
  ],
  [
    'sub.EI8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, sub64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh), p.s[HIGH]);
    },
  ],
  [
    'xor.EG8r',
    (p, i) =>
      setGpr64(p, i.rm, logic64(p, gpr32(p, i.rm) ^ gpr32(p, i.reg), gprHigh(p, i.rm) ^ gprHigh(p, i.reg)), p.s[HIGH]),
  ],
  [
    'xor.EG8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, logic64(p, low ^ gpr32(p, i.reg), p.s[HIGH] ^ gprHigh(p, i.reg)), p.s[HIGH]);
    },
  ],
  [
    'xor.GE8r',
    (p, i) =>
      setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) ^ gpr32(p, i.rm), gprHigh(p, i.reg) ^ gprHigh(p, i.rm)), p.s[HIGH]),
  ],
  [
    'xor.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) ^ low, gprHigh(p, i.reg) ^ p.s[HIGH]), p.s[HIGH]);
    },
  ],
  [
    'xor.EI8r',
    (p, i) =>
      setGpr64(p, i.rm, logic64(p, gpr32(p, i.rm) ^ i.immediateLow, gprHigh(p, i.rm) ^ i.immediateHigh), p.s[HIGH]),
  ],
  [
    'xor.EI8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, logic64(p, low ^ i.immediateLow, p.s[HIGH] ^ i.immediateHigh), p.s[HIGH]);
    },
  ],
  ['cmp.EG8r', (p, i) => void sub64(p, gpr32(p, i.rm), gprHigh(p, i.rm), gpr32(p, i.reg), gprHigh(p, i.reg))],
  [
    'cmp.EG8m',
    (p, i) => {
      const low = readMemory64(p, i);
      sub64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg));
    },
  ],
  ['cmp.GE8r', (p, i) => void sub64(p, gpr32(p, i.reg), gprHigh(p, i.reg), gpr32(p, i.rm), gprHigh(p, i.rm))],
  [
    'cmp.GE8m',
    (p, i) => {
      const low = readMemory64(p, i);
      sub64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]);
    },
  ],
  ['cmp.EI8r', (p, i) => void sub64(p, gpr32(p, i.rm), gprHigh(p, i.rm), i.immediateLow, i.immediateHigh)],
  [
    'cmp.EI8m',
    (p, i) => {
      const low = readMemory64(p, i);
      sub64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh);
    },
  ],
  ['test.EG8r', (p, i) => void logic64(p, gpr32(p, i.rm) & gpr32(p, i.reg), gprHigh(p, i.rm) & gprHigh(p, i.reg))],
  [
    'test.EG8m',
    (p, i) => {
      const low = readMemory64(p, i);
      logic64(p, low & gpr32(p, i.reg), p.s[HIGH] & gprHigh(p, i.reg));
    },
  ],
  ['test.EI8r', (p, i) => void logic64(p, gpr32(p, i.rm) & i.immediateLow, gprHigh(p, i.rm) & i.immediateHigh)],
  [
    'test.EI8m',
    (p, i) => {
      const low = readMemory64(p, i);
      logic64(p, low & i.immediateLow, p.s[HIGH] & i.immediateHigh);
    },
  ],
  [
    'not.E8',
    (p, i) => {
      const low = modifyRm64(p, i);
      storeRm64(p, i, ~low, ~p.s[HIGH]);
    },
  ],
  [
    'neg.E8',
    (p, i) => {
      const low = modifyRm64(p, i);
      storeRm64(p, i, sub64(p, 0, 0, low, p.s[HIGH]), p.s[HIGH]);
    },
  ],
  ['inc.E8r', (p, i) => setGpr64(p, i.rm, inc64(p, gpr32(p, i.rm), gprHigh(p, i.rm)), p.s[HIGH])],
  [
    'inc.E8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, inc64(p, low, p.s[HIGH]), p.s[HIGH]);
    },
  ],
  ['dec.E8r', (p, i) => setGpr64(p, i.rm, dec64(p, gpr32(p, i.rm), gprHigh(p, i.rm)), p.s[HIGH])],
  [
    'dec.E8m',
    (p, i) => {
      const low = modifyMemory64(p, i);
      storeMemory64(p, dec64(p, low, p.s[HIGH]), p.s[HIGH]);
    },
  ],
];
