import { high32, isCanonical, low32 } from '../../../base/words';
import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import { read16, read32, readBig, write16, write32, writeBig } from '../../mmu/memory';
import type { InterceptedInstruction } from '../../ports';
import type { Processor } from '../../processor';
import { loadLdtr, loadTaskRegister } from '../../registers/segments';
import {
  ADDRESS,
  GDTR_BASE,
  GDTR_LIMIT,
  GUEST,
  IDTR_BASE,
  IDTR_LIMIT,
  LDTR,
  SEGMENT_SELECTOR,
  TR,
} from '../../state/processor-layout';
import { effectiveAddress, readRm16, setGpr, setGpr16 } from '../operands';
import { requireProtectedMode, requireRing0, requireUmipOff } from './system-checks';

const intercepted = (p: Processor, i: Instruction, name: InterceptedInstruction): boolean =>
  p.s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.instruction(p, i, name);

/** SGDT and SIDT: limit, then a base of 8 bytes in 64-bit mode, else 4. SDM Vol. 2: "SGDT", "SIDT". */
const storeTable =
  (name: 'sgdt' | 'sidt', base: number, limit: number): Operation =>
  (p, i) => {
    requireUmipOff(p);
    if (intercepted(p, i, name)) return;
    effectiveAddress(p, i);
    const low = p.s[ADDRESS];
    const high = p.s[ADDRESS + 1];
    const next = next64(low, high, 2);
    if (i.codeSize === 8) writeBig(p, low32(next), high32(next), p.q[base >> 1] as bigint);
    else write32(p, (low + 2) | 0, 0, p.s[base]);
    write16(p, low, high, p.s[limit] & 0xffff);
  };

/** LGDT and LIDT. SDM Vol. 2: "LGDT/LIDT—Load Global/Interrupt Descriptor Table Register". */
const loadTable =
  (name: 'lgdt' | 'lidt', base: number, limit: number): Operation =>
  (p, i) => {
    requireRing0(p);
    if (intercepted(p, i, name)) return;
    effectiveAddress(p, i);
    const low = p.s[ADDRESS];
    const high = p.s[ADDRESS + 1];
    const newLimit = read16(p, low, high);
    const next = next64(low, high, 2);
    let newBase: bigint;
    if (i.codeSize === 8) {
      newBase = readBig(p, low32(next), high32(next));
      if (!isCanonical(newBase, p.cpuid.linearAddressBits)) raiseWithCode(p, GP, 0);
    } else {
      const word = read32(p, (low + 2) | 0, 0);
      newBase = BigInt((i.operandSize === 2 ? word & 0xff_ffff : word) >>> 0);
    }
    p.q[base >> 1] = newBase;
    p.s[limit] = newLimit;
  };

const next64 = (low: number, high: number, offset: number): bigint =>
  BigInt.asUintN(64, ((BigInt(high) << 32n) | BigInt(low >>> 0)) + BigInt(offset));

/** SLDT and STR: 16 bits to memory, zero-extended to a register. */
const storeSelector =
  (name: 'sldt' | 'str', segment: number): Operation =>
  (p, i) => {
    requireProtectedMode(p);
    requireUmipOff(p);
    if (intercepted(p, i, name)) return;
    const selector = p.s[SEGMENT_SELECTOR + segment] & 0xffff;
    if (i.memory) {
      effectiveAddress(p, i);
      write16(p, p.s[ADDRESS], p.s[ADDRESS + 1], selector);
    } else if (i.operandSize === 2) setGpr16(p, i.rm, selector);
    else setGpr(p, i.rm, BigInt(selector));
  };

const lldt: Operation = (p, i) => {
  requireProtectedMode(p);
  requireRing0(p);
  if (intercepted(p, i, 'lldt')) return;
  loadLdtr(p, readRm16(p, i));
};

const ltr: Operation = (p, i) => {
  requireProtectedMode(p);
  requireRing0(p);
  if (intercepted(p, i, 'ltr')) return;
  loadTaskRegister(p, readRm16(p, i));
};

export const descriptorTableOperations: readonly (readonly [string, Operation])[] = [
  ['sgdt', storeTable('sgdt', GDTR_BASE, GDTR_LIMIT)],
  ['sidt', storeTable('sidt', IDTR_BASE, IDTR_LIMIT)],
  ['lgdt', loadTable('lgdt', GDTR_BASE, GDTR_LIMIT)],
  ['lidt', loadTable('lidt', IDTR_BASE, IDTR_LIMIT)],
  ['sldt', storeSelector('sldt', LDTR)],
  ['str', storeSelector('str', TR)],
  ['lldt', lldt],
  ['ltr', ltr],
];
