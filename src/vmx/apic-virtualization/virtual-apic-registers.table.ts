/** What makes the processor answer an access to a register by itself, by the id of the control. */
export type AnsweringControl =
  | 'use-tpr-shadow'
  | 'virtual-interrupt-delivery'
  | 'ipi-virtualization'
  | 'apic-register-virtualization';

/** One 32-bit register of the virtual-APIC page. */
export interface VirtualApicRegister {
  /** Byte offset in the page. */
  readonly offset: number;
  /** The manual's abbreviation, or the register's name. */
  readonly name: string;
  /** Controls of which one lets a read through the APIC-access page be virtualized; none: it exits always. */
  readonly read: readonly AnsweringControl[];
  readonly write: readonly AnsweringControl[];
}

const REGISTERS: readonly AnsweringControl[] = ['apic-register-virtualization'];
const INTERRUPTS: readonly AnsweringControl[] = ['virtual-interrupt-delivery', ...REGISTERS];
const NONE: readonly AnsweringControl[] = [];

const both = (offset: number, name: string): VirtualApicRegister => ({
  offset,
  name,
  read: REGISTERS,
  write: REGISTERS,
});
const readOnly = (offset: number, name: string): VirtualApicRegister => ({
  offset,
  name,
  read: REGISTERS,
  write: NONE,
});
/** A 256-bit register is eight. */
const eight = (offset: number, name: string): readonly VirtualApicRegister[] =>
  Array.from({ length: 8 }, (_, k) => readOnly(offset + 16 * k, `${name} ${32 * k + 31}:${32 * k}`));

export const VTPR = 0x80;
export const VPPR = 0xa0;
export const VEOI = 0xb0;
export const VISR = 0x100;
const VTMR = 0x180;
export const VIRR = 0x200;
export const VICR_LOW = 0x300;
export const VICR_HIGH = 0x310;
/** The SELF IPI register exists in x2APIC mode only. */
export const VSELF_IPI = 0x3f0;

/**
 * The registers of the virtual-APIC page, and which accesses to the APIC-access page reach them. Offsets without a row exit
 * always. VTPR's control counts for accesses at offset 0x80 itself, those of VEOI and VICR_LOW for 0xB0 and 0x300;
 * "APIC-register virtualization" counts for any access inside the register.
 * SDM Vol. 3: "Virtualizing Reads from the APIC-Access Page", "Determining Whether a Write Access is Virtualized".
 */
export const virtualApicRegisters: readonly VirtualApicRegister[] = [
  both(0x20, 'Local APIC ID'),
  readOnly(0x30, 'Local APIC version'),
  { offset: VTPR, name: 'VTPR', read: ['use-tpr-shadow', ...REGISTERS], write: ['use-tpr-shadow', ...REGISTERS] },
  { offset: VPPR, name: 'VPPR', read: NONE, write: NONE },
  { offset: VEOI, name: 'VEOI', read: INTERRUPTS, write: INTERRUPTS },
  both(0xd0, 'Logical destination'),
  both(0xe0, 'Destination format'),
  both(0xf0, 'Spurious-interrupt vector'),
  ...eight(VISR, 'VISR'),
  ...eight(VTMR, 'Trigger mode'),
  ...eight(VIRR, 'VIRR'),
  both(0x280, 'Error status'),
  {
    offset: VICR_LOW,
    name: 'VICR_LO',
    read: INTERRUPTS,
    write: ['virtual-interrupt-delivery', 'ipi-virtualization', ...REGISTERS],
  },
  both(VICR_HIGH, 'VICR_HI'),
  both(0x320, 'LVT timer'),
  both(0x330, 'LVT thermal sensor'),
  both(0x340, 'LVT performance-monitoring counters'),
  both(0x350, 'LVT LINT0'),
  both(0x360, 'LVT LINT1'),
  both(0x370, 'LVT error'),
  both(0x380, 'Initial count'),
  both(0x3e0, 'Divide configuration'),
];

const byDword: readonly (VirtualApicRegister | undefined)[] = Array.from({ length: 0x400 }, (_, dword) =>
  virtualApicRegisters.find(({ offset }) => offset === 4 * dword),
);

/** The register that an access of `size` bytes lies in wholly. */
export function virtualApicRegister(offset: number, size: number): VirtualApicRegister | undefined {
  return (offset & 3) + size > 4 ? undefined : byDword[offset >>> 2];
}
