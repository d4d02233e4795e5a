import { type IsaRow, row } from './row';

/** VMX instructions. SDM Vol. 3, "VMX Instruction Reference". */
export const VIRTUALIZATION_ROWS: readonly IsaRow[] = [
  row('F3 0F C7 /6', 'Mq', 'vmxon', 'vmxMode', 'VMXON'),
  row('NP 0F 01 C4', '', 'vmxoff', 'vmxMode', 'VMXOFF'),
  row('66 0F C7 /6', 'Mq', 'vmclear', 'vmcsPointer', 'VMCLEAR'),
  row('NP 0F C7 /6', 'Mq', 'vmptrld', 'vmcsPointer', 'VMPTRLD'),
  row('NP 0F C7 /7', 'Mq', 'vmptrst', 'vmcsPointer', 'VMPTRST'),
  row('NP 0F 78', 'En,Gn', 'vmread', 'vmcsField', 'VMREAD'),
  row('NP 0F 79', 'Gn,En', 'vmwrite', 'vmcsField', 'VMWRITE'),
  row('NP 0F 01 C1', '', 'vmcall', 'vmTransition', 'VMCALL'),
  row('NP 0F 01 C2', '', 'vmlaunch', 'vmTransition', 'VMLAUNCH/VMRESUME'),
  row('NP 0F 01 C3', '', 'vmresume', 'vmTransition', 'VMLAUNCH/VMRESUME'),
  row('NP 0F 01 D4', '', 'vmfunc', 'vmTransition', 'VMFUNC'),
  row('66 0F 38 80', 'Gn,M', 'invept', 'invalidate', 'INVEPT'),
  row('66 0F 38 81', 'Gn,M', 'invvpid', 'invalidate', 'INVVPID'),
];
