import { flushFastTags } from '../mmu/tlb';
import type { Processor } from '../processor';
import { ATTENTION, LAZY, RFLAGS } from '../state/processor-layout';

/** Bits of RFLAGS. SDM: "EFLAGS Register". */
export const CF = 1,
  PF_FLAG = 4,
  AF = 0x10,
  ZF = 0x40,
  SF = 0x80,
  TF = 0x100,
  IF = 0x200,
  DF_FLAG = 0x400,
  OF_FLAG = 0x800,
  IOPL = 0x3000,
  NT = 0x4000,
  RF = 0x1_0000,
  VM = 0x2_0000,
  AC_FLAG = 0x4_0000,
  VIF = 0x8_0000,
  VIP = 0x10_0000,
  ID = 0x20_0000;
/** The six flags that arithmetic sets and that may be lazy. */
export const ARITHMETIC_FLAGS = CF | PF_FLAG | AF | ZF | SF | OF_FLAG;
/** Bits that exist; bit 1 is always 1. */
export const DEFINED_FLAGS = ARITHMETIC_FLAGS | TF | IF | DF_FLAG | IOPL | NT | RF | VM | AC_FLAG | VIF | VIP | ID;

/**
 * Lazy arithmetic flags. While LAZY_VALID is 1 they are, whatever RFLAGS says:
 *   ZF = LAZY_RESULT is 0; PF = even parity of its low byte; SF = bit 31 of LAZY_SIGN;
 *   CF = bit 31 of LAZY_CARRY, OF = its bits 31 and 30 differ, AF = its bit 3.
 * LAZY_CARRY is thus the vector of carries (or borrows) out of each bit of a 32-bit addition as it stands.
 */
export const LAZY_VALID = LAZY;
export const LAZY_RESULT = LAZY + 1;
export const LAZY_SIGN = LAZY + 2;
export const LAZY_CARRY = LAZY + 3;

/** 1 where a byte has an even number of ones. */
const evenParity = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let bits = byte; bits !== 0; bits &= bits - 1) ones += 1;
  return (ones & 1) ^ 1;
});

/** The six arithmetic flags at their places in RFLAGS. */
export function getArithmeticFlags(p: Processor): number {
  const s = p.s;
  if (s[LAZY_VALID] === 0) return s[RFLAGS] & ARITHMETIC_FLAGS;
  const result = s[LAZY_RESULT];
  const carry = s[LAZY_CARRY];
  return (
    (carry >>> 31) |
    (evenParity[result & 0xff] << 2) |
    ((carry & 8) << 1) |
    (result === 0 ? ZF : 0) |
    ((s[LAZY_SIGN] >>> 31) << 7) |
    (((carry ^ (carry << 1)) >>> 31) << 11)
  );
}

/** RFLAGS with all its flags (the upper 32 bits of RFLAGS are reserved and zero). */
export function getRflags(p: Processor): number {
  return (p.s[RFLAGS] & ~ARITHMETIC_FLAGS) | getArithmeticFlags(p);
}

/**
 * Replaces all flags; reserved bits keep their fixed values. The caller has applied the masks that privilege asks for.
 * Setting TF or IF asks for ATTENTION; a change of AC drops the fast TLB tags, which know nothing of alignment.
 */
export function setRflags(p: Processor, value: number): void {
  const s = p.s;
  const old = s[RFLAGS];
  const flags = (value & DEFINED_FLAGS) | 2;
  s[RFLAGS] = flags;
  clearLazy(p);
  if ((flags & ~old & IF) !== 0 || (flags & TF) !== 0) s[ATTENTION] = 1;
  if (((flags ^ old) & AC_FLAG) !== 0) flushFastTags(p);
}

/** Replaces the arithmetic flags named by `mask` (bits of RFLAGS); the others keep their values. */
export function setArithmeticFlags(p: Processor, mask: number, value: number): void {
  const flags = getArithmeticFlags(p);
  p.s[RFLAGS] = (p.s[RFLAGS] & ~ARITHMETIC_FLAGS) | (flags & ~mask) | (value & mask);
  clearLazy(p);
}

/** Writes lazy flags into RFLAGS and zeroes the LAZY words, so that equal machines have equal images. */
export function settleFlags(p: Processor): void {
  p.s[RFLAGS] = getRflags(p);
  clearLazy(p);
}

function clearLazy(p: Processor): void {
  const s = p.s;
  s[LAZY_VALID] = 0;
  s[LAZY_RESULT] = 0;
  s[LAZY_SIGN] = 0;
  s[LAZY_CARRY] = 0;
}

/** Sets CF (0 or 1) alone. */
export function setCarry(p: Processor, carry: number): void {
  const s = p.s;
  if (s[LAZY_VALID] === 0) s[RFLAGS] = (s[RFLAGS] & ~CF) | carry;
  else {
    const word = s[LAZY_CARRY];
    const overflow = (word ^ (word << 1)) >>> 31;
    s[LAZY_CARRY] = (carry << 31) | ((carry ^ overflow) << 30) | (word & 8);
  }
}

/** Sets CF and OF (0 or 1) alone, as rotates do. */
export function setCarryAndOverflow(p: Processor, carry: number, overflow: number): void {
  const s = p.s;
  if (s[LAZY_VALID] === 0) s[RFLAGS] = (s[RFLAGS] & ~(CF | OF_FLAG)) | carry | (overflow << 11);
  else s[LAZY_CARRY] = (carry << 31) | ((carry ^ overflow) << 30) | (s[LAZY_CARRY] & 8);
}

/** CF as 0 or 1. */
export function carryFlag(p: Processor): number {
  const s = p.s;
  return s[LAZY_VALID] !== 0 ? s[LAZY_CARRY] >>> 31 : s[RFLAGS] & CF;
}
