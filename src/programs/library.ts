import type { SourceFile } from '../asm/program';
import { vmxInc } from '../vmx/vmx-inc';
import ept from './library/ept.inc?raw';
import guestRegisters from './library/guest-registers.inc?raw';
import interrupts from './library/interrupts.inc?raw';
import lab from './library/lab.inc?raw';
import needs from './library/needs.inc?raw';
import numbers from './library/numbers.inc?raw';
import virtualApic from './library/virtual-apic.inc?raw';
import vmm from './library/vmm.inc?raw';

/** The files that every program may include; vmx.inc is generated from the VMX tables. */
export function libraryFiles(): readonly SourceFile[] {
  return [
    { name: 'lab.inc', text: lab },
    { name: 'vmx.inc', text: vmxInc() },
    { name: 'vmm.inc', text: vmm },
    { name: 'needs.inc', text: needs },
    { name: 'numbers.inc', text: numbers },
    { name: 'ept.inc', text: ept },
    { name: 'interrupts.inc', text: interrupts },
    { name: 'virtual-apic.inc', text: virtualApic },
    { name: 'guest-registers.inc', text: guestRegisters },
  ];
}
