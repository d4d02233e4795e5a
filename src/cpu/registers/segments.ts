import { high32, low32 } from '../../base/words';
import { GP, NP, raiseWithCode, SS_FAULT } from '../interrupts/fault';
import { isLongMode } from '../mmu/linear';
import { systemReadBig } from '../mmu/memory';
import type { Processor } from '../processor';
import {
  CPL,
  CS,
  LDTR,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SS,
  TR,
} from '../state/processor-layout';
import {
  ACCESS_ACCESSED,
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_DEFAULT_BIG,
  ACCESS_LONG,
  ACCESS_PRESENT,
  ACCESS_READABLE,
  ACCESS_UNUSABLE,
  ACCESS_WRITABLE,
  accessLevel,
  type Descriptor,
  readDescriptor,
  TYPE_LDT,
  TYPE_TSS_AVAILABLE,
  TYPE_TSS_BUSY,
  writeDescriptorType,
} from './descriptor';

/** Whether the processor runs 64-bit code (IA-32e mode and CS.L). */
export const is64BitCode = (p: Processor): boolean => isLongMode(p) && (p.s[SEGMENT_ACCESS + CS] & ACCESS_LONG) !== 0;

/** Whether a new CS makes the same RIP mean other bytes, makes them decode differently, or reaches less far. */
function changesFetching(p: Processor, base: bigint, limit: number, access: number): boolean {
  const s = p.s;
  return (
    ((s[SEGMENT_ACCESS + CS] ^ access) & (ACCESS_LONG | ACCESS_DEFAULT_BIG)) !== 0 ||
    s[SEGMENT_LIMIT + CS] !== (limit | 0) ||
    p.q[(SEGMENT_BASE >> 1) + CS] !== base
  );
}

/** Writes all parts of a segment register; no checks. `segment` ES…TR. */
export function setSegment(
  p: Processor,
  segment: number,
  selector: number,
  base: bigint,
  limit: number,
  access: number,
): void {
  const s = p.s;
  if (segment === CS && changesFetching(p, base, limit, access)) p.derived.dropCodePage();
  s[SEGMENT_SELECTOR + segment] = selector;
  s[SEGMENT_LIMIT + segment] = limit;
  s[SEGMENT_ACCESS + segment] = access;
  p.q[(SEGMENT_BASE >> 1) + segment] = base;
}

function setFromDescriptor(p: Processor, segment: number, selector: number, descriptor: Descriptor): void {
  let access = descriptor.access;
  if ((access & ACCESS_ACCESSED) === 0) {
    writeDescriptorType(p, descriptor, ACCESS_ACCESSED);
    access |= ACCESS_ACCESSED;
  }
  setSegment(p, segment, selector, BigInt(descriptor.base), descriptor.limit, access);
}

/** Makes a data-segment register null: unusable, with the base and limit that 64-bit code sees as 0. */
export function setNullSegment(p: Processor, segment: number, selector: number): void {
  const level = segment === SS ? p.s[CPL] << 5 : 0;
  setSegment(p, segment, selector, 0n, 0, ACCESS_UNUSABLE | level);
}

/**
 * Loads ES, SS, DS, FS or GS as MOV, POP and the far-pointer loads do.
 * SDM Vol. 2: "MOV—Move", protected-mode exceptions and the operation section.
 */
export function loadDataSegment(p: Processor, segment: number, selector: number): void {
  if ((selector & 0xfffc) === 0) {
    if (segment === SS && (!is64BitCode(p) || p.s[CPL] === 3 || (selector & 3) !== p.s[CPL])) raiseWithCode(p, GP, 0);
    setNullSegment(p, segment, selector);
    return;
  }
  const descriptor = readDescriptor(p, selector);
  const access = descriptor.access;
  const code = selector & 0xfffc;
  const rpl = selector & 3;
  const dpl = accessLevel(access);
  const cpl = p.s[CPL];
  if (segment === SS) {
    const writableData =
      (access & (ACCESS_CODE_OR_DATA | ACCESS_CODE | ACCESS_WRITABLE)) === (ACCESS_CODE_OR_DATA | ACCESS_WRITABLE);
    if (rpl !== cpl || dpl !== cpl || !writableData) raiseWithCode(p, GP, code);
    if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, SS_FAULT, code);
  } else {
    const isCode = (access & ACCESS_CODE) !== 0;
    if ((access & ACCESS_CODE_OR_DATA) === 0 || (isCode && (access & ACCESS_READABLE) === 0))
      raiseWithCode(p, GP, code);
    const conforming = isCode && (access & ACCESS_CONFORMING) !== 0;
    if (!conforming && (rpl > dpl || cpl > dpl)) raiseWithCode(p, GP, code);
    if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  }
  setFromDescriptor(p, segment, selector, descriptor);
}

/** What becomes CS: checked for L and D, not for privilege. */
export function loadCodeSegment(p: Processor, selector: number, level: number, descriptor: Descriptor): void {
  setFromDescriptor(p, CS, (selector & 0xfffc) | level, descriptor);
}

/** SS while the privilege level changes: a stack segment that `level` may use, checked by the caller. */
export function loadStackSegment(p: Processor, selector: number, descriptor: Descriptor): void {
  setFromDescriptor(p, SS, selector, descriptor);
}

/** Reads the upper half of the base of a 16-byte system descriptor; raises #GP when its type field is not 0. */
function systemBase(p: Processor, selector: number, descriptor: Descriptor): bigint {
  if (!isLongMode(p)) return BigInt(descriptor.base);
  const address = BigInt.asUintN(64, descriptor.address + 8n);
  const upper = systemReadBig(p, low32(address), high32(address));
  if ((upper & 0x1f00_0000_0000n) !== 0n) raiseWithCode(p, GP, selector & 0xfffc);
  return ((upper & 0xffff_ffffn) << 32n) | BigInt(descriptor.base);
}

/** LLDT after its privilege check. SDM Vol. 2: "LLDT—Load Local Descriptor Table Register". */
export function loadLdtr(p: Processor, selector: number): void {
  if ((selector & 0xfffc) === 0) {
    setSegment(p, LDTR, selector, 0n, 0, ACCESS_UNUSABLE);
    return;
  }
  const code = selector & 0xfffc;
  if ((selector & 4) !== 0) raiseWithCode(p, GP, code);
  const descriptor = readDescriptor(p, selector, isLongMode(p) ? 16 : 8);
  if ((descriptor.access & 0x1f) !== TYPE_LDT) raiseWithCode(p, GP, code);
  if ((descriptor.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  setSegment(p, LDTR, selector, systemBase(p, selector, descriptor), descriptor.limit, descriptor.access);
}

/** LTR after its privilege check; marks the TSS busy. SDM Vol. 2: "LTR—Load Task Register". */
export function loadTaskRegister(p: Processor, selector: number): void {
  const code = selector & 0xfffc;
  if (code === 0) raiseWithCode(p, GP, 0);
  if ((selector & 4) !== 0) raiseWithCode(p, GP, code);
  const descriptor = readDescriptor(p, selector, isLongMode(p) ? 16 : 8);
  if ((descriptor.access & 0x1f) !== TYPE_TSS_AVAILABLE) raiseWithCode(p, GP, code);
  if ((descriptor.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  const base = systemBase(p, selector, descriptor);
  writeDescriptorType(p, descriptor, TYPE_TSS_BUSY);
  setSegment(p, TR, selector, base, descriptor.limit, descriptor.access | TYPE_TSS_BUSY);
}
