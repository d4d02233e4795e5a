import { isApicPage, readApicWindow, writeApicWindow } from '../apic/apic-window';
import type { Processor } from '../processor';
import type { HostPhysical } from '../state/address';
import { PAGE_CODE, PAGE_FAST, PAGE_WATCHED, RAM_BASE } from '../state/state-image';

/**
 * Reads and writes of host-physical memory: RAM through the state image, anything else through the bus. 8- and 16-bit
 * values are unsigned, 32-bit values signed, addresses exact numbers. An access may not start in RAM and end outside.
 */

/** True when `size` bytes at a host-physical address are RAM. */
export function isRam(p: Processor, address: number, size: number): boolean {
  return address + size <= p.image.ramBytes && !isApicPage(p, Math.floor(address / 0x1000));
}

/** What is not RAM: this processor's local APIC, or whatever the bus finds there. */
function readDevice(p: Processor, address: number, size: number): number {
  if (isApicPage(p, Math.floor(address / 0x1000))) return readApicWindow(p, address, size);
  return p.bus.readPhysical(p, address as HostPhysical, size);
}

function writeDevice(p: Processor, address: number, size: number, value: number): void {
  if (isApicPage(p, Math.floor(address / 0x1000))) writeApicWindow(p, address, size, value);
  else p.bus.writePhysical(p, address as HostPhysical, size, value);
}

export function physicalRead8(p: Processor, address: number): number {
  if (isRam(p, address, 1)) return p.view.getUint8(RAM_BASE + address);
  return readDevice(p, address, 1) & 0xff;
}

export function physicalRead16(p: Processor, address: number): number {
  if (isRam(p, address, 2)) return p.view.getUint16(RAM_BASE + address, true);
  return readDevice(p, address, 2) & 0xffff;
}

export function physicalRead32(p: Processor, address: number): number {
  if (isRam(p, address, 4)) return p.view.getInt32(RAM_BASE + address, true);
  return readDevice(p, address, 4) | 0;
}

export function physicalReadBig(p: Processor, address: number): bigint {
  if (isRam(p, address, 8)) return p.view.getBigUint64(RAM_BASE + address, true);
  const low = physicalRead32(p, address);
  return (BigInt(physicalRead32(p, address + 4) >>> 0) << 32n) | BigInt(low >>> 0);
}

export function physicalWrite8(p: Processor, address: number, value: number): void {
  if (isRam(p, address, 1)) {
    if (p.accessWatch !== null) p.accessWatch.physicalWrite(p, address, 1);
    noteWrites(p, address, 1);
    p.view.setUint8(RAM_BASE + address, value);
  } else writeDevice(p, address, 1, value & 0xff);
}

export function physicalWrite16(p: Processor, address: number, value: number): void {
  if (isRam(p, address, 2)) {
    if (p.accessWatch !== null) p.accessWatch.physicalWrite(p, address, 2);
    noteWrites(p, address, 2);
    p.view.setUint16(RAM_BASE + address, value, true);
  } else writeDevice(p, address, 2, value & 0xffff);
}

export function physicalWrite32(p: Processor, address: number, value: number): void {
  if (isRam(p, address, 4)) {
    if (p.accessWatch !== null) p.accessWatch.physicalWrite(p, address, 4);
    noteWrites(p, address, 4);
    p.view.setInt32(RAM_BASE + address, value, true);
  } else writeDevice(p, address, 4, value | 0);
}

export function physicalWriteBig(p: Processor, address: number, value: bigint): void {
  if (isRam(p, address, 8)) {
    if (p.accessWatch !== null) p.accessWatch.physicalWrite(p, address, 8);
    noteWrites(p, address, 8);
    p.view.setBigUint64(RAM_BASE + address, value, true);
  } else {
    physicalWrite32(p, address, Number(value & 0xffff_ffffn) | 0);
    physicalWrite32(p, address + 4, Number((value >> 32n) & 0xffff_ffffn) | 0);
  }
}

/** Tells the image of a write of `size` bytes of RAM, except of bytes beside decoded code that it need not know of. */
export function noteWrites(p: Processor, address: number, size: number): void {
  const first = Math.floor(address / 0x1000);
  const last = Math.floor((address + size - 1) / 0x1000);
  if (last !== first) {
    p.image.noteWrite(first);
    p.image.noteWrite(last);
  } else if (!isBesideCode(p, first, address & 0xfff, size)) p.image.noteWrite(first);
}

/**
 * True for bytes of a code page that no decoded instruction covers: the page is marked as written, and what was decoded
 * from it stays. Programs that keep variables beside their code would crawl otherwise.
 */
function isBesideCode(p: Processor, page: number, offset: number, size: number): boolean {
  const { pageFlags, codeBytes } = p.image;
  if ((pageFlags[page] & (PAGE_CODE | PAGE_WATCHED)) !== PAGE_CODE) return false;
  const covered = codeBytes.get(page);
  if (covered === undefined) return false;
  for (let k = 0; k < size; k++) if (covered[offset + k] !== 0) return false;
  pageFlags[page] |= PAGE_FAST;
  return true;
}
