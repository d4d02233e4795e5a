import type { Processor } from '../processor';
import { carryFlag, LAZY_CARRY, LAZY_RESULT, LAZY_SIGN, LAZY_VALID } from '../registers/flags';
import { HIGH } from '../state/processor-layout';

/**
 * Additions, subtractions and logic that leave their flags lazy (registers/flags.ts). 8- and 16-bit operands and results
 * are unsigned; 64-bit ones are halves, the result's high half in HIGH.
 * The carries out of each bit of a + b = r are (a & b) | ((a | b) & ~r), the borrows of a - b = r are
 * (~a & b) | ((~a | b) & r), whatever came in at bit 0.
 */

function note8(p: Processor, result: number, carries: number): number {
  const s = p.s;
  const extended = (result << 24) >> 24;
  s[LAZY_VALID] = 1;
  s[LAZY_RESULT] = extended;
  s[LAZY_SIGN] = extended;
  s[LAZY_CARRY] = (carries << 24) | (carries & 8);
  return result & 0xff;
}

function note16(p: Processor, result: number, carries: number): number {
  const s = p.s;
  const extended = (result << 16) >> 16;
  s[LAZY_VALID] = 1;
  s[LAZY_RESULT] = extended;
  s[LAZY_SIGN] = extended;
  s[LAZY_CARRY] = (carries << 16) | (carries & 8);
  return result & 0xffff;
}

function note32(p: Processor, result: number, carries: number): number {
  const s = p.s;
  s[LAZY_VALID] = 1;
  s[LAZY_RESULT] = result;
  s[LAZY_SIGN] = result;
  s[LAZY_CARRY] = carries;
  return result;
}

function note64(p: Processor, low: number, high: number, carriesLow: number, carriesHigh: number): number {
  const s = p.s;
  s[LAZY_VALID] = 1;
  s[LAZY_RESULT] = high === 0 ? low : low | 0x100;
  s[LAZY_SIGN] = high;
  s[LAZY_CARRY] = (carriesHigh & ~0x3fff_ffff) | (carriesLow & 8);
  s[HIGH] = high;
  return low;
}

export function add8(p: Processor, a: number, b: number): number {
  const r = a + b;
  return note8(p, r, (a & b) | ((a | b) & ~r));
}

export function add16(p: Processor, a: number, b: number): number {
  const r = a + b;
  return note16(p, r, (a & b) | ((a | b) & ~r));
}

export function add32(p: Processor, a: number, b: number): number {
  const r = (a + b) | 0;
  return note32(p, r, (a & b) | ((a | b) & ~r));
}

export function add64(p: Processor, aLow: number, aHigh: number, bLow: number, bHigh: number): number {
  const low = (aLow + bLow) | 0;
  const carries = (aLow & bLow) | ((aLow | bLow) & ~low);
  const high = (aHigh + bHigh + (carries >>> 31)) | 0;
  return note64(p, low, high, carries, (aHigh & bHigh) | ((aHigh | bHigh) & ~high));
}

export function adc8(p: Processor, a: number, b: number): number {
  const r = a + b + carryFlag(p);
  return note8(p, r, (a & b) | ((a | b) & ~r));
}

export function adc16(p: Processor, a: number, b: number): number {
  const r = a + b + carryFlag(p);
  return note16(p, r, (a & b) | ((a | b) & ~r));
}

export function adc32(p: Processor, a: number, b: number): number {
  const r = (a + b + carryFlag(p)) | 0;
  return note32(p, r, (a & b) | ((a | b) & ~r));
}

export function adc64(p: Processor, aLow: number, aHigh: number, bLow: number, bHigh: number): number {
  const low = (aLow + bLow + carryFlag(p)) | 0;
  const carries = (aLow & bLow) | ((aLow | bLow) & ~low);
  const high = (aHigh + bHigh + (carries >>> 31)) | 0;
  return note64(p, low, high, carries, (aHigh & bHigh) | ((aHigh | bHigh) & ~high));
}

export function sub8(p: Processor, a: number, b: number): number {
  const r = a - b;
  return note8(p, r, (~a & b) | ((~a | b) & r));
}

export function sub16(p: Processor, a: number, b: number): number {
  const r = a - b;
  return note16(p, r, (~a & b) | ((~a | b) & r));
}

