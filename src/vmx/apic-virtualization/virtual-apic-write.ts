import type { Processor } from '../../cpu/processor';
import { ATTENTION, PENDING, PENDING_COMPLETION } from '../../cpu/state/processor-layout';
import { VIRTUAL_APIC_WRITE } from '../state/vmx-layout';

/** The virtualized write that waits for the end of its operation: format in state/vmx-layout.ts. */

const VALID = 0x8000_0000 | 0;
const SIZE_SHIFT = 16;

/**
 * A register of the virtual-APIC page was written: what follows from it happens behind the operation.
 * @param offset of the write in the page
 * @param size bytes of a write to the APIC-access page; 0 for MOV to CR8, WRMSR and VM entry
 */
export function noteVirtualApicWrite(p: Processor, offset: number, size: number): void {
  p.s[VIRTUAL_APIC_WRITE] = VALID | (size << SIZE_SHIFT) | offset;
  p.s[PENDING] |= PENDING_COMPLETION;
  p.s[ATTENTION] = 1;
}

export function forgetVirtualApicWrite(p: Processor): void {
  p.s[VIRTUAL_APIC_WRITE] = 0;
  p.s[PENDING] &= ~PENDING_COMPLETION;
}

export const writtenOffset = (write: number): number => write & 0xfff;
export const writtenSize = (write: number): number => (write >>> SIZE_SHIFT) & 7;
