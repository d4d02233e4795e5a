import { Unmodelled } from '../interrupts/fault';
import { unmodelledThings } from '../unmodelled.table';

/** Last-branch recording. */
const LBR = 1;
/** RFLAGS.TF steps from branch to branch. */
export const BTF = 2;

/** The bits of IA32_DEBUGCTL that exist in the models so far. */
export const DEBUGCTL_DEFINED = LBR | BTF;

/** Stops the run where IA32_DEBUGCTL would take a value whose effect is not modelled. SDM Vol. 3: "IA32_DEBUGCTL MSR". */
export function requireModelledDebugControl(low: number): void {
  if ((low & LBR) !== 0) throw new Unmodelled(unmodelledThings['branch-recording']);
}
