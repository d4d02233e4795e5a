import type { Instruction, Operation } from '../../cpu/decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../cpu/interrupts/fault';
import type { Processor } from '../../cpu/processor';
import {
  ATTENTION,
  CR0,
  CR4,
  FEATURE_CONTROL,
  MONITOR_ARMED,
  PENDING,
  PENDING_INIT,
} from '../../cpu/state/processor-layout';
import type { VmxCapabilities } from '../capabilities/capabilities';
import { buildTransition } from '../explain/build-transition';
import type { TransitionKind } from '../explain/transition';
import { activeVmcsPointers } from '../state/active-vmcs';
import { CURRENT_VMCS, MODE_NON_ROOT, MODE_OFF, MODE_ROOT, VMX_MODE, VMXON_POINTER } from '../state/vmx-layout';
import { setVmxMode } from '../state/vmx-mode';
import { vmxUnitOf } from '../unit';
import { LAUNCH_STATE_LAUNCHED, LAUNCH_STATE_STALE, LAUNCH_STATE_WORD, NO_VMCS, regionWord } from '../vmcs/vmcs-region';
import { mayExecute, requirePrivilege, requireProcessorMode } from './instruction-conditions';
import { isRegionAddress, readPointerOperand, readRevision } from './region-pointer';
import { vmFail, vmFailInvalid, vmSucceed } from './vm-fail';

const CR4_VMXE = 0x2000;
const FEATURE_CONTROL_LOCK = 1;
const FEATURE_CONTROL_VMX_OUTSIDE_SMX = 4;

/** Whether CR0 and CR4 have values that VMX operation supports. SDM Vol. 3: "Restrictions on VMX Operation". */
function controlRegistersFit(p: Processor, c: VmxCapabilities): boolean {
  const cr0 = p.q[CR0 >> 1] as bigint;
  const cr4 = p.q[CR4 >> 1] as bigint;
  return (
    (cr0 & c.cr0Fixed0) === c.cr0Fixed0 &&
    (cr0 & ~c.cr0Fixed1) === 0n &&
    (cr4 & c.cr4Fixed0) === c.cr4Fixed0 &&
    (cr4 & ~c.cr4Fixed1) === 0n
  );
}

function tell(p: Processor, kind: TransitionKind, vmcs: bigint): void {
  const { listener } = vmxUnitOf(p);
  if (listener !== null) listener.transition(buildTransition(p, { kind, cause: kind, vmcs }));
}

/** SDM Vol. 3: "VMXON—Enter VMX Operation". SMX operation and the A20 mask are not modelled. */
export const vmxon: Operation = (p: Processor, i: Instruction): void => {
  const { s } = p;
  if ((s[CR4] & CR4_VMXE) === 0) raise(p, UD);
  requireProcessorMode(p);
  const mode = s[VMX_MODE];
  if (mode === MODE_NON_ROOT) {
    vmxUnitOf(p).vmxInstructionExit(i, 'vmxon');
    return;
  }
  requirePrivilege(p);
  if (mode === MODE_ROOT) {
    vmFail(p, 'vmxon', 15);
    return;
  }
  const { capabilities } = vmxUnitOf(p);
  const enabled = FEATURE_CONTROL_LOCK | FEATURE_CONTROL_VMX_OUTSIDE_SMX;
  if (!controlRegistersFit(p, capabilities) || (s[FEATURE_CONTROL] & enabled) !== enabled) raiseWithCode(p, GP, 0);
  const address = readPointerOperand(p, i);
  if (!isRegionAddress(p, address) || readRevision(p, address) !== capabilities.revision) {
    vmFailInvalid(p, 'vmxon');
    return;
  }
  p.q[VMXON_POINTER >> 1] = address;
  p.q[CURRENT_VMCS >> 1] = NO_VMCS;
  setVmxMode(p, MODE_ROOT);
  s[MONITOR_ARMED] = 0;
  vmSucceed(p);
  tell(p, 'vmxon', NO_VMCS);
};

/**
 * SDM Vol. 3: "VMXOFF—Leave VMX Operation". VMCSs that are still active and launched are marked, so that VMRESUME after
 * another VMXON tells of the mistake (error 6). An INIT that was blocked is taken at the next boundary.
 */
export const vmxoff: Operation = (p: Processor, i: Instruction): void => {
  if (!mayExecute(p, i, 'vmxoff')) return;
  const { s, image } = p;
  for (const pointer of activeVmcsPointers(p)) {
    const word = regionWord(Number(pointer)) + LAUNCH_STATE_WORD;
    if (image.i32[word] !== LAUNCH_STATE_LAUNCHED) continue;
    image.noteWrite(Number(pointer >> 12n));
    image.i32[word] = LAUNCH_STATE_STALE;
  }
  setVmxMode(p, MODE_OFF);
  p.q[VMXON_POINTER >> 1] = NO_VMCS;
  p.q[CURRENT_VMCS >> 1] = NO_VMCS;
  s[MONITOR_ARMED] = 0;
  if ((s[PENDING] & PENDING_INIT) !== 0) s[ATTENTION] = 1;
  vmSucceed(p);
  tell(p, 'vmxoff', NO_VMCS);
};
