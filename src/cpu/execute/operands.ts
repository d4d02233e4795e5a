import { type Instruction, PREFIX_REX } from '../decode/instruction';
import { GP, raiseWithCode, SS_FAULT } from '../interrupts/fault';
import { isCanonical } from '../mmu/linear';
import {
  modify8,
  modify16,
  modify32,
  modify64,
  read8,
  read16,
  read32,
  read64,
  readBig,
  write8,
  write16,
  write32,
  write64,
  writeBig,
} from '../mmu/memory';
import type { Processor } from '../processor';
import { join64 } from '../state/address';
import { highHalf, lowHalf } from '../state/halves';
import { ADDRESS, FS, GPR, HIGH, RIP, SEGMENT_BASE, SS } from '../state/processor-layout';
import { checkLegacySegment } from './legacy-segment';

/**
 * Operands of instructions. Register n's halves are s[GPR + 2n] and s[GPR + 2n + 1]; RIP lies where register 16 would,
 * so that RIP-relative addresses need no case of their own. 32-bit values are signed; 8- and 16-bit ones unsigned.
 */

/** Byte register n: AH CH DH BH are bytes 1 of registers 0–3 unless a REX prefix is there. */
export function byteRegister(i: Instruction, n: number): number {
  return n >= 4 && n < 8 && (i.prefixes & PREFIX_REX) === 0 ? GPR * 4 + (n - 4) * 8 + 1 : GPR * 4 + n * 8;
}

/**
 * Computes the linear address of the memory operand into ADDRESS. Raises #GP(0), or #SS(0) for the stack segment, when
 * it is not canonical. SDM: "Memory Operand Addressing" (Specifying an Offset; 64-bit mode: FS and GS only have bases).
 */
export function effectiveAddress(p: Processor, i: Instruction): void {
  if (!i.plainAddress) {
    generalAddress(p, i);
    return;
  }
  const s = p.s;
  const base = GPR + i.base * 2;
  const baseLow = s[base];
  const displacement = i.displacementLow | 0;
  const low = (baseLow + displacement) | 0;
  const carry = ((baseLow & displacement) | ((baseLow | displacement) & ~low)) >>> 31;
  const high = (s[base + 1] + (displacement >> 31) + carry) | 0;
  s[ADDRESS] = low;
  s[ADDRESS + 1] = high;
  if ((high << 16) >> 16 !== high && !isCanonical(p, high)) raiseWithCode(p, i.segment === SS ? SS_FAULT : GP, 0);
}

/** Every form of address. */
function generalAddress(p: Processor, i: Instruction): void {
  const s = p.s;
  offsetOf(p, i);
  let low = s[ADDRESS];
  let high = s[ADDRESS + 1];
  const segment = i.segment;
  if (i.codeSize !== 8) {
    checkLegacySegment(p, segment, low, i.memorySize, i.writesMemory);
    s[ADDRESS] = low + s[SEGMENT_BASE + segment * 2];
    return;
  }
  if (segment >= FS) {
    const base = s[SEGMENT_BASE + segment * 2];
    const sum = (low + base) | 0;
    high = (high + s[SEGMENT_BASE + segment * 2 + 1] + (((low & base) | ((low | base) & ~sum)) >>> 31)) | 0;
    low = sum;
    s[ADDRESS] = low;
    s[ADDRESS + 1] = high;
  }
  if (!isCanonical(p, high)) raiseWithCode(p, segment === SS ? SS_FAULT : GP, 0);
}

/** Computes the offset of the memory operand into ADDRESS: what LEA stores, before the segment base. */
export function offsetOf(p: Processor, i: Instruction): void {
  const s = p.s;
  let low = i.displacementLow | 0;
  if (i.addressSize !== 8) {
    if (i.base >= 0) low += s[GPR + i.base * 2];
    if (i.index >= 0) low += s[GPR + i.index * 2] << i.scale;
    s[ADDRESS] = i.addressSize === 2 ? low & 0xffff : low;
    s[ADDRESS + 1] = 0;
    return;
  }
  let high = i.displacementHigh | 0;
  if (i.base >= 0) {
    const baseLow = s[GPR + i.base * 2];
    const sum = (low + baseLow) | 0;
    high = (high + s[GPR + i.base * 2 + 1] + (((low & baseLow) | ((low | baseLow) & ~sum)) >>> 31)) | 0;
    low = sum;
  }
  if (i.index >= 0) {
    const indexLow = s[GPR + i.index * 2];
    const scaledLow = indexLow << i.scale;
    const sum = (low + scaledLow) | 0;
    const scaledHigh = (s[GPR + i.index * 2 + 1] << i.scale) | ((indexLow >>> 1) >>> (31 - i.scale));
    high = (high + scaledHigh + (((low & scaledLow) | ((low | scaledLow) & ~sum)) >>> 31)) | 0;
    low = sum;
  }
  s[ADDRESS] = low;
  s[ADDRESS + 1] = high;
}

