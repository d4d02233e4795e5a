import type { Instruction, Operation } from '../../cpu/decode/instruction';
import { raise, UD } from '../../cpu/interrupts/fault';
import type { Processor } from '../../cpu/processor';
import { executeVmFunction } from '../nonroot/intercept-vmfunc';
import { MODE_NON_ROOT, MODE_OFF, VMX_MODE } from '../state/vmx-layout';
import { vmxUnitOf } from '../unit';
import { requirePrivilege, requireProcessorMode } from './instruction-conditions';
import { vmFail } from './vm-fail';

/**
 * SDM Vol. 3: "VMCALL—Call to VM Monitor". In non-root operation it exits from every processor mode. In root operation it
 * reaches only an SMM monitor, and the dual-monitor treatment is not modelled: VMfail with error 1.
 */
export const vmcall: Operation = (p: Processor, i: Instruction): void => {
  const mode = p.s[VMX_MODE];
  if (mode === MODE_OFF) raise(p, UD);
  if (mode === MODE_NON_ROOT) {
    vmxUnitOf(p).vmxInstructionExit(i, 'vmcall');
    return;
  }
  requireProcessorMode(p);
  requirePrivilege(p);
  vmFail(p, 'vmcall', 1);
};

/** SDM Vol. 3: "VMFUNC—Invoke VM function". It raises #UD in root operation and outside VMX operation. */
export const vmfunc: Operation = (p: Processor, i: Instruction): void => {
  if (p.s[VMX_MODE] !== MODE_NON_ROOT) raise(p, UD);
  executeVmFunction(vmxUnitOf(p), i);
};
