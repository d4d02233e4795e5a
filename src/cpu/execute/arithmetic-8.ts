import type { Operation } from '../decode/instruction';
import { adc8, add8, dec8, inc8, logic8, sbb8, sub8 } from './arithmetic-flags';
import { getGpr8, modifyRm8, readRm8, setGpr8, storeRm8 } from './operands';

/**
 * 8-bit arithmetic and logic. A key is the operation, the pattern of its operands (E: ModRM.rm, G: ModRM.reg,
 * I: immediate; the destination first) and their bytes. Each function stands by itself, so that the host's compiler
 * inlines what it calls.
 */
export const ARITHMETIC_8: readonly [string, Operation][] = [
  ['add.EG1', (p, i) => storeRm8(p, i, add8(p, modifyRm8(p, i), getGpr8(p, i, i.reg)))],
  ['add.GE1', (p, i) => setGpr8(p, i, i.reg, add8(p, getGpr8(p, i, i.reg), readRm8(p, i)))],
  ['add.EI1', (p, i) => storeRm8(p, i, add8(p, modifyRm8(p, i), i.immediateLow & 0xff))],
  ['or.EG1', (p, i) => storeRm8(p, i, logic8(p, modifyRm8(p, i) | getGpr8(p, i, i.reg)))],
  ['or.GE1', (p, i) => setGpr8(p, i, i.reg, logic8(p, getGpr8(p, i, i.reg) | readRm8(p, i)))],
  ['or.EI1', (p, i) => storeRm8(p, i, logic8(p, modifyRm8(p, i) | (i.immediateLow & 0xff)))],
  ['adc.EG1', (p, i) => storeRm8(p, i, adc8(p, modifyRm8(p, i), getGpr8(p, i, i.reg)))],
  ['adc.GE1', (p, i) => setGpr8(p, i, i.reg, adc8(p, getGpr8(p, i, i.reg), readRm8(p, i)))],
  ['adc.EI1', (p, i) => storeRm8(p, i, adc8(p, modifyRm8(p, i), i.immediateLow & 0xff))],
  ['sbb.EG1', (p, i) => storeRm8(p, i, sbb8(p, modifyRm8(p, i), getGpr8(p, i, i.reg)))],
  ['sbb.GE1', (p, i) => setGpr8(p, i, i.reg, sbb8(p, getGpr8(p, i, i.reg), readRm8(p, i)))],
  ['sbb.EI1', (p, i) => storeRm8(p, i, sbb8(p, modifyRm8(p, i), i.immediateLow & 0xff))],
  ['and.EG1', (p, i) => storeRm8(p, i, logic8(p, modifyRm8(p, i) & getGpr8(p, i, i.reg)))],
  ['and.GE1', (p, i) => setGpr8(p, i, i.reg, logic8(p, getGpr8(p, i, i.reg) & readRm8(p, i)))],
  ['and.EI1', (p, i) => storeRm8(p, i, logic8(p, modifyRm8(p, i) & (i.immediateLow & 0xff)))],
  ['sub.EG1', (p, i) => storeRm8(p, i, sub8(p, modifyRm8(p, i), getGpr8(p, i, i.reg)))],
  ['sub.GE1', (p, i) => setGpr8(p, i, i.reg, sub8(p, getGpr8(p, i, i.reg), readRm8(p, i)))],
  ['sub.EI1', (p, i) => storeRm8(p, i, sub8(p, modifyRm8(p, i), i.immediateLow & 0xff))],
  ['xor.EG1', (p, i) => storeRm8(p, i, logic8(p, modifyRm8(p, i) ^ getGpr8(p, i, i.reg)))],
  ['xor.GE1', (p, i) => setGpr8(p, i, i.reg, logic8(p, getGpr8(p, i, i.reg) ^ readRm8(p, i)))],
  ['xor.EI1', (p, i) => storeRm8(p, i, logic8(p, modifyRm8(p, i) ^ (i.immediateLow & 0xff)))],
  ['cmp.EG1', (p, i) => void sub8(p, readRm8(p, i), getGpr8(p, i, i.reg))],
  ['cmp.GE1', (p, i) => void sub8(p, getGpr8(p, i, i.reg), readRm8(p, i))],
  ['cmp.EI1', (p, i) => void sub8(p, readRm8(p, i), i.immediateLow & 0xff)],
  ['test.EG1', (p, i) => void logic8(p, readRm8(p, i) & getGpr8(p, i, i.reg))],
  ['test.EI1', (p, i) => void logic8(p, readRm8(p, i) & (i.immediateLow & 0xff))],
  ['not.E1', (p, i) => storeRm8(p, i, ~modifyRm8(p, i))],
  ['neg.E1', (p, i) => storeRm8(p, i, sub8(p, 0, modifyRm8(p, i)))],
  ['inc.E1', (p, i) => storeRm8(p, i, inc8(p, modifyRm8(p, i)))],
  ['dec.E1', (p, i) => storeRm8(p, i, dec8(p, modifyRm8(p, i)))],
];
