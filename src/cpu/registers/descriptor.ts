import { high32, low32 } from '../../base/words';
import { GP, raiseWithCode } from '../interrupts/fault';
import { systemRead32, systemWrite32 } from '../mmu/memory';
import type { Processor } from '../processor';
import { GDTR_BASE, GDTR_LIMIT, LDTR, SEGMENT_ACCESS, SEGMENT_BASE, SEGMENT_LIMIT } from '../state/processor-layout';

/** Bits of access rights as the VMCS keeps them (SEGMENT_ACCESS). SDM Vol. 3: "Guest Register State". */
export const ACCESS_ACCESSED = 1;
/** Data: writable. Code: readable. */
export const ACCESS_WRITABLE = 2;
export const ACCESS_READABLE = 2;
/** Code: conforming. */
export const ACCESS_CONFORMING = 4;
export const ACCESS_CODE = 8;
/** S: code or data, not a system segment. */
export const ACCESS_CODE_OR_DATA = 0x10;
export const ACCESS_PRESENT = 0x80;
export const ACCESS_LONG = 0x2000;
export const ACCESS_DEFAULT_BIG = 0x4000;
export const ACCESS_UNUSABLE = 0x1_0000;
export const accessLevel = (access: number): number => (access >> 5) & 3;

/** System-segment and gate types. SDM Vol. 3: "System Descriptor Types". */
export const TYPE_TSS_16_AVAILABLE = 1;
export const TYPE_LDT = 2;
export const TYPE_TSS_16_BUSY = 3;
export const TYPE_CALL_GATE_16 = 4;
export const TYPE_TASK_GATE = 5;
export const TYPE_INTERRUPT_GATE_16 = 6;
export const TYPE_TRAP_GATE_16 = 7;
export const TYPE_TSS_AVAILABLE = 9;
export const TYPE_TSS_BUSY = 11;
export const TYPE_CALL_GATE = 12;
export const TYPE_INTERRUPT_GATE = 14;
export const TYPE_TRAP_GATE = 15;
/** The bit of a TSS descriptor's type that says busy. */
export const TYPE_BUSY = 2;
/** The bit of a type that tells 32-bit (64-bit in IA-32e mode) system segments and gates from 16-bit ones. */
export const TYPE_WIDE = 8;

/** A segment descriptor, taken apart. */
export interface Descriptor {
  /** Linear address of its first byte. */
  readonly address: bigint;
  readonly low: number;
  readonly high: number;
  /** 32 bits; a system descriptor of 64-bit mode has more in its second half. */
  readonly base: number;
  /** In bytes, granularity applied; unsigned. */
  readonly limit: number;
  /** Format of the VMCS. */
  readonly access: number;
}

/**
 * Reads the descriptor that a selector names from the GDT or LDT. `selector` must not be null. Raises #GP(selector) when
 * it lies outside the table. SDM Vol. 3: "Segment Descriptors".
 * @param size 8, or 16 for a system descriptor in IA-32e mode
 * @param vector exception to raise (#GP; #TS while a stack is switched)
 * @param ext EXT bit of the error code
 */
export function readDescriptor(
  p: Processor,
  selector: number,
  size: 8 | 16 = 8,
  vector: number = GP,
  ext = 0,
): Descriptor {
  return findDescriptor(p, selector, size) ?? raiseWithCode(p, vector, (selector & 0xfffc) | ext);
}

/** As `readDescriptor`, but null when the selector lies outside its table. */
export function findDescriptor(p: Processor, selector: number, size: 8 | 16 = 8): Descriptor | null {
  const { s, q } = p;
  const local = (selector & 4) !== 0;
  const offset = selector & 0xfff8;
  const outside = local
    ? (s[SEGMENT_ACCESS + LDTR] & ACCESS_UNUSABLE) !== 0 || offset + size - 1 > s[SEGMENT_LIMIT + LDTR] >>> 0
    : offset + size - 1 > s[GDTR_LIMIT];
  if (outside) return null;
  const table = local ? (q[(SEGMENT_BASE >> 1) + LDTR] as bigint) : (q[GDTR_BASE >> 1] as bigint);
  const address = BigInt.asUintN(64, table + BigInt(offset));
  const low = systemRead32(p, low32(address), high32(address)) | 0;
  const next = BigInt.asUintN(64, address + 4n);
  const high = systemRead32(p, low32(next), high32(next)) | 0;
  return {
    address,
    low,
    high,
    base: descriptorBase(low, high),
    limit: descriptorLimit(low, high),
    access: descriptorAccess(high),
  };
}

/** Access rights in the format of the VMCS. */
export const descriptorAccess = (high: number): number => (high >>> 8) & 0xf0ff;

/** Bits 31:0 of the base. */
export const descriptorBase = (low: number, high: number): number =>
  ((low >>> 16) | ((high & 0xff) << 16) | (high & 0xff00_0000)) >>> 0;

/** In bytes, granularity applied; unsigned. */
export function descriptorLimit(low: number, high: number): number {
  const limit = (low & 0xffff) | (high & 0xf_0000);
  return (high & 0x80_0000) !== 0 ? ((limit << 12) | 0xfff) >>> 0 : limit;
}

/** Sets bits of the type of a descriptor in its table (accessed bit, busy bit). */
export function writeDescriptorType(p: Processor, descriptor: Descriptor, typeBits: number): void {
  const next = BigInt.asUintN(64, descriptor.address + 4n);
  systemWrite32(p, low32(next), high32(next), descriptor.high | (typeBits << 8));
}

/** Marks a TSS descriptor available: the task is left for good. */
export function clearBusy(p: Processor, descriptor: Descriptor): void {
  const next = BigInt.asUintN(64, descriptor.address + 4n);
  systemWrite32(p, low32(next), high32(next), descriptor.high & ~(TYPE_BUSY << 8));
}
