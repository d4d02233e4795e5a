import type { Processor } from '../../cpu/processor';
import { NO_VMCS } from '../vmcs/vmcs-region';
import { CURRENT_VMCS, MODE_OFF, VMXON_POINTER } from './vmx-layout';
import { setVmxMode } from './vmx-mode';

/** VMX state after a reset: outside VMX operation, no VMXON region, no current VMCS. */
export function resetVmx(p: Processor): void {
  setVmxMode(p, MODE_OFF);
  p.q[VMXON_POINTER >> 1] = NO_VMCS;
  p.q[CURRENT_VMCS >> 1] = NO_VMCS;
}
