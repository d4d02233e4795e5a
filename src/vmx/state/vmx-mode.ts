import type { Processor } from '../../cpu/processor';
import { CR_CONSTRAINED, GUEST, INIT_BLOCKED } from '../../cpu/state/processor-layout';
import { MODE_NON_ROOT, MODE_OFF, MODE_ROOT, VMX_MODE } from './vmx-layout';

export type VmxModeNumber = typeof MODE_OFF | typeof MODE_ROOT | typeof MODE_NON_ROOT;

/**
 * Moves the processor to a VMX mode and sets the words by which cpu/ notices it: sensitive instructions and events go to
 * the intercepts port in non-root operation, INIT is blocked in root operation, CR0 and CR4 are restricted in both.
 * SDM Vol. 3: "Restrictions on VMX Operation"; "Discovering Support for VMX".
 */
export function setVmxMode(p: Processor, mode: VmxModeNumber): void {
  const s = p.s;
  s[VMX_MODE] = mode;
  s[GUEST] = mode === MODE_NON_ROOT ? 1 : 0;
  s[INIT_BLOCKED] = mode === MODE_ROOT ? 1 : 0;
  s[CR_CONSTRAINED] = mode === MODE_OFF ? 0 : 1;
}
