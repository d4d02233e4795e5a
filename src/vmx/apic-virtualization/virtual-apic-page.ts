import { physicalRead32, physicalReadBig, physicalWrite32, physicalWriteBig } from '../../cpu/mmu/physical';
import { joinPhysical } from '../../cpu/state/address';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

/**
 * The virtual-APIC page, a page of physical memory. A 256-bit register lies in eight fields of 32 bits, 16 bytes apart; the
 * functions for vectors take the offset of the first. SDM Vol. 3: "Virtual APIC State", "Virtualized APIC Registers".
 */

const ADDRESS = F['virtual-apic-address'];

/** Host-physical address of the page of the current VMCS. */
export function virtualApicAddress(c: VmxContext): number {
  const words = c.p.image.i32;
  const field = c.region + ADDRESS;
  return joinPhysical(words[field], words[field + 1]);
}

export const readVirtualApic = (c: VmxContext, offset: number): number =>
  physicalRead32(c.p, virtualApicAddress(c) + offset);

export function writeVirtualApic(c: VmxContext, offset: number, value: number): void {
  physicalWrite32(c.p, virtualApicAddress(c) + offset, value);
}

export const readVirtualApic64 = (c: VmxContext, offset: number): bigint =>
  physicalReadBig(c.p, virtualApicAddress(c) + offset);

export function writeVirtualApic64(c: VmxContext, offset: number, value: bigint): void {
  physicalWriteBig(c.p, virtualApicAddress(c) + offset, value);
}

const fieldOf = (register: number, vector: number): number => register + ((vector >>> 5) << 4);

export function setVirtualVector(c: VmxContext, register: number, vector: number): void {
  const field = fieldOf(register, vector);
  writeVirtualApic(c, field, readVirtualApic(c, field) | (1 << (vector & 31)));
}

export function clearVirtualVector(c: VmxContext, register: number, vector: number): void {
  const field = fieldOf(register, vector);
  writeVirtualApic(c, field, readVirtualApic(c, field) & ~(1 << (vector & 31)));
}

/** The highest vector whose bit is set; 0 when none is. */
export function highestVirtualVector(c: VmxContext, register: number): number {
  for (let word = 7; word >= 0; word--) {
    const bits = readVirtualApic(c, register + 16 * word);
    if (bits !== 0) return 32 * word + 31 - Math.clz32(bits);
  }
  return 0;
}
