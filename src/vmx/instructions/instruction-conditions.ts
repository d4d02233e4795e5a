import type { Instruction } from '../../cpu/decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../cpu/interrupts/fault';
import type { Processor } from '../../cpu/processor';
import { VM } from '../../cpu/registers/flags';
import { CPL, CR0, CS, EFER, RFLAGS, SEGMENT_ACCESS } from '../../cpu/state/processor-layout';
import type { VmxInstructionName } from '../nonroot/instruction-rules.table';
import { MODE_NON_ROOT, MODE_OFF, VMX_MODE } from '../state/vmx-layout';
import { vmxUnitOf } from '../unit';

const CR0_PE = 1;
const EFER_LMA = 0x400;
const ACCESS_LONG = 0x2000;

/** #UD in real-address mode, virtual-8086 mode and compatibility mode, as for every VMX instruction but VMFUNC. */
export function requireProcessorMode(p: Processor): void {
  const { s } = p;
  if ((s[CR0] & CR0_PE) === 0 || (s[RFLAGS] & VM) !== 0) raise(p, UD);
  if ((s[EFER] & EFER_LMA) !== 0 && (s[SEGMENT_ACCESS + CS] & ACCESS_LONG) === 0) raise(p, UD);
}

/** #GP(0) above privilege level 0. */
export function requirePrivilege(p: Processor): void {
  if (p.s[CPL] !== 0) raiseWithCode(p, GP, 0);
}

/**
 * What stands before the work of most VMX instructions, in the order of the "Operation" sections: #UD outside VMX
 * operation or in the wrong mode, VM exit in VMX non-root operation, #GP(0) above privilege level 0.
 * @returns false when a VM exit took the instruction over: the caller returns at once
 */
export function mayExecute(p: Processor, i: Instruction, name: VmxInstructionName): boolean {
  const mode = p.s[VMX_MODE];
  if (mode === MODE_OFF) raise(p, UD);
  requireProcessorMode(p);
  if (mode === MODE_NON_ROOT && vmxUnitOf(p).vmxInstructionExit(i, name)) return false;
  requirePrivilege(p);
  return true;
}
