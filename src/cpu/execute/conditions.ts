import type { Processor } from '../processor';
import {
  CF,
  getArithmeticFlags,
  LAZY_CARRY,
  LAZY_RESULT,
  LAZY_SIGN,
  LAZY_VALID,
  OF_FLAG,
  PF_FLAG,
  SF,
  ZF,
} from '../registers/flags';
import { RFLAGS } from '../state/processor-layout';

/** The conditions of Jcc, SETcc and CMOVcc, read from lazy flags without settling them. SDM Vol. 1, "EFLAGS Condition Codes". */

export function isOverflow(p: Processor): boolean {
  const s = p.s;
  if (s[LAZY_VALID] === 0) return (s[RFLAGS] & OF_FLAG) !== 0;
  const word = s[LAZY_CARRY];
  return (word ^ (word << 1)) < 0;
}

export function isBelow(p: Processor): boolean {
  const s = p.s;
  return s[LAZY_VALID] === 0 ? (s[RFLAGS] & CF) !== 0 : s[LAZY_CARRY] < 0;
}

export function isZero(p: Processor): boolean {
  const s = p.s;
  return s[LAZY_VALID] === 0 ? (s[RFLAGS] & ZF) !== 0 : s[LAZY_RESULT] === 0;
}

export function isBelowOrEqual(p: Processor): boolean {
  const s = p.s;
  return s[LAZY_VALID] === 0 ? (s[RFLAGS] & (CF | ZF)) !== 0 : s[LAZY_CARRY] < 0 || s[LAZY_RESULT] === 0;
}

export function isSign(p: Processor): boolean {
  const s = p.s;
  return s[LAZY_VALID] === 0 ? (s[RFLAGS] & SF) !== 0 : s[LAZY_SIGN] < 0;
}

export function isParityEven(p: Processor): boolean {
  return (getArithmeticFlags(p) & PF_FLAG) !== 0;
}

export function isLess(p: Processor): boolean {
  const s = p.s;
  if (s[LAZY_VALID] === 0) return ((s[RFLAGS] & SF) !== 0) !== ((s[RFLAGS] & OF_FLAG) !== 0);
  const word = s[LAZY_CARRY];
  return (s[LAZY_SIGN] ^ word ^ (word << 1)) < 0;
}

export function isLessOrEqual(p: Processor): boolean {
  return isZero(p) || isLess(p);
}
