import type { Instruction, Operation } from '../../cpu/decode/instruction';
import { raise, UD, Unmodelled } from '../../cpu/interrupts/fault';
import type { Processor } from '../../cpu/processor';
import { supportsControl } from '../capabilities/capabilities-of';
import { vmxUnitOf } from '../unit';
import { mayExecute } from './instruction-conditions';

/**
 * An instruction that exists only with a secondary control: #UD in every mode on a processor without it, before any VM
 * exit. No model has EPT or VPIDs yet; one that says it has is stopped rather than answered wrongly.
 */
function invalidation(name: 'invept' | 'invvpid', control: string): Operation {
  return (p: Processor, i: Instruction): void => {
    const need = { word: 'secondary-processor-based', id: control } as const;
    if (!supportsControl(vmxUnitOf(p).capabilities, need)) raise(p, UD);
    if (mayExecute(p, i, name)) throw new Unmodelled(name.toUpperCase());
  };
}

/** SDM Vol. 3: "INVEPT—Invalidate Translations Derived from EPT". */
export const invept = invalidation('invept', 'enable-ept');
/** SDM Vol. 3: "INVVPID—Invalidate Translations Based on VPID". */
export const invvpid = invalidation('invvpid', 'enable-vpid');
