import { GPR } from '../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../src/cpu/state/state-image';
import type { Machine } from '../../src/machine/machine';
import type { Fields } from '../support/baseline-vmcs';
import { PRIMARY } from './event-words';

/** Words and pages that the rows about APIC virtualization share. */
export const VIRTUAL_APIC_PAGE = 0x14_0000;
export const APIC_ACCESS_PAGE = 0x14_1000;
export const DESCRIPTOR = 0x14_2000;
export const OTHER_DESCRIPTOR = 0x14_2040;
export const PID_TABLE = 0x14_3000;

export const SECONDARY = 'secondary-processor-based';
export const TPR_SHADOW = [PRIMARY, 'use-tpr-shadow'] as const;
export const ACTIVATE = [PRIMARY, 'activate-secondary-controls'] as const;
export const ACCESSES = [SECONDARY, 'virtualize-apic-accesses'] as const;
export const REGISTERS = [SECONDARY, 'apic-register-virtualization'] as const;
export const DELIVERY = [SECONDARY, 'virtual-interrupt-delivery'] as const;
export const X2APIC = [SECONDARY, 'virtualize-x2apic-mode'] as const;
export const EXTERNAL = ['pin-based', 'external-interrupt-exiting'] as const;
export const IPI = [
  [PRIMARY, 'activate-tertiary-controls'],
  ['tertiary-processor-based', 'ipi-virtualization'],
] as const;

export const PAGES: Fields = {
  'virtual-apic-address': BigInt(VIRTUAL_APIC_PAGE),
  'apic-access-address': BigInt(APIC_ACCESS_PAGE),
};

/** Writes 32-bit words of memory by address. */
export const words =
  (values: Readonly<Record<number, number>>) =>
  (machine: Machine): void => {
    for (const [address, value] of Object.entries(values)) {
      const bytes = new DataView(new ArrayBuffer(4));
      bytes.setUint32(0, value >>> 0, true);
      machine.load(Number(address), new Uint8Array(bytes.buffer));
    }
  };

/** A register of the virtual-APIC page as a key of `words`. */
export const virtual = (offset: number): number => VIRTUAL_APIC_PAGE + offset;

export const memory32 = (machine: Machine, address: number): number =>
  machine.image.view.getUint32(RAM_BASE + address, true);
export const register = (machine: Machine, n: number): bigint => machine.processors[0]?.q[(GPR >> 1) + n] ?? -1n;
export const RAX = 0;
export const RCX = 1;
export const RDX = 2;

/** Guest code: RBX is the APIC-access page. */
export const at = (code: string): string => `mov ebx, 0x${APIC_ACCESS_PAGE.toString(16)}\n${code}`;