export function getGpr(p: Processor, n: number): bigint {
  return p.q[(GPR >> 1) + n];
}

export function setGpr(p: Processor, n: number, value: bigint): void {
  p.q[(GPR >> 1) + n] = value;
}

/** Writes a 32-bit result: the upper half of the register becomes zero. */
export function setGpr32(p: Processor, n: number, value: number): void {
  p.s[GPR + n * 2] = value;
  p.s[GPR + n * 2 + 1] = 0;
}

/** The low half of a register. */
export function gpr32(p: Processor, n: number): number {
  return p.s[GPR + n * 2];
}

/** The high half of a register. */
export function gprHigh(p: Processor, n: number): number {
  return p.s[GPR + n * 2 + 1];
}

/** Writes a 64-bit result given as halves. */
export function setGpr64(p: Processor, n: number, low: number, high: number): void {
  p.s[GPR + n * 2] = low;
  p.s[GPR + n * 2 + 1] = high;
}

export function getGpr16(p: Processor, n: number): number {
  return p.s[GPR + n * 2] & 0xffff;
}

export function setGpr16(p: Processor, n: number, value: number): void {
  const at = GPR + n * 2;
  p.s[at] = (p.s[at] & ~0xffff) | (value & 0xffff);
}

export function getGpr8(p: Processor, i: Instruction, n: number): number {
  return p.b[byteRegister(i, n)];
}

export function setGpr8(p: Processor, i: Instruction, n: number, value: number): void {
  p.b[byteRegister(i, n)] = value;
}

