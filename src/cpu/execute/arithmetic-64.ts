import type { Operation } from '../decode/instruction';
import { HIGH } from '../state/processor-layout';
import { adc64, add64, dec64, inc64, logic64, sbb64, sub64 } from './arithmetic-flags';
import { gpr32, gprHigh, modifyRm64, readRm64, setGpr64, storeRm64 } from './operands';

/** 64-bit arithmetic and logic on halves: the low half is passed on, the high half waits in HIGH. Keys as in arithmetic-8. */
export const ARITHMETIC_64: readonly [string, Operation][] = [
  ['add.EG8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, add64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]);
  }],
  ['add.GE8', (p, i) => {
    const low = readRm64(p, i);
    setGpr64(p, i.reg, add64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]), p.s[HIGH]);
  }],
  ['add.EI8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, add64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh), p.s[HIGH]);
  }],
  ['or.EG8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, logic64(p, low | gpr32(p, i.reg), p.s[HIGH] | gprHigh(p, i.reg)), p.s[HIGH]);
  }],
  ['or.GE8', (p, i) => {
    const low = readRm64(p, i);
    setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) | low, gprHigh(p, i.reg) | p.s[HIGH]), p.s[HIGH]);
  }],
  ['or.EI8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, logic64(p, low | i.immediateLow, p.s[HIGH] | i.immediateHigh), p.s[HIGH]);
  }],
  ['adc.EG8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, adc64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]);
  }],
  ['adc.GE8', (p, i) => {
    const low = readRm64(p, i);
    setGpr64(p, i.reg, adc64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]), p.s[HIGH]);
  }],
  ['adc.EI8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, adc64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh), p.s[HIGH]);
  }],
  ['sbb.EG8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, sbb64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]);
  }],
  ['sbb.GE8', (p, i) => {
    const low = readRm64(p, i);
    setGpr64(p, i.reg, sbb64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]), p.s[HIGH]);
  }],
  ['sbb.EI8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, sbb64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh), p.s[HIGH]);
  }],
  ['and.EG8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, logic64(p, low & gpr32(p, i.reg), p.s[HIGH] & gprHigh(p, i.reg)), p.s[HIGH]);
  }],
  ['and.GE8', (p, i) => {
    const low = readRm64(p, i);
    setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) & low, gprHigh(p, i.reg) & p.s[HIGH]), p.s[HIGH]);
  }],
  ['and.EI8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, logic64(p, low & i.immediateLow, p.s[HIGH] & i.immediateHigh), p.s[HIGH]);
  }],
  ['sub.EG8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, sub64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg)), p.s[HIGH]);
  }],
  ['sub.GE8', (p, i) => {
    const low = readRm64(p, i);
    setGpr64(p, i.reg, sub64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]), p.s[HIGH]);
  }],
  ['sub.EI8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, sub64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh), p.s[HIGH]);
  }],
  ['xor.EG8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, logic64(p, low ^ gpr32(p, i.reg), p.s[HIGH] ^ gprHigh(p, i.reg)), p.s[HIGH]);
  }],
  ['xor.GE8', (p, i) => {
    const low = readRm64(p, i);
    setGpr64(p, i.reg, logic64(p, gpr32(p, i.reg) ^ low, gprHigh(p, i.reg) ^ p.s[HIGH]), p.s[HIGH]);
  }],
  ['xor.EI8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, logic64(p, low ^ i.immediateLow, p.s[HIGH] ^ i.immediateHigh), p.s[HIGH]);
  }],
  ['cmp.EG8', (p, i) => {
    const low = readRm64(p, i);
    sub64(p, low, p.s[HIGH], gpr32(p, i.reg), gprHigh(p, i.reg));
  }],
  ['cmp.GE8', (p, i) => {
    const low = readRm64(p, i);
    sub64(p, gpr32(p, i.reg), gprHigh(p, i.reg), low, p.s[HIGH]);
  }],
  ['cmp.EI8', (p, i) => {
    const low = readRm64(p, i);
    sub64(p, low, p.s[HIGH], i.immediateLow, i.immediateHigh);
  }],
  ['test.EG8', (p, i) => {
    const low = readRm64(p, i);
    logic64(p, low & gpr32(p, i.reg), p.s[HIGH] & gprHigh(p, i.reg));
  }],
  ['test.EI8', (p, i) => {
    const low = readRm64(p, i);
    logic64(p, low & i.immediateLow, p.s[HIGH] & i.immediateHigh);
  }],
  ['not.E8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, ~low, ~p.s[HIGH]);
  }],
  ['neg.E8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, sub64(p, 0, 0, low, p.s[HIGH]), p.s[HIGH]);
  }],
  ['inc.E8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, inc64(p, low, p.s[HIGH]), p.s[HIGH]);
  }],
  ['dec.E8', (p, i) => {
    const low = modifyRm64(p, i);
    storeRm64(p, i, dec64(p, low, p.s[HIGH]), p.s[HIGH]);
  }],
];
