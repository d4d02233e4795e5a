import { interceptPage } from '../../cpu/mmu/intercepted-page';
import { GUEST_INTERRUPT_STATUS, VIRTUAL_INTERRUPT } from '../state/vmx-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { hasSecondary, virtualInterruptDelivery } from './apic-virtualization-controls';
import { forgetVirtualApicWrite } from './virtual-apic-write';

const STATUS = F['guest-interrupt-status'];

/**
 * What a VM exit does for APIC virtualization: RVI and SVI are saved, and nothing of the guest's is left to complete: a write
 * that was virtualized in the operation that exits has no further effect. SDM Vol. 3: "Saving Non-Register State";
 * "APIC-Write Emulation".
 * @param region index in `image.i32` of the VMCS's first word; the image has been told of the write
 */
export function leaveApicVirtualization(c: VmxContext, region: number): void {
  const { p } = c;
  if (hasSecondary(c, virtualInterruptDelivery)) p.image.i32[region + STATUS] = p.s[GUEST_INTERRUPT_STATUS];
  p.s[GUEST_INTERRUPT_STATUS] = 0;
  p.s[VIRTUAL_INTERRUPT] = 0;
  forgetVirtualApicWrite(p);
  interceptPage(p, -1);
}
