import type { Operation } from '../decode/instruction';
import { adc32, add32, dec32, inc32, logic32, sbb32, sub32 } from './arithmetic-flags';
import { gpr32, modifyRm32, readRm32, setGpr32, storeRm32 } from './operands';

/**
 * 32-bit arithmetic and logic. A key is the operation, the pattern of its operands (E: ModRM.rm, G: ModRM.reg,
 * I: immediate; the destination first) and their bytes. Each function stands by itself, so that the host's compiler
 * inlines what it calls.
 */
export const ARITHMETIC_32: readonly [string, Operation][] = [
  ['add.EG4', (p, i) => storeRm32(p, i, add32(p, modifyRm32(p, i), gpr32(p, i.reg)))],
  ['add.GE4', (p, i) => setGpr32(p, i.reg, add32(p, gpr32(p, i.reg), readRm32(p, i)))],
  ['add.EI4', (p, i) => storeRm32(p, i, add32(p, modifyRm32(p, i), i.immediateLow | 0))],
  ['or.EG4', (p, i) => storeRm32(p, i, logic32(p, modifyRm32(p, i) | gpr32(p, i.reg)))],
  ['or.GE4', (p, i) => setGpr32(p, i.reg, logic32(p, gpr32(p, i.reg) | readRm32(p, i)))],
  ['or.EI4', (p, i) => storeRm32(p, i, logic32(p, modifyRm32(p, i) | (i.immediateLow | 0)))],
  ['adc.EG4', (p, i) => storeRm32(p, i, adc32(p, modifyRm32(p, i), gpr32(p, i.reg)))],
  ['adc.GE4', (p, i) => setGpr32(p, i.reg, adc32(p, gpr32(p, i.reg), readRm32(p, i)))],
  ['adc.EI4', (p, i) => storeRm32(p, i, adc32(p, modifyRm32(p, i), i.immediateLow | 0))],
  ['sbb.EG4', (p, i) => storeRm32(p, i, sbb32(p, modifyRm32(p, i), gpr32(p, i.reg)))],
  ['sbb.GE4', (p, i) => setGpr32(p, i.reg, sbb32(p, gpr32(p, i.reg), readRm32(p, i)))],
  ['sbb.EI4', (p, i) => storeRm32(p, i, sbb32(p, modifyRm32(p, i), i.immediateLow | 0))],
  ['and.EG4', (p, i) => storeRm32(p, i, logic32(p, modifyRm32(p, i) & gpr32(p, i.reg)))],
  ['and.GE4', (p, i) => setGpr32(p, i.reg, logic32(p, gpr32(p, i.reg) & readRm32(p, i)))],
  ['and.EI4', (p, i) => storeRm32(p, i, logic32(p, modifyRm32(p, i) & (i.immediateLow | 0)))],
  ['sub.EG4', (p, i) => storeRm32(p, i, sub32(p, modifyRm32(p, i), gpr32(p, i.reg)))],
  ['sub.GE4', (p, i) => setGpr32(p, i.reg, sub32(p, gpr32(p, i.reg), readRm32(p, i)))],
  ['sub.EI4', (p, i) => storeRm32(p, i, sub32(p, modifyRm32(p, i), i.immediateLow | 0))],
  ['xor.EG4', (p, i) => storeRm32(p, i, logic32(p, modifyRm32(p, i) ^ gpr32(p, i.reg)))],
  ['xor.GE4', (p, i) => setGpr32(p, i.reg, logic32(p, gpr32(p, i.reg) ^ readRm32(p, i)))],
  ['xor.EI4', (p, i) => storeRm32(p, i, logic32(p, modifyRm32(p, i) ^ (i.immediateLow | 0)))],
  ['cmp.EG4', (p, i) => void sub32(p, readRm32(p, i), gpr32(p, i.reg))],
  ['cmp.GE4', (p, i) => void sub32(p, gpr32(p, i.reg), readRm32(p, i))],
  ['cmp.EI4', (p, i) => void sub32(p, readRm32(p, i), i.immediateLow | 0)],
  ['test.EG4', (p, i) => void logic32(p, readRm32(p, i) & gpr32(p, i.reg))],
  ['test.EI4', (p, i) => void logic32(p, readRm32(p, i) & (i.immediateLow | 0))],
  ['not.E4', (p, i) => storeRm32(p, i, ~modifyRm32(p, i))],
  ['neg.E4', (p, i) => storeRm32(p, i, sub32(p, 0, modifyRm32(p, i)))],
  ['inc.E4', (p, i) => storeRm32(p, i, inc32(p, modifyRm32(p, i)))],
  ['dec.E4', (p, i) => storeRm32(p, i, dec32(p, modifyRm32(p, i)))],
];
