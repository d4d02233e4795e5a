import type { Processor } from '../../cpu/processor';
import { GUEST } from '../../cpu/state/processor-layout';
import type { VirtualApicReading } from '../../protocol/virtual-apic';
import {
  apicRegisterVirtualization,
  interruptWindowExiting,
  ipiVirtualization,
  processPostedInterrupts,
  useTprShadow,
  virtualInterruptDelivery,
  virtualizeApicAccesses,
  virtualizeX2ApicMode,
} from '../../vmx/apic-virtualization/apic-virtualization-controls';
import { toVirtualApicView } from '../../vmx/apic-virtualization/virtual-apic-view';
import { isEffective } from '../../vmx/nonroot/decide';
import { vmxUnitOf } from '../../vmx/unit';
import { currentVmcs } from './vmcs-view';

const CONTROLS = {
  useTprShadow,
  virtualizeApicAccesses,
  virtualizeX2ApicMode,
  apicRegisterVirtualization,
  virtualInterruptDelivery,
  processPostedInterrupts,
  ipiVirtualization,
  interruptWindowExiting,
};

/** The virtual APIC of the current VMCS; null without one. Nothing is changed by it. */
export function toVirtualApicReading(p: Processor): VirtualApicReading | null {
  const vmcs = currentVmcs(p);
  if (vmcs === null) return null;
  const unit = vmxUnitOf(p);
  return {
    vmcs,
    running: p.s[GUEST] !== 0,
    controls: Object.entries(CONTROLS).map(([id, control]) => ({
      id,
      word: control.word,
      bit: control.bit,
      value: isEffective(unit, control) ? 1 : 0,
    })),
    ...toVirtualApicView(unit),
  };
}
