import { hasBreakpoints, noteDataBreakpoints } from '../interrupts/breakpoints';
import { GP, raiseWithCode } from '../interrupts/fault';
import type { Processor } from '../processor';
import { highHalf, lowHalf } from '../state/halves';
import { HIGH } from '../state/processor-layout';
import { ACCESS_IMPLICIT, ACCESS_MODIFY, ACCESS_WRITE } from './access';
import { reachPage } from './intercepted-page';
import { checkAlignment, isCanonical, isLongMode, operandAccess, translate } from './linear';
import {
  physicalRead8,
  physicalRead16,
  physicalRead32,
  physicalWrite8,
  physicalWrite16,
  physicalWrite32,
} from './physical';

/** The accesses of mmu/memory.ts that no fast tag answers, and the implicit accesses of the processor itself. */

const SYSTEM_READ = ACCESS_IMPLICIT;
const SYSTEM_WRITE = ACCESS_IMPLICIT | ACCESS_WRITE;

/** Bytes of an access that crosses a page boundary. */
const crossing = new DataView(new ArrayBuffer(8));

function crosses(low: number, size: number): boolean {
  return (low & 0xfff) > 0x1000 - size;
}

/** Upper half of the linear address of the page after the one that holds a linear address. */
function nextPageHigh(p: Processor, low: number, high: number): number {
  if ((((low | 0xfff) + 1) | 0) !== 0) return high;
  return isLongMode(p) ? (high + 1) | 0 : 0;
}

/** Translates that page. */
function translateNextPage(p: Processor, low: number, high: number, access: number): number {
  return translate(p, ((low | 0xfff) + 1) | 0, nextPageHigh(p, low, high), access);
}

/** All bytes of an access must have canonical addresses before any of them is translated. */
function requireCanonicalEnd(p: Processor, low: number, high: number): void {
  if (!isCanonical(p, nextPageHigh(p, low, high))) raiseWithCode(p, GP, 0);
}

/** A read that asks for the rights of a write is about to be written back. */
const readKind = (access: number): 'read' | 'modify' => ((access & ACCESS_WRITE) === 0 ? 'read' : 'modify');

/** Reads an access that crosses a page into `crossing`, after both pages were found to be readable. */
function readCrossing(p: Processor, low: number, high: number, size: number, access: number): void {
  requireCanonicalEnd(p, low, high);
  const inFirst = 0x1000 - (low & 0xfff);
  const firstPage = translate(p, low, high, access);
  const secondPage = translateNextPage(p, low, high, access);
  const first = reachPage(p, firstPage, inFirst, readKind(access));
  const second = reachPage(p, secondPage, size - inFirst, readKind(access));
  if (p.accessWatch !== null || hasBreakpoints(p)) tellCrossing(p, low, high, first, second, size, 'read');
  for (let k = 0; k < size; k++) crossing.setUint8(k, physicalRead8(p, k < inFirst ? first + k : second + k - inFirst));
}

/** Writes `size` bytes of `crossing` over a page boundary, after both pages were found to be writable. */
function writeCrossing(p: Processor, low: number, high: number, size: number, access: number): void {
  requireCanonicalEnd(p, low, high);
  const inFirst = 0x1000 - (low & 0xfff);
  const firstPage = translate(p, low, high, access);
  const secondPage = translateNextPage(p, low, high, access);
  const first = reachPage(p, firstPage, inFirst, 'write');
  const second = reachPage(p, secondPage, size - inFirst, 'write');
  if (p.accessWatch !== null || hasBreakpoints(p)) tellCrossing(p, low, high, first, second, size, 'write');
  for (let k = 0; k < size; k++)
    physicalWrite8(p, k < inFirst ? first + k : second + k - inFirst, crossing.getUint8(k));
}

function tellCrossing(
  p: Processor,
  low: number,
  high: number,
  first: number,
  second: number,
  size: number,
  access: 'read' | 'write',
): void {
  const inFirst = 0x1000 - (low & 0xfff);
  const nextLow = ((low | 0xfff) + 1) | 0;
  const nextHigh = nextLow !== 0 ? high : isLongMode(p) ? (high + 1) | 0 : 0;
  tell(p, low, high, first, inFirst, access);
  tell(p, nextLow, nextHigh, second, size - inFirst, access);
}

/** Tells an access inside one page to breakpoints and to whoever watches. */
function tell(p: Processor, low: number, high: number, physical: number, size: number, access: 'read' | 'write'): void {
  if (hasBreakpoints(p)) noteDataBreakpoints(p, low, high, size, access === 'write');
  p.accessWatch?.linearAccess(p, low, high, physical, size, access);
}

/** `translate` for an access inside one page. Where parts of the page have rights of their own, all that it touches are asked for. */
function translateOperand(p: Processor, low: number, high: number, size: number, access: number): number {
  const { derived } = p;
  derived.partBytes = 0;
  const address = translate(p, low, high, access);
  const last = (low + size - 1) | 0;
  if (derived.partBytes !== 0 && ((low ^ last) & -derived.partBytes) !== 0) translate(p, last, high, access);
  return address;
}

/** The same for an access that is told to whoever waits for it. */
function translateRead(p: Processor, low: number, high: number, size: number, access: number): number {
  const address = reachPage(p, translateOperand(p, low, high, size, access), size, readKind(access));
  if (p.accessWatch !== null || hasBreakpoints(p)) tell(p, low, high, address, size, 'read');
  return address;
}

function translateWrite(p: Processor, low: number, high: number, size: number, access: number): number {
  const address = reachPage(p, translateOperand(p, low, high, size, access), size, 'write');
  if (p.accessWatch !== null || hasBreakpoints(p)) tell(p, low, high, address, size, 'write');
  return address;
}

