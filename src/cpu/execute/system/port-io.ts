import { high32, low32 } from '../../../base/words';
import { type Instruction, type Operation, PREFIX_REP, PREFIX_REPNE } from '../../decode/instruction';
import { hasBreakpoints, notePortBreakpoints } from '../../interrupts/breakpoints';
import { GP, raiseWithCode } from '../../interrupts/fault';
import { operandAccess, translate } from '../../mmu/linear';
import { read8, read16, read32, systemRead16, write8, write16, write32 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { ACCESS_UNUSABLE } from '../../registers/descriptor';
import { DF_FLAG, RF } from '../../registers/flags';
import { hasIoPrivilege, hasWideTaskState, isRealMode, isVirtual8086 } from '../../registers/mode';
import {
  ADDRESS,
  ES,
  FS,
  GPR,
  GUEST,
  INSTRUCTION_START,
  RFLAGS,
  RIP,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  TR,
} from '../../state/processor-layout';
import { IO_MAP_BASE } from '../../tasks/task-state.table';
import { checkLegacySegment } from '../legacy-segment';
import { setGpr16 } from '../operands';
import { resumeIteration } from '../string';
import { RAX, RCX, RDI, RDX, RSI, set32 } from './wide-registers';

/**
 * Outside CPL ≤ IOPL, and always in virtual-8086 mode, each port needs a 0 in the TSS's I/O permission bitmap, or #GP(0).
 * SDM Vol. 1: "I/O Permission Bit Map".
 */
function requirePort(p: Processor, port: number, size: number): void {
  const s = p.s;
  if (isRealMode(p) || (!isVirtual8086(p) && hasIoPrivilege(p))) return;
  const limit = s[SEGMENT_LIMIT + TR] >>> 0;
  const usable = (s[SEGMENT_ACCESS + TR] & ACCESS_UNUSABLE) === 0 && hasWideTaskState(p);
  if (!usable || limit < IO_MAP_BASE + 1) raiseWithCode(p, GP, 0);
  const base = p.q[(SEGMENT_BASE >> 1) + TR] as bigint;
  const at = (offset: number): bigint => BigInt.asUintN(64, base + BigInt(offset));
  const bitmap = systemRead16(p, low32(at(IO_MAP_BASE)), high32(at(IO_MAP_BASE)));
  const byte = bitmap + (port >> 3);
  if (byte + 1 > limit) raiseWithCode(p, GP, 0);
  const bits = systemRead16(p, low32(at(byte)), high32(at(byte))) >> (port & 7);
  if ((bits & ((1 << size) - 1)) !== 0) raiseWithCode(p, GP, 0);
}

/** True when the intercepts took the access over. */
const intercepted = (p: Processor, i: Instruction, port: number, size: number, input: boolean): boolean =>
  p.s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.io(p, i, port, size, input);

/** The access itself, told to breakpoints and to whoever watches. */
function readPort(p: Processor, port: number, size: number): number {
  const value = p.bus.readPort(p, port, size);
  if (hasBreakpoints(p)) notePortBreakpoints(p, port, size);
  if (p.accessWatch !== null) p.accessWatch.port(p, port, size, true, value);
  return value;
}

function writePort(p: Processor, port: number, size: number, value: number): void {
  p.bus.writePort(p, port, size, value);
  if (hasBreakpoints(p)) notePortBreakpoints(p, port, size);
  if (p.accessWatch !== null) p.accessWatch.port(p, port, size, false, value);
}

function input(p: Processor, i: Instruction, port: number): void {
  const size = i.operandSize;
  requirePort(p, port, size);
  if (intercepted(p, i, port, size, true)) return;
  const value = readPort(p, port, size);
  if (size === 4) set32(p, RAX, value);
  else if (size === 2) setGpr16(p, 0, value);
  else p.b[GPR * 4] = value;
}

function output(p: Processor, i: Instruction, port: number): void {
  const size = i.operandSize;
  requirePort(p, port, size);
  if (intercepted(p, i, port, size, false)) return;
  const value = p.s[RAX];
  writePort(p, port, size, size === 4 ? value : size === 2 ? value & 0xffff : value & 0xff);
}

/** A string register at the address size. */
const stringRegister = (p: Processor, i: Instruction, register: number): bigint =>
  BigInt.asUintN(8 * i.addressSize, p.q[register >> 1] as bigint);

function setStringRegister(p: Processor, i: Instruction, register: number, value: bigint): void {
  if (i.addressSize === 8) p.q[register >> 1] = value;
  else if (i.addressSize === 2) p.s[register] = (p.s[register] & ~0xffff) | (low32(value) & 0xffff);
  else set32(p, register, low32(value));
}

/** Linear address of a string element into ADDRESS. */
function elementAddress(p: Processor, i: Instruction, segment: number, offset: bigint, write: boolean): void {
  const base = p.q[(SEGMENT_BASE >> 1) + segment] as bigint;
  if (i.codeSize === 8) p.q[ADDRESS >> 1] = segment >= FS ? BigInt.asUintN(64, offset + base) : offset;
  else {
    checkLegacySegment(p, segment, low32(offset), i.operandSize, write);
    p.q[ADDRESS >> 1] = BigInt.asUintN(32, offset + base);
  }
}

/**
 * One element of INS or OUTS. A repeated instruction does one element per step and starts over at its own address while
 * RCX is not 0, so that events are taken between elements. SDM Vol. 2: "REP/REPE/REPZ/REPNE/REPNZ", "INS", "OUTS".
 * @param register RDI or RSI
 * @param move does the transfer at ADDRESS; false when the intercepts took it over
 */
function stringElement(p: Processor, i: Instruction, register: number, segment: number, move: () => boolean): void {
  const repeated = (i.prefixes & (PREFIX_REP | PREFIX_REPNE)) !== 0;
  const count = repeated ? stringRegister(p, i, RCX) : 1n;
  if (count === 0n) return;
  const offset = stringRegister(p, i, register);
  elementAddress(p, i, segment, offset, register === RDI);
  if (!move()) return;
  const step = BigInt((p.s[RFLAGS] & DF_FLAG) !== 0 ? -i.operandSize : i.operandSize);
  setStringRegister(p, i, register, BigInt.asUintN(64, offset + step));
  if (!repeated) return;
  setStringRegister(p, i, RCX, count - 1n);
  if (count > 1n) {
    p.s[RIP] = p.s[INSTRUCTION_START];
    p.s[RIP + 1] = p.s[INSTRUCTION_START + 1];
    resumeIteration(p);
  } else p.s[RFLAGS] &= ~RF;
}

const ins: Operation = (p, i) => {
  const port = p.s[RDX] & 0xffff;
  const size = i.operandSize;
  requirePort(p, port, size);
  stringElement(p, i, RDI, ES, () => {
    const low = p.s[ADDRESS];
    const high = p.s[ADDRESS + 1];
    if (intercepted(p, i, port, size, true)) return false;
    // The port must not lose a byte to a page fault: both ends of the element are looked at first.
    const access = operandAccess(p, true);
    translate(p, low, high, access);
    const last = BigInt.asUintN(64, ((BigInt(high) << 32n) | BigInt(low >>> 0)) + BigInt(size - 1));
    translate(p, low32(last), high32(last), access);
    const value = readPort(p, port, size);
    if (size === 4) write32(p, low, high, value);
    else if (size === 2) write16(p, low, high, value);
    else write8(p, low, high, value);
    return true;
  });
};

const outs: Operation = (p, i) => {
  const port = p.s[RDX] & 0xffff;
  const size = i.operandSize;
  requirePort(p, port, size);
  stringElement(p, i, RSI, i.segment, () => {
    const low = p.s[ADDRESS];
    const high = p.s[ADDRESS + 1];
    if (intercepted(p, i, port, size, false)) return false;
    const value = size === 4 ? read32(p, low, high) : size === 2 ? read16(p, low, high) : read8(p, low, high);
    writePort(p, port, size, value);
    return true;
  });
};

export const portOperations: readonly (readonly [string, Operation])[] = [
  ['in', (p, i) => input(p, i, p.s[RDX] & 0xffff)],
  ['in_immediate', (p, i) => input(p, i, i.immediateLow & 0xff)],
  ['out', (p, i) => output(p, i, p.s[RDX] & 0xffff)],
  ['out_immediate', (p, i) => output(p, i, i.immediateLow & 0xff)],
  ['ins', ins],
  ['outs', outs],
];
