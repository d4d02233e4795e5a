import type { Instruction, Operation } from '../decode/instruction';
import { DE, raise } from '../interrupts/fault';
import type { Processor } from '../processor';
import { GPR } from '../state/processor-layout';
import { getGpr, gpr32, gprHigh, readRm8, readRm16, readRm32, readRmBig, setGpr, setGpr16, setGpr32 } from './operands';

/**
 * Division: #DE for a divisor of 0 and for a quotient that does not fit. Flags are undefined and stay as they are.
 * SDM: "DIV", "IDIV".
 */

function store8(p: Processor, quotient: number, remainder: number): void {
  setGpr16(p, 0, (quotient & 0xff) | ((remainder & 0xff) << 8));
}

function div32(p: Processor, i: Instruction): void {
  const divisor = readRm32(p, i) >>> 0;
  const high = gpr32(p, 2) >>> 0;
  if (high >= divisor) raise(p, DE);
  const low = gpr32(p, 0) >>> 0;
  if (high < 0x20_0000) {
    // The dividend is exact in a double, and so is a difference that the divisor divides.
    const dividend = high * 0x1_0000_0000 + low;
    const remainder = dividend % divisor;
    setGpr32(p, 0, ((dividend - remainder) / divisor) | 0);
    setGpr32(p, 2, remainder | 0);
    return;
  }
  const dividend = (BigInt(high) << 32n) | BigInt(low);
  const by = BigInt(divisor);
  setGpr32(p, 0, Number(dividend / by) | 0);
  setGpr32(p, 2, Number(dividend % by) | 0);
}

function idiv32(p: Processor, i: Instruction): void {
  const divisor = readRm32(p, i);
  if (divisor === 0) raise(p, DE);
  const low = gpr32(p, 0);
  const high = gpr32(p, 2);
  if (high === low >> 31) {
    const quotient = Math.trunc(low / divisor);
    if (quotient === 0x8000_0000) raise(p, DE);
    setGpr32(p, 0, quotient | 0);
    setGpr32(p, 2, (low % divisor) | 0);
    return;
  }
  const dividend = (BigInt(high) << 32n) | BigInt(low >>> 0);
  const quotient = dividend / BigInt(divisor);
  if (BigInt.asIntN(32, quotient) !== quotient) raise(p, DE);
  setGpr32(p, 0, Number(quotient));
  setGpr32(p, 2, Number(dividend % BigInt(divisor)));
}

function div64(p: Processor, i: Instruction): void {
  const divisor = readRmBig(p, i);
  const high = getGpr(p, 2);
  if (high >= divisor) raise(p, DE);
  const dividend = (high << 64n) | getGpr(p, 0);
  const quotient = dividend / divisor;
  setGpr(p, 2, dividend % divisor);
  setGpr(p, 0, quotient);
}

function idiv64(p: Processor, i: Instruction): void {
  const divisor = BigInt.asIntN(64, readRmBig(p, i));
  if (divisor === 0n) raise(p, DE);
  const dividend = (BigInt.asIntN(64, getGpr(p, 2)) << 64n) | p.q[GPR >> 1];
  const quotient = dividend / divisor;
  if (BigInt.asIntN(64, quotient) !== quotient) raise(p, DE);
  setGpr(p, 0, quotient);
  setGpr(p, 2, dividend % divisor);
}

/** Halves that are zero make a 64-bit division a 32-bit one, which needs no BigInt. */
function div64Any(p: Processor, i: Instruction): void {
  if (!i.memory && (gprHigh(p, i.rm) | gprHigh(p, 0) | gprHigh(p, 2) | gpr32(p, 2)) === 0) div32(p, i);
  else div64(p, i);
}

export const DIVISIONS: readonly [string, Operation][] = [
  [
    'div.E1',
    (p, i) => {
      const divisor = readRm8(p, i);
      const dividend = gpr32(p, 0) & 0xffff;
      if (dividend >>> 8 >= divisor) raise(p, DE);
      const remainder = dividend % divisor;
      store8(p, (dividend - remainder) / divisor, remainder);
    },
  ],
  [
    'div.E2',
    (p, i) => {
      const divisor = readRm16(p, i);
      const dividend = ((gpr32(p, 2) << 16) | (gpr32(p, 0) & 0xffff)) >>> 0;
      if (dividend >>> 16 >= divisor) raise(p, DE);
      const remainder = dividend % divisor;
      setGpr16(p, 0, (dividend - remainder) / divisor);
      setGpr16(p, 2, remainder);
    },
  ],
  ['div.E4', div32],
  ['div.E8', div64Any],
  [
    'idiv.E1',
    (p, i) => {
      const divisor = (readRm8(p, i) << 24) >> 24;
      const dividend = (gpr32(p, 0) << 16) >> 16;
      const quotient = divisor === 0 ? 0x100 : Math.trunc(dividend / divisor);
      if (quotient !== (quotient << 24) >> 24) raise(p, DE);
      store8(p, quotient, dividend % divisor);
    },
  ],
  [
    'idiv.E2',
    (p, i) => {
      const divisor = (readRm16(p, i) << 16) >> 16;
      const dividend = (gpr32(p, 2) << 16) | (gpr32(p, 0) & 0xffff);
      const quotient = divisor === 0 ? 0x1_0000 : Math.trunc(dividend / divisor);
      if (quotient !== (quotient << 16) >> 16) raise(p, DE);
      setGpr16(p, 0, quotient);
      setGpr16(p, 2, dividend % divisor);
    },
  ],
  ['idiv.E4', idiv32],
  ['idiv.E8', idiv64],
];
