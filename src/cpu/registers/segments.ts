import { high32, isCanonical, low32 } from '../../base/words';
import { GP, NP, raiseWithCode, SS_FAULT } from '../interrupts/fault';
import { isLongMode } from '../mmu/linear';
import { systemReadBig } from '../mmu/memory';
import type { Processor } from '../processor';
import { CPL, CS, LDTR, SEGMENT_ACCESS, SS, TR } from '../state/processor-layout';
import {
  ACCESS_ACCESSED,
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_LONG,
  ACCESS_PRESENT,
  ACCESS_READABLE,
  ACCESS_UNUSABLE,
  ACCESS_WRITABLE,
  accessLevel,
  type Descriptor,
  readDescriptor,
  TYPE_BUSY,
  TYPE_LDT,
  TYPE_TSS_16_AVAILABLE,
  TYPE_TSS_AVAILABLE,
  writeDescriptorType,
} from './descriptor';
import { isRealOrVirtual8086 } from './mode';
import { loadParagraph } from './real-mode-segments';
import { setSegment } from './segment-register';

export { setSegment };

/** Whether the processor runs 64-bit code (IA-32e mode and CS.L). */
export const is64BitCode = (p: Processor): boolean => isLongMode(p) && (p.s[SEGMENT_ACCESS + CS] & ACCESS_LONG) !== 0;

/** Sets the accessed bit in the table. Where several registers change at once it comes first, for it may fault. */
export function markAccessed(p: Processor, descriptor: Descriptor): void {
  if ((descriptor.access & ACCESS_ACCESSED) === 0) writeDescriptorType(p, descriptor, ACCESS_ACCESSED);
}

/** Loads a segment register from a descriptor that passed all checks, and marks the segment accessed. */
export function loadSegmentFromDescriptor(
  p: Processor,
  segment: number,
  selector: number,
  descriptor: Descriptor,
): void {
  markAccessed(p, descriptor);
  setSegment(p, segment, selector, BigInt(descriptor.base), descriptor.limit, descriptor.access | ACCESS_ACCESSED);
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
  if (isRealOrVirtual8086(p)) {
    loadParagraph(p, segment, selector);
    return;
  }
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
  loadSegmentFromDescriptor(p, segment, selector, descriptor);
}

/** What becomes CS, after all checks. */
export function loadCodeSegment(p: Processor, selector: number, level: number, descriptor: Descriptor): void {
  loadSegmentFromDescriptor(p, CS, (selector & 0xfffc) | level, descriptor);
}

/** SS while the privilege level changes: a stack segment that `level` may use, checked by the caller. */
export function loadStackSegment(p: Processor, selector: number, descriptor: Descriptor): void {
  loadSegmentFromDescriptor(p, SS, selector, descriptor);
}

/** Reads the upper half of the base of a 16-byte system descriptor; raises #GP when its type field is not 0 or the base is not canonical. */
function systemBase(p: Processor, selector: number, descriptor: Descriptor): bigint {
  if (!isLongMode(p)) return BigInt(descriptor.base);
  const address = BigInt.asUintN(64, descriptor.address + 8n);
  const upper = systemReadBig(p, low32(address), high32(address));
  if ((upper & 0x1f00_0000_0000n) !== 0n) raiseWithCode(p, GP, selector & 0xfffc);
  const base = ((upper & 0xffff_ffffn) << 32n) | BigInt(descriptor.base);
  if (!isCanonical(base, p.cpuid.linearAddressBits)) raiseWithCode(p, GP, selector & 0xfffc);
  return base;
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
  const type = descriptor.access & 0x1f;
  if (type !== TYPE_TSS_AVAILABLE && (type !== TYPE_TSS_16_AVAILABLE || isLongMode(p))) raiseWithCode(p, GP, code);
  if ((descriptor.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, code);
  const base = systemBase(p, selector, descriptor);
  writeDescriptorType(p, descriptor, TYPE_BUSY);
  setSegment(p, TR, selector, base, descriptor.limit, descriptor.access | TYPE_BUSY);
}
