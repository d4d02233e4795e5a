import type { Instruction, Operation } from '../../decode/instruction';
import { DB, raise, UD } from '../../interrupts/fault';
import { write16 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { CR0_TS, writeCr0, writeCr3, writeCr4, writeCr8 } from '../../registers/control-registers';
import { writeDebugRegister } from '../../registers/debug-registers';
import { ADDRESS, CR0, CR2, CR3, CR4, CR8, DR, GPR, GUEST } from '../../state/processor-layout';
import { effectiveAddress, getGpr, readRm16, setGpr, setGpr32, writeRm, writeRmBig } from '../operands';
import { requireRing0, requireUmipOff } from './system-checks';

const CR4_DE = 8;
const DR7_GENERAL_DETECT = 0x2000;

const PLACES: Readonly<Record<number, number>> = { 0: CR0, 2: CR2, 3: CR3, 4: CR4, 8: CR8 };

/** A general register as the source of MOV to CR or DR: 64 bits in 64-bit mode, else 32. */
const source = (p: Processor, i: Instruction): bigint =>
  i.codeSize === 8 ? getGpr(p, i.rm) : BigInt(p.s[GPR + 2 * i.rm] >>> 0);

function setDestination(p: Processor, i: Instruction, value: bigint): void {
  if (i.codeSize === 8) setGpr(p, i.rm, value);
  else setGpr32(p, i.rm, Number(BigInt.asIntN(32, value)));
}

/** CR0 or CR4 as the running software sees it. */
function visible(p: Processor, cr: 0 | 4, value: bigint): bigint {
  return p.s[GUEST] !== 0 && p.intercepts !== null ? p.intercepts.visibleControlRegister(p, cr, value) : value;
}

/** MOV from CR. SDM Vol. 2: "MOV—Move to/from Control Registers". */
const movCrRead: Operation = (p, i) => {
  const cr = i.reg;
  const place = PLACES[cr];
  if (place === undefined) raise(p, UD);
  requireRing0(p);
  const guest = p.s[GUEST] !== 0 && p.intercepts !== null;
  if (guest && (cr === 3 || cr === 8) && p.intercepts?.readControlRegister(p, i, cr, i.rm) === true) return;
  const value = p.q[place >> 1] as bigint;
  setDestination(p, i, cr === 0 || cr === 4 ? visible(p, cr, value) : value);
};

/** MOV to CR. */
const movCrWrite: Operation = (p, i) => {
  const cr = i.reg;
  if (PLACES[cr] === undefined) raise(p, UD);
  requireRing0(p);
  const value = source(p, i);
  if (cr === 2) {
    p.q[CR2 >> 1] = value;
    return;
  }
  if (p.s[GUEST] !== 0 && p.intercepts?.writeControlRegister(p, i, cr as 0 | 3 | 4 | 8, i.rm, value) === true) return;
  if (cr === 0) writeCr0(p, value);
  else if (cr === 3) writeCr3(p, value);
  else if (cr === 4) writeCr4(p, value);
  else writeCr8(p, value);
};

/**
 * What comes before an access to a debug register. The VM exit of MOV DR is the one that takes priority over #UD for DR4
 * and DR5 and over the privilege check. SDM Vol. 3: "Instructions That Cause VM Exits Conditionally".
 * @returns the register meant (4 and 5 are 6 and 7 while CR4.DE is 0); -1 when the intercepts took the instruction over
 */
function debugRegister(p: Processor, i: Instruction, read: boolean): number {
  if (i.reg > 7) raise(p, UD);
  if (p.s[GUEST] !== 0 && p.intercepts?.moveDebugRegister(p, i, i.reg, i.rm, read) === true) return -1;
  const alias = i.reg === 4 || i.reg === 5;
  if (alias && (p.s[CR4] & CR4_DE) !== 0) raise(p, UD);
  requireRing0(p);
  if ((p.s[DR + 14] & DR7_GENERAL_DETECT) !== 0) raise(p, DB);
  return alias ? i.reg + 2 : i.reg;
}

/** MOV from DR. SDM Vol. 2: "MOV—Move to/from Debug Registers"; Vol. 3: "Debug Registers". */
const movDrRead: Operation = (p, i) => {
  const register = debugRegister(p, i, true);
  if (register < 0) return;
  setDestination(p, i, p.q[(DR >> 1) + register] as bigint);
};

const movDrWrite: Operation = (p, i) => {
  const register = debugRegister(p, i, false);
  if (register < 0) return;
  writeDebugRegister(p, register, source(p, i));
};

const clts: Operation = (p, i) => {
  requireRing0(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.clts(p, i) === true) return;
  p.s[CR0] &= ~CR0_TS;
};

/** LMSW writes PE, MP, EM and TS, and cannot clear PE. */
const lmsw: Operation = (p, i) => {
  requireRing0(p);
  const word = readRm16(p, i);
  if (p.s[GUEST] !== 0 && p.intercepts?.lmsw(p, i, word) === true) return;
  const cr0 = p.q[CR0 >> 1] as bigint;
  writeCr0(p, (cr0 & ~0xen) | BigInt(word & 0xf));
};

/** SMSW stores 16 bits to memory, and as much of CR0 as the operand has to a register. */
const smsw: Operation = (p, i) => {
  requireUmipOff(p);
  const value = visible(p, 0, p.q[CR0 >> 1] as bigint);
  if (i.memory) {
    effectiveAddress(p, i);
    write16(p, p.s[ADDRESS], p.s[ADDRESS + 1], Number(value & 0xffffn));
  } else if (i.operandSize === 8) writeRmBig(p, i, value);
  else writeRm(p, i, Number(BigInt.asIntN(32, value)));
};

export const controlRegisterOperations: readonly (readonly [string, Operation])[] = [
  ['mov_cr_read', movCrRead],
  ['mov_cr_write', movCrWrite],
  ['mov_dr_read', movDrRead],
  ['mov_dr_write', movDrWrite],
  ['clts', clts],
  ['lmsw', lmsw],
  ['smsw', smsw],
];