function read16As(p: Processor, low: number, high: number, access: number): number {
  if (!crosses(low, 2)) return physicalRead16(p, translateRead(p, low, high, 2, access));
  readCrossing(p, low, high, 2, access);
  return crossing.getUint16(0, true);
}

function read32As(p: Processor, low: number, high: number, access: number): number {
  if (!crosses(low, 4)) return physicalRead32(p, translateRead(p, low, high, 4, access));
  readCrossing(p, low, high, 4, access);
  return crossing.getInt32(0, true);
}

function read64As(p: Processor, low: number, high: number, access: number): number {
  if (!crosses(low, 8)) {
    const address = translateRead(p, low, high, 8, access);
    const valueLow = physicalRead32(p, address);
    p.s[HIGH] = physicalRead32(p, address + 4);
    return valueLow;
  }
  readCrossing(p, low, high, 8, access);
  p.s[HIGH] = crossing.getInt32(4, true);
  return crossing.getInt32(0, true);
}

function write16As(p: Processor, low: number, high: number, value: number, access: number): void {
  if (!crosses(low, 2)) {
    physicalWrite16(p, translateWrite(p, low, high, 2, access), value);
    return;
  }
  crossing.setInt16(0, value, true);
  writeCrossing(p, low, high, 2, access);
}

function write32As(p: Processor, low: number, high: number, value: number, access: number): void {
  if (!crosses(low, 4)) {
    physicalWrite32(p, translateWrite(p, low, high, 4, access), value);
    return;
  }
  crossing.setInt32(0, value, true);
  writeCrossing(p, low, high, 4, access);
}

function write64As(p: Processor, low: number, high: number, valueLow: number, valueHigh: number, access: number): void {
  if (!crosses(low, 8)) {
    const address = translateWrite(p, low, high, 8, access);
    physicalWrite32(p, address, valueLow);
    physicalWrite32(p, address + 4, valueHigh);
    return;
  }
  crossing.setInt32(0, valueLow, true);
  crossing.setInt32(4, valueHigh, true);
  writeCrossing(p, low, high, 8, access);
}

function joinHigh(p: Processor, low: number): bigint {
  return (BigInt(p.s[HIGH] >>> 0) << 32n) | BigInt(low >>> 0);
}

export function readSlow8(p: Processor, low: number, high: number): number {
  return physicalRead8(p, translateRead(p, low, high, 1, operandAccess(p, false)));
}

export function readSlow16(p: Processor, low: number, high: number): number {
  checkAlignment(p, low, 2);
  return read16As(p, low, high, operandAccess(p, false));
}

export function readSlow32(p: Processor, low: number, high: number): number {
  checkAlignment(p, low, 4);
  return read32As(p, low, high, operandAccess(p, false));
}

export function readSlow64(p: Processor, low: number, high: number): number {
  checkAlignment(p, low, 8);
  return read64As(p, low, high, operandAccess(p, false));
}

export function readBigSlow(p: Processor, low: number, high: number): bigint {
  return joinHigh(p, readSlow64(p, low, high));
}

export function writeSlow8(p: Processor, low: number, high: number, value: number): void {
  physicalWrite8(p, translateWrite(p, low, high, 1, operandAccess(p, true)), value);
}

export function writeSlow16(p: Processor, low: number, high: number, value: number): void {
  checkAlignment(p, low, 2);
  write16As(p, low, high, value, operandAccess(p, true));
}

export function writeSlow32(p: Processor, low: number, high: number, value: number): void {
  checkAlignment(p, low, 4);
  write32As(p, low, high, value, operandAccess(p, true));
}

export function writeSlow64(p: Processor, low: number, high: number, valueLow: number, valueHigh: number): void {
  checkAlignment(p, low, 8);
  write64As(p, low, high, valueLow, valueHigh, operandAccess(p, true));
}

export function writeBigSlow(p: Processor, low: number, high: number, value: bigint): void {
  writeSlow64(p, low, high, lowHalf(value), highHalf(value));
}

export function modifySlow8(p: Processor, low: number, high: number): number {
  return physicalRead8(p, translateRead(p, low, high, 1, operandAccess(p, true) | ACCESS_MODIFY));
}

export function modifySlow16(p: Processor, low: number, high: number): number {
  checkAlignment(p, low, 2);
  return read16As(p, low, high, operandAccess(p, true) | ACCESS_MODIFY);
}

export function modifySlow32(p: Processor, low: number, high: number): number {
  checkAlignment(p, low, 4);
  return read32As(p, low, high, operandAccess(p, true) | ACCESS_MODIFY);
}

export function modifySlow64(p: Processor, low: number, high: number): number {
  checkAlignment(p, low, 8);
  return read64As(p, low, high, operandAccess(p, true) | ACCESS_MODIFY);
}

/** Implicit supervisor-mode accesses: descriptor tables, IDT, TSS. SDM: "Access Rights", implicit accesses. */
export function systemRead16(p: Processor, low: number, high: number): number {
  return read16As(p, low, high, SYSTEM_READ);
}

export function systemRead32(p: Processor, low: number, high: number): number {
  return read32As(p, low, high, SYSTEM_READ);
}

export function systemReadBig(p: Processor, low: number, high: number): bigint {
  return joinHigh(p, read64As(p, low, high, SYSTEM_READ));
}

export function systemWrite16(p: Processor, low: number, high: number, value: number): void {
  write16As(p, low, high, value, SYSTEM_WRITE);
}

export function systemWrite32(p: Processor, low: number, high: number, value: number): void {
  write32As(p, low, high, value, SYSTEM_WRITE);
}

export function systemWriteBig(p: Processor, low: number, high: number, value: bigint): void {
  write64As(p, low, high, lowHalf(value), highHalf(value), SYSTEM_WRITE);
}
