import type { Processor } from '../processor';
import { APIC_BASE, APIC_SPURIOUS } from '../state/processor-layout';

/** Bits of IA32_APIC_BASE. SDM Vol. 3: "Local APIC Status and Location", "Extended XAPIC (x2APIC)". */
export const APIC_BOOTSTRAP = 0x100;
export const APIC_EXTENDED = 0x400;
export const APIC_ENABLED = 0x800;
const SOFTWARE_ENABLED = 0x100;

/** The local APIC is globally enabled (IA32_APIC_BASE bit 11). */
export const isApicEnabled = (p: Processor): boolean => (p.s[APIC_BASE] & APIC_ENABLED) !== 0;

/** Its registers are MSRs (IA32_APIC_BASE bits 11 and 10). */
export const isX2Apic = (p: Processor): boolean =>
  (p.s[APIC_BASE] & (APIC_ENABLED | APIC_EXTENDED)) === (APIC_ENABLED | APIC_EXTENDED);

/** It takes interrupts: globally enabled and enabled by software (spurious-interrupt vector register, bit 8). */
export const isApicSoftwareEnabled = (p: Processor): boolean =>
  isApicEnabled(p) && (p.s[APIC_SPURIOUS] & SOFTWARE_ENABLED) !== 0;

/** Logical x2APIC ID: the cluster in bits 31:16, one bit in bits 15:0. SDM Vol. 3: "Deriving Logical x2APIC ID from the Local x2APIC ID". */
export const logicalX2ApicId = (p: Processor): number => ((p.id >>> 4) << 16) | (1 << (p.id & 15));