/** readRm…: the register or memory operand named by ModRM.rm. A memory operand's address stays in ADDRESS. */
export function readRm8(p: Processor, i: Instruction): number {
  if (!i.memory) return p.b[byteRegister(i, i.rm)];
  effectiveAddress(p, i);
  return read8(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

export function readRm16(p: Processor, i: Instruction): number {
  if (!i.memory) return p.s[GPR + i.rm * 2] & 0xffff;
  effectiveAddress(p, i);
  return read16(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

export function readRm32(p: Processor, i: Instruction): number {
  if (!i.memory) return p.s[GPR + i.rm * 2];
  effectiveAddress(p, i);
  return read32(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

/** Returns the low half; the high half is in HIGH. */
export function readRm64(p: Processor, i: Instruction): number {
  const s = p.s;
  if (!i.memory) {
    s[HIGH] = s[GPR + i.rm * 2 + 1];
    return s[GPR + i.rm * 2];
  }
  effectiveAddress(p, i);
  return read64(p, s[ADDRESS], s[ADDRESS + 1]);
}

/** …Memory…: the same for an operand that is known to be memory, so that the host's compiler has less to look at. */
export function readMemory32(p: Processor, i: Instruction): number {
  effectiveAddress(p, i);
  return read32(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

export function readMemory64(p: Processor, i: Instruction): number {
  effectiveAddress(p, i);
  return read64(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

export function modifyMemory32(p: Processor, i: Instruction): number {
  effectiveAddress(p, i);
  return modify32(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

export function modifyMemory64(p: Processor, i: Instruction): number {
  effectiveAddress(p, i);
  return modify64(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

export function storeMemory32(p: Processor, value: number): void {
  write32(p, p.s[ADDRESS], p.s[ADDRESS + 1], value);
}

export function storeMemory64(p: Processor, low: number, high: number): void {
  write64(p, p.s[ADDRESS], p.s[ADDRESS + 1], low, high);
}

/** modifyRm…: reads the operand named by ModRM.rm for a storeRm… that follows; faults as that write would. */
export function modifyRm8(p: Processor, i: Instruction): number {
  if (!i.memory) return p.b[byteRegister(i, i.rm)];
  effectiveAddress(p, i);
  return modify8(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

export function modifyRm16(p: Processor, i: Instruction): number {
  if (!i.memory) return p.s[GPR + i.rm * 2] & 0xffff;
  effectiveAddress(p, i);
  return modify16(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

export function modifyRm32(p: Processor, i: Instruction): number {
  if (!i.memory) return p.s[GPR + i.rm * 2];
  effectiveAddress(p, i);
  return modify32(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

/** Returns the low half; the high half is in HIGH. */
export function modifyRm64(p: Processor, i: Instruction): number {
  const s = p.s;
  if (!i.memory) {
    s[HIGH] = s[GPR + i.rm * 2 + 1];
    return s[GPR + i.rm * 2];
  }
  effectiveAddress(p, i);
  return modify64(p, s[ADDRESS], s[ADDRESS + 1]);
}

/** storeRm…: writes to the operand that modifyRm… or readRm… has just read: its address is still in ADDRESS. */
export function storeRm8(p: Processor, i: Instruction, value: number): void {
  if (i.memory) write8(p, p.s[ADDRESS], p.s[ADDRESS + 1], value);
  else p.b[byteRegister(i, i.rm)] = value;
}

export function storeRm16(p: Processor, i: Instruction, value: number): void {
  if (i.memory) write16(p, p.s[ADDRESS], p.s[ADDRESS + 1], value);
  else setGpr16(p, i.rm, value);
}

export function storeRm32(p: Processor, i: Instruction, value: number): void {
  const s = p.s;
  if (i.memory) write32(p, s[ADDRESS], s[ADDRESS + 1], value);
  else {
    s[GPR + i.rm * 2] = value;
    s[GPR + i.rm * 2 + 1] = 0;
  }
}

export function storeRm64(p: Processor, i: Instruction, low: number, high: number): void {
  const s = p.s;
  if (i.memory) write64(p, s[ADDRESS], s[ADDRESS + 1], low, high);
  else {
    s[GPR + i.rm * 2] = low;
    s[GPR + i.rm * 2 + 1] = high;
  }
}

/** Reads the operand named by ModRM.rm, operand size 1, 2 or 4. */
export function readRm(p: Processor, i: Instruction): number {
  const size = i.operandSize;
  if (size === 4) return readRm32(p, i);
  return size === 2 ? readRm16(p, i) : readRm8(p, i);
}

/** Writes the operand named by ModRM.rm, operand size 1, 2 or 4, computing its address first. */
export function writeRm(p: Processor, i: Instruction, value: number): void {
  if (i.memory) effectiveAddress(p, i);
  const size = i.operandSize;
  if (size === 4) storeRm32(p, i, value);
  else if (size === 2) storeRm16(p, i, value);
  else storeRm8(p, i, value);
}

/** Reads the operand named by ModRM.rm at any operand size, zero-extended. */
export function readRmBig(p: Processor, i: Instruction): bigint {
  if (i.operandSize !== 8) {
    const value = readRm(p, i);
    return BigInt(value >>> 0);
  }
  if (!i.memory) return getGpr(p, i.rm);
  effectiveAddress(p, i);
  return readBig(p, p.s[ADDRESS], p.s[ADDRESS + 1]);
}

/** Writes the operand named by ModRM.rm at any operand size, computing its address first; higher bits are dropped. */
export function writeRmBig(p: Processor, i: Instruction, value: bigint): void {
  if (i.operandSize !== 8) writeRm(p, i, lowHalf(value));
  else if (i.memory) {
    effectiveAddress(p, i);
    writeBig(p, p.s[ADDRESS], p.s[ADDRESS + 1], value);
  } else setGpr(p, i.rm, value);
}

/** Reads the operand named by ModRM.rm at any operand size for a storeRmBig that follows; faults as that write would. */
export function modifyRmBig(p: Processor, i: Instruction): bigint {
  const size = i.operandSize;
  if (size === 1) return BigInt(modifyRm8(p, i));
  if (size === 2) return BigInt(modifyRm16(p, i));
  if (size === 4) return BigInt(modifyRm32(p, i) >>> 0);
  const low = modifyRm64(p, i);
  return join64(low, p.s[HIGH]);
}

/** Writes to the operand that modifyRmBig or readRmBig has just read; higher bits are dropped. */
export function storeRmBig(p: Processor, i: Instruction, value: bigint): void {
  const low = lowHalf(value);
  const size = i.operandSize;
  if (size === 1) storeRm8(p, i, low);
  else if (size === 2) storeRm16(p, i, low);
  else if (size === 4) storeRm32(p, i, low);
  else storeRm64(p, i, low, highHalf(value));
}

/** Continues at another address. Raises #GP(0) when it is not canonical (64-bit mode). */
export function branchTo(p: Processor, low: number, high: number): void {
  if (!isCanonical(p, high)) raiseWithCode(p, GP, 0);
  p.s[RIP] = low;
  p.s[RIP + 1] = high;
}
