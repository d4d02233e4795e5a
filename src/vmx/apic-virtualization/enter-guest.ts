import { interceptPage } from '../../cpu/mmu/intercepted-page';
import { joinPhysical } from '../../cpu/state/address';
import { GUEST_INTERRUPT_STATUS, VIRTUAL_INTERRUPT } from '../state/vmx-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import {
  hasSecondary,
  isSet,
  useTprShadow,
  virtualInterruptDelivery,
  virtualizeApicAccesses,
} from './apic-virtualization-controls';
import { evaluatePendingVirtualInterrupts, virtualizeProcessorPriority } from './pending-virtual-interrupt';
import { VTPR } from './virtual-apic-registers.table';
import { forgetVirtualApicWrite, noteVirtualApicWrite } from './virtual-apic-write';

const ACCESS_ADDRESS = F['apic-access-address'];
const STATUS = F['guest-interrupt-status'];

/**
 * What VM entry does for APIC virtualization, when the guest's state is loaded and before an event is injected: the APIC-access
 * page counts from now on, virtual interrupts are evaluated, or the TPR threshold is looked at behind the VM entry.
 * SDM Vol. 3: "Updating Non-Register State"; "VM Exits Induced by the TPR Threshold".
 * @param region index in `image.i32` of the VMCS's first word
 */
export function enterApicVirtualization(c: VmxContext, region: number): void {
  const { p } = c;
  const words = p.image.i32;
  const accesses = hasSecondary(c, virtualizeApicAccesses);
  forgetVirtualApicWrite(p);
  interceptPage(
    p,
    accesses
      ? Math.floor(joinPhysical(words[region + ACCESS_ADDRESS], words[region + ACCESS_ADDRESS + 1]) / 0x1000)
      : -1,
  );
  p.s[VIRTUAL_INTERRUPT] = 0;
  if (hasSecondary(c, virtualInterruptDelivery)) {
    p.s[GUEST_INTERRUPT_STATUS] = words[region + STATUS] & 0xffff;
    virtualizeProcessorPriority(c);
    evaluatePendingVirtualInterrupts(c);
  } else if (accesses && isSet(c, useTprShadow)) noteVirtualApicWrite(p, VTPR, 0);
}
