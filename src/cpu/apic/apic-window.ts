import type { Processor } from '../processor';
import { APIC_BASE } from '../state/processor-layout';
import { APIC_ENABLED, APIC_EXTENDED } from './apic-mode';
import { type ApicRegister, apicRegisters } from './apic-registers';
import { ERROR_ILLEGAL_REGISTER, noteApicError } from './local-interrupts';

const registers: readonly (ApicRegister | undefined)[] = Array.from({ length: 0x100 }, (_, index) =>
  apicRegisters.find((row) => row.index === index && row.only !== 'x2apic'),
);

/**
 * Whether a physical page is the window of this processor's local APIC: 4 KiB at the base address, before anything else that
 * lies there, while the APIC is in xAPIC mode. SDM Vol. 3: "Relocating the Local APIC Registers".
 */
export function isApicPage(p: Processor, page: number): boolean {
  const base = p.s[APIC_BASE];
  if ((base & (APIC_ENABLED | APIC_EXTENDED)) !== APIC_ENABLED) return false;
  return page === p.s[APIC_BASE + 1] * 0x10_0000 + (base >>> 12);
}

/**
 * Reads 1, 2 or 4 bytes of the window. Registers have 32 bits at 16-byte boundaries; the bytes between are 0.
 * SDM Vol. 3: "Local APIC Register Address Map": other accesses than aligned ones of 32 bits need not work.
 */
export function readApicWindow(p: Processor, address: number, size: number): number {
  const offset = address & 0xfff;
  if ((offset & 0xc) !== 0) return 0;
  const row = registers[offset >>> 4];
  if (row === undefined) noteApicError(p, ERROR_ILLEGAL_REGISTER);
  const value = (row?.read?.(p) ?? 0) >> (8 * (offset & 3));
  return size === 4 ? value : value & ((1 << (8 * size)) - 1);
}

/** Writes the window; only aligned 32-bit writes do anything. */
export function writeApicWindow(p: Processor, address: number, size: number, value: number): void {
  const offset = address & 0xfff;
  if (size !== 4 || (offset & 0xf) !== 0) return;
  const row = registers[offset >>> 4];
  if (row === undefined) noteApicError(p, ERROR_ILLEGAL_REGISTER);
  else row.write?.(p, value | 0);
}
