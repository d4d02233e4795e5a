import { FAST_HIGH, FAST_OFFSET, FAST_READ, FAST_WRITE } from '../derived';
import type { Processor } from '../processor';
import { HIGH } from '../state/processor-layout';
import {
  modifySlow8,
  modifySlow16,
  modifySlow32,
  modifySlow64,
  readBigSlow,
  readSlow8,
  readSlow16,
  readSlow32,
  readSlow64,
  writeBigSlow,
  writeSlow8,
  writeSlow16,
  writeSlow32,
  writeSlow64,
} from './memory-slow';

/**
 * Memory as instruction operands see it, by linear address in two halves. A fast tag (cpu/derived.ts) answers most
 * accesses: the tag of the page that holds the last byte must be the one of the entry of the first byte's page, so one
 * comparison also finds accesses that cross a page. 8- and 16-bit values are unsigned, 32-bit values signed; a 64-bit
 * read returns its low half and leaves the high half in HIGH. Faults are raised as operand accesses at the current
 * privilege level; nothing has been written when one is.
 */

export function read8(p: Processor, low: number, high: number): number {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_READ] === (low & ~0xfff) && t[e + FAST_HIGH] === high)
    return p.image.u8[(t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0];
  return readSlow8(p, low, high);
}

export function read16(p: Processor, low: number, high: number): number {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_READ] === ((low + 1) & ~0xfff) && t[e + FAST_HIGH] === high)
    return p.view.getUint16((t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0, true);
  return readSlow16(p, low, high);
}

export function read32(p: Processor, low: number, high: number): number {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_READ] === ((low + 3) & ~0xfff) && t[e + FAST_HIGH] === high)
    return p.view.getInt32((t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0, true);
  return readSlow32(p, low, high);
}

export function read64(p: Processor, low: number, high: number): number {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_READ] === ((low + 7) & ~0xfff) && t[e + FAST_HIGH] === high) {
    const at = (t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0;
    p.s[HIGH] = p.view.getInt32(at + 4, true);
    return p.view.getInt32(at, true);
  }
  return readSlow64(p, low, high);
}

export function readBig(p: Processor, low: number, high: number): bigint {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_READ] === ((low + 7) & ~0xfff) && t[e + FAST_HIGH] === high)
    return p.view.getBigUint64((t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0, true);
  return readBigSlow(p, low, high);
}

export function write8(p: Processor, low: number, high: number, value: number): void {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === (low & ~0xfff) && t[e + FAST_HIGH] === high)
    p.image.u8[(t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0] = value;
  else writeSlow8(p, low, high, value);
}

export function write16(p: Processor, low: number, high: number, value: number): void {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === ((low + 1) & ~0xfff) && t[e + FAST_HIGH] === high)
    p.view.setInt16((t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0, value, true);
  else writeSlow16(p, low, high, value);
}

export function write32(p: Processor, low: number, high: number, value: number): void {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === ((low + 3) & ~0xfff) && t[e + FAST_HIGH] === high)
    p.view.setInt32((t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0, value, true);
  else writeSlow32(p, low, high, value);
}

export function write64(p: Processor, low: number, high: number, valueLow: number, valueHigh: number): void {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === ((low + 7) & ~0xfff) && t[e + FAST_HIGH] === high) {
    const at = (t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0;
    p.view.setInt32(at, valueLow, true);
    p.view.setInt32(at + 4, valueHigh, true);
  } else writeSlow64(p, low, high, valueLow, valueHigh);
}

export function writeBig(p: Processor, low: number, high: number, value: bigint): void {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === ((low + 7) & ~0xfff) && t[e + FAST_HIGH] === high)
    p.view.setBigUint64((t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0, value, true);
  else writeBigSlow(p, low, high, value);
}

/**
 * modify…: reads an operand that is about to be written back. It faults as the write would, so that an instruction may
 * change flags between the two: the write that follows cannot fault.
 */
export function modify8(p: Processor, low: number, high: number): number {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === (low & ~0xfff) && t[e + FAST_HIGH] === high)
    return p.image.u8[(t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0];
  return modifySlow8(p, low, high);
}

export function modify16(p: Processor, low: number, high: number): number {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === ((low + 1) & ~0xfff) && t[e + FAST_HIGH] === high)
    return p.view.getUint16((t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0, true);
  return modifySlow16(p, low, high);
}

export function modify32(p: Processor, low: number, high: number): number {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === ((low + 3) & ~0xfff) && t[e + FAST_HIGH] === high)
    return p.view.getInt32((t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0, true);
  return modifySlow32(p, low, high);
}

export function modify64(p: Processor, low: number, high: number): number {
  const t = p.fast;
  const e = (low >>> 10) & 0xffc;
  if (t[e + FAST_WRITE] === ((low + 7) & ~0xfff) && t[e + FAST_HIGH] === high) {
    const at = (t[e + FAST_OFFSET] + (low & 0xfff)) >>> 0;
    p.s[HIGH] = p.view.getInt32(at + 4, true);
    return p.view.getInt32(at, true);
  }
  return modifySlow64(p, low, high);
}

export { peekLinear } from './explain-walk';
export {
  systemRead16,
  systemRead32,
  systemReadBig,
  systemWrite16,
  systemWrite32,
  systemWriteBig,
} from './memory-slow';
