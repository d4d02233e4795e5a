import type { Operation } from '../decode/instruction';
import { adc16, add16, dec16, inc16, logic16, sbb16, sub16 } from './arithmetic-flags';
import { getGpr16, modifyRm16, readRm16, setGpr16, storeRm16 } from './operands';

/**
 * 16-bit arithmetic and logic. A key is the operation, the pattern of its operands (E: ModRM.rm, G: ModRM.reg,
 * I: immediate; the destination first) and their bytes. Each function stands by itself, so that the host's compiler
 * inlines what it calls.
 */
export const ARITHMETIC_16: readonly [string, Operation][] = [
  ['add.EG2', (p, i) => storeRm16(p, i, add16(p, modifyRm16(p, i), getGpr16(p, i.reg)))],
  ['add.GE2', (p, i) => setGpr16(p, i.reg, add16(p, getGpr16(p, i.reg), readRm16(p, i)))],
  ['add.EI2', (p, i) => storeRm16(p, i, add16(p, modifyRm16(p, i), i.immediateLow & 0xffff))],
  ['or.EG2', (p, i) => storeRm16(p, i, logic16(p, modifyRm16(p, i) | getGpr16(p, i.reg)))],
  ['or.GE2', (p, i) => setGpr16(p, i.reg, logic16(p, getGpr16(p, i.reg) | readRm16(p, i)))],
  ['or.EI2', (p, i) => storeRm16(p, i, logic16(p, modifyRm16(p, i) | (i.immediateLow & 0xffff)))],
  ['adc.EG2', (p, i) => storeRm16(p, i, adc16(p, modifyRm16(p, i), getGpr16(p, i.reg)))],
  ['adc.GE2', (p, i) => setGpr16(p, i.reg, adc16(p, getGpr16(p, i.reg), readRm16(p, i)))],
  ['adc.EI2', (p, i) => storeRm16(p, i, adc16(p, modifyRm16(p, i), i.immediateLow & 0xffff))],
  ['sbb.EG2', (p, i) => storeRm16(p, i, sbb16(p, modifyRm16(p, i), getGpr16(p, i.reg)))],
  ['sbb.GE2', (p, i) => setGpr16(p, i.reg, sbb16(p, getGpr16(p, i.reg), readRm16(p, i)))],
  ['sbb.EI2', (p, i) => storeRm16(p, i, sbb16(p, modifyRm16(p, i), i.immediateLow & 0xffff))],
  ['and.EG2', (p, i) => storeRm16(p, i, logic16(p, modifyRm16(p, i) & getGpr16(p, i.reg)))],
  ['and.GE2', (p, i) => setGpr16(p, i.reg, logic16(p, getGpr16(p, i.reg) & readRm16(p, i)))],
  ['and.EI2', (p, i) => storeRm16(p, i, logic16(p, modifyRm16(p, i) & (i.immediateLow & 0xffff)))],
  ['sub.EG2', (p, i) => storeRm16(p, i, sub16(p, modifyRm16(p, i), getGpr16(p, i.reg)))],
  ['sub.GE2', (p, i) => setGpr16(p, i.reg, sub16(p, getGpr16(p, i.reg), readRm16(p, i)))],
  ['sub.EI2', (p, i) => storeRm16(p, i, sub16(p, modifyRm16(p, i), i.immediateLow & 0xffff))],
  ['xor.EG2', (p, i) => storeRm16(p, i, logic16(p, modifyRm16(p, i) ^ getGpr16(p, i.reg)))],
  ['xor.GE2', (p, i) => setGpr16(p, i.reg, logic16(p, getGpr16(p, i.reg) ^ readRm16(p, i)))],
  ['xor.EI2', (p, i) => storeRm16(p, i, logic16(p, modifyRm16(p, i) ^ (i.immediateLow & 0xffff)))],
  ['cmp.EG2', (p, i) => void sub16(p, readRm16(p, i), getGpr16(p, i.reg))],
  ['cmp.GE2', (p, i) => void sub16(p, getGpr16(p, i.reg), readRm16(p, i))],
  ['cmp.EI2', (p, i) => void sub16(p, readRm16(p, i), i.immediateLow & 0xffff)],
  ['test.EG2', (p, i) => void logic16(p, readRm16(p, i) & getGpr16(p, i.reg))],
  ['test.EI2', (p, i) => void logic16(p, readRm16(p, i) & (i.immediateLow & 0xffff))],
  ['not.E2', (p, i) => storeRm16(p, i, ~modifyRm16(p, i))],
  ['neg.E2', (p, i) => storeRm16(p, i, sub16(p, 0, modifyRm16(p, i)))],
  ['inc.E2', (p, i) => storeRm16(p, i, inc16(p, modifyRm16(p, i)))],
  ['dec.E2', (p, i) => storeRm16(p, i, dec16(p, modifyRm16(p, i)))],
];
