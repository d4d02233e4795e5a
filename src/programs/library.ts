import type { SourceFile } from '../asm/program';
import { vmxInc } from '../vmx/vmx-inc';
import lab from './library/lab.inc?raw';
import vmm from './library/vmm.inc?raw';

/** The files that every program may include; vmx.inc is generated from the VMX tables. */
export function libraryFiles(): readonly SourceFile[] {
  return [
    { name: 'lab.inc', text: lab },
    { name: 'vmx.inc', text: vmxInc() },
    { name: 'vmm.inc', text: vmm },
  ];
}