export function sub32(p: Processor, a: number, b: number): number {
  const r = (a - b) | 0;
  return note32(p, r, (~a & b) | ((~a | b) & r));
}

export function sub64(p: Processor, aLow: number, aHigh: number, bLow: number, bHigh: number): number {
  const low = (aLow - bLow) | 0;
  const borrows = (~aLow & bLow) | ((~aLow | bLow) & low);
  const high = (aHigh - bHigh - (borrows >>> 31)) | 0;
  return note64(p, low, high, borrows, (~aHigh & bHigh) | ((~aHigh | bHigh) & high));
}

export function sbb8(p: Processor, a: number, b: number): number {
  const r = a - b - carryFlag(p);
  return note8(p, r, (~a & b) | ((~a | b) & r));
}

export function sbb16(p: Processor, a: number, b: number): number {
  const r = a - b - carryFlag(p);
  return note16(p, r, (~a & b) | ((~a | b) & r));
}

export function sbb32(p: Processor, a: number, b: number): number {
  const r = (a - b - carryFlag(p)) | 0;
  return note32(p, r, (~a & b) | ((~a | b) & r));
}

export function sbb64(p: Processor, aLow: number, aHigh: number, bLow: number, bHigh: number): number {
  const low = (aLow - bLow - carryFlag(p)) | 0;
  const borrows = (~aLow & bLow) | ((~aLow | bLow) & low);
  const high = (aHigh - bHigh - (borrows >>> 31)) | 0;
  return note64(p, low, high, borrows, (~aHigh & bHigh) | ((~aHigh | bHigh) & high));
}

/** Logic: CF, OF and (undefined in the manual) AF become 0. */
export function logic8(p: Processor, result: number): number {
  return note8(p, result, 0);
}

export function logic16(p: Processor, result: number): number {
  return note16(p, result, 0);
}

export function logic32(p: Processor, result: number): number {
  return note32(p, result, 0);
}

export function logic64(p: Processor, low: number, high: number): number {
  return note64(p, low, high, 0, 0);
}

/** INC and DEC are additions and subtractions of 1 that leave CF alone. */
function keepCarry(p: Processor, carry: number): void {
  const s = p.s;
  const word = s[LAZY_CARRY];
  const overflow = (word ^ (word << 1)) >>> 31;
  s[LAZY_CARRY] = (carry << 31) | ((carry ^ overflow) << 30) | (word & 8);
}

export function inc8(p: Processor, a: number): number {
  const carry = carryFlag(p);
  const r = add8(p, a, 1);
  keepCarry(p, carry);
  return r;
}

export function inc16(p: Processor, a: number): number {
  const carry = carryFlag(p);
  const r = add16(p, a, 1);
  keepCarry(p, carry);
  return r;
}

export function inc32(p: Processor, a: number): number {
  const carry = carryFlag(p);
  const r = add32(p, a, 1);
  keepCarry(p, carry);
  return r;
}

export function inc64(p: Processor, low: number, high: number): number {
  const carry = carryFlag(p);
  const r = add64(p, low, high, 1, 0);
  keepCarry(p, carry);
  return r;
}

export function dec8(p: Processor, a: number): number {
  const carry = carryFlag(p);
  const r = sub8(p, a, 1);
  keepCarry(p, carry);
  return r;
}

export function dec16(p: Processor, a: number): number {
  const carry = carryFlag(p);
  const r = sub16(p, a, 1);
  keepCarry(p, carry);
  return r;
}

export function dec32(p: Processor, a: number): number {
  const carry = carryFlag(p);
  const r = sub32(p, a, 1);
  keepCarry(p, carry);
  return r;
}

export function dec64(p: Processor, low: number, high: number): number {
  const carry = carryFlag(p);
  const r = sub64(p, low, high, 1, 0);
  keepCarry(p, carry);
  return r;
}

/** Flags of a shift: those of the result, with CF and OF (0 or 1) as given. AF, undefined in the manual, becomes 0. */
export function noteShift(
  p: Processor,
  low: number,
  high: number,
  signWord: number,
  carry: number,
  overflow: number,
): void {
  const s = p.s;
  s[LAZY_VALID] = 1;
  s[LAZY_RESULT] = high === 0 ? low : low | 0x100;
  s[LAZY_SIGN] = signWord;
  s[LAZY_CARRY] = (carry << 31) | ((carry ^ overflow) << 30);
}
