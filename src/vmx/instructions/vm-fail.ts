import type { Processor } from '../../cpu/processor';
import { ARITHMETIC_FLAGS, CF, setArithmeticFlags, ZF } from '../../cpu/registers/flags';
import { buildTransition } from '../explain/build-transition';
import type { CheckFinding } from '../explain/transition';
import { CURRENT_VMCS } from '../state/vmx-layout';
import { vmxUnitOf } from '../unit';
import { F, regionWord } from '../vmcs/vmcs-region';

const VM_INSTRUCTION_ERROR = F['vm-instruction-error'];

/** True while a VMCS is current. Regions lie in RAM, so a pointer with a nonzero upper half is "none". */
export const hasCurrentVmcs = (p: Processor): boolean => p.s[CURRENT_VMCS + 1] === 0;

/** The instruction succeeded: the arithmetic flags are 0. SDM Vol. 3: "Conventions" of the VMX instruction reference. */
export function vmSucceed(p: Processor): void {
  setArithmeticFlags(p, ARITHMETIC_FLAGS, 0);
}

/** The instruction failed without a current VMCS: CF is 1, the other arithmetic flags are 0. */
export function vmFailInvalid(p: Processor, cause: string): void {
  setArithmeticFlags(p, ARITHMETIC_FLAGS, CF);
  tell(p, cause, 0, []);
}

/**
 * The instruction failed: ZF is 1, the other arithmetic flags are 0, the error number goes to the VM-instruction error
 * field of the current VMCS; there must be one.
 * @param checks failing entry checks, for errors 7 and 8
 */
export function vmFailValid(p: Processor, cause: string, error: number, checks: readonly CheckFinding[] = []): void {
  setArithmeticFlags(p, ARITHMETIC_FLAGS, ZF);
  const pointer = p.s[CURRENT_VMCS] >>> 0;
  p.image.noteWrite(pointer >>> 12);
  const word = regionWord(pointer) + VM_INSTRUCTION_ERROR;
  p.image.i32[word] = error;
  p.image.i32[word + 1] = 0;
  tell(p, cause, error, checks);
}

/** VMfail(error): VMfailValid when a VMCS is current, else VMfailInvalid. */
export function vmFail(p: Processor, cause: string, error: number): void {
  if (hasCurrentVmcs(p)) vmFailValid(p, cause, error);
  else vmFailInvalid(p, cause);
}

function tell(p: Processor, cause: string, error: number, checks: readonly CheckFinding[]): void {
  const { listener } = vmxUnitOf(p);
  if (listener !== null) listener.transition(buildTransition(p, { kind: 'vm-fail', cause, error, checks }));
}
