import type { Instruction, Operation } from '../../cpu/decode/instruction';
import type { Processor } from '../../cpu/processor';
import { INTERRUPTIBILITY } from '../../cpu/state/processor-layout';
import { enterGuest } from '../entry/enter-guest';
import { isShadowVmcs } from '../state/shadow-vmcs';
import { CURRENT_VMCS } from '../state/vmx-layout';
import { vmxUnitOf } from '../unit';
import {
  LAUNCH_STATE_CLEAR,
  LAUNCH_STATE_LAUNCHED,
  LAUNCH_STATE_STALE,
  LAUNCH_STATE_WORD,
  regionWord,
} from '../vmcs/vmcs-region';
import { mayExecute } from './instruction-conditions';
import { hasCurrentVmcs, vmFailInvalid, vmFailValid } from './vm-fail';

const BLOCKING_BY_MOV_SS = 2;

/** The checks of VMLAUNCH and VMRESUME that come before those of the VMCS's fields, then the VM entry itself. */
function enter(p: Processor, i: Instruction, name: 'vmlaunch' | 'vmresume'): void {
  if (!mayExecute(p, i, name)) return;
  const { s } = p;
  if (!hasCurrentVmcs(p) || isShadowVmcs(p, s[CURRENT_VMCS] >>> 0)) {
    vmFailInvalid(p, name);
    return;
  }
  if ((s[INTERRUPTIBILITY] & BLOCKING_BY_MOV_SS) !== 0) {
    vmFailValid(p, name, 26);
    return;
  }
  const launchState = p.image.i32[regionWord(s[CURRENT_VMCS] >>> 0) + LAUNCH_STATE_WORD];
  const launch = name === 'vmlaunch';
  if (launch && launchState !== LAUNCH_STATE_CLEAR) {
    vmFailValid(p, name, 4);
    return;
  }
  if (!launch && launchState !== LAUNCH_STATE_LAUNCHED) {
    vmFailValid(p, name, launchState === LAUNCH_STATE_STALE ? 6 : 5);
    return;
  }
  enterGuest(vmxUnitOf(p), launch);
}

/** SDM Vol. 3: "VMLAUNCH/VMRESUME—Launch/Resume Virtual Machine". */
export const vmlaunch: Operation = (p, i) => enter(p, i, 'vmlaunch');
/** SDM Vol. 3: "VMLAUNCH/VMRESUME—Launch/Resume Virtual Machine". */
export const vmresume: Operation = (p, i) => enter(p, i, 'vmresume');
