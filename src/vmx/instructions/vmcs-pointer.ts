import type { Instruction, Operation } from '../../cpu/decode/instruction';
import { effectiveAddress } from '../../cpu/execute/operands';
import { write64 } from '../../cpu/mmu/memory';
import { isRam, physicalWrite32 } from '../../cpu/mmu/physical';
import type { Processor } from '../../cpu/processor';
import { ADDRESS } from '../../cpu/state/processor-layout';
import type { VmxCapabilities } from '../capabilities/capabilities';
import { supportsControl } from '../capabilities/capabilities-of';
import { makeActive, makeInactive } from '../state/active-vmcs';
import { SHADOW_INDICATOR } from '../state/shadow-vmcs';
import { CURRENT_VMCS, VMXON_POINTER } from '../state/vmx-layout';
import { vmxUnitOf } from '../unit';
import { LAUNCH_STATE_CLEAR, LAUNCH_STATE_WORD, NO_VMCS } from '../vmcs/vmcs-region';
import { mayExecute } from './instruction-conditions';
import { isRegionAddress, isRegionInRam, readPointerOperand, readRevision } from './region-pointer';
import { vmFail, vmSucceed } from './vm-fail';

/** SDM Vol. 3: "VMCLEAR—Clear Virtual-Machine Control Structure". All VMCS data is in memory always: nothing to flush. */
export const vmclear: Operation = (p: Processor, i: Instruction): void => {
  if (!mayExecute(p, i, 'vmclear')) return;
  const address = readPointerOperand(p, i);
  if (!isRegionAddress(p, address)) {
    vmFail(p, 'vmclear', 2);
    return;
  }
  if (address === p.q[VMXON_POINTER >> 1]) {
    vmFail(p, 'vmclear', 3);
    return;
  }
  const launchState = Number(address) + 4 * LAUNCH_STATE_WORD;
  if (isRam(p, launchState, 4)) physicalWrite32(p, launchState, LAUNCH_STATE_CLEAR);
  makeInactive(p, address);
  if (address === p.q[CURRENT_VMCS >> 1]) p.q[CURRENT_VMCS >> 1] = NO_VMCS;
  vmSucceed(p);
};

/** Whether the first four bytes of a region are those of a VMCS, ordinary or shadow, that the model can use. */
const hasRevision = (found: number, capabilities: VmxCapabilities): boolean =>
  found === capabilities.revision ||
  (found === capabilities.revision + SHADOW_INDICATOR &&
    supportsControl(capabilities, { word: 'secondary-processor-based', id: 'vmcs-shadowing' }));

/**
 * SDM Vol. 3: "VMPTRLD—Load Pointer to Virtual-Machine Control Structure". A region outside RAM counts as one with a
 * wrong revision identifier; so does the shadow-VMCS indicator (bit 31) on a model without VMCS shadowing.
 */
export const vmptrld: Operation = (p: Processor, i: Instruction): void => {
  if (!mayExecute(p, i, 'vmptrld')) return;
  const address = readPointerOperand(p, i);
  if (!isRegionAddress(p, address)) {
    vmFail(p, 'vmptrld', 9);
    return;
  }
  if (address === p.q[VMXON_POINTER >> 1]) {
    vmFail(p, 'vmptrld', 10);
    return;
  }
  const { capabilities, listener } = vmxUnitOf(p);
  if (!isRegionInRam(p, address) || !hasRevision(readRevision(p, address), capabilities)) {
    vmFail(p, 'vmptrld', 11);
    return;
  }
  p.q[CURRENT_VMCS >> 1] = address;
  makeActive(p, address);
  vmSucceed(p);
  listener?.pointerLoaded?.(address);
};

/** SDM Vol. 3: "VMPTRST—Store Pointer to Virtual-Machine Control Structure". */
export const vmptrst: Operation = (p: Processor, i: Instruction): void => {
  if (!mayExecute(p, i, 'vmptrst')) return;
  const { s } = p;
  effectiveAddress(p, i);
  write64(p, s[ADDRESS], s[ADDRESS + 1], s[CURRENT_VMCS], s[CURRENT_VMCS + 1]);
  vmSucceed(p);
};
