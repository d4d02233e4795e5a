import type { Operation } from '../../cpu/decode/instruction';
import { invept, invvpid } from './invept-invvpid';
import { vmlaunch, vmresume } from './vm-entry-instructions';
import { vmcall, vmfunc } from './vmcall-vmfunc';
import { vmclear, vmptrld, vmptrst } from './vmcs-pointer';
import { vmread, vmwrite } from './vmread-vmwrite';
import { vmxoff, vmxon } from './vmxon';

/** The thirteen VMX instructions, by the name of their row in cpu/isa. SDM Vol. 3: "VMX Instruction Reference". */
export const vmxOperations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    vmxon,
    vmxoff,
    vmclear,
    vmptrld,
    vmptrst,
    vmread,
    vmwrite,
    vmlaunch,
    vmresume,
    vmcall,
    invept,
    invvpid,
    vmfunc,
  }),
);
