import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guests from './guests.asm?raw';
import vmm from './vmm.asm?raw';

export const twoGuests: ExampleProgram = {
  ...menuRow('two-guests'),
  tries: [
    {
      en: 'Watch the list of VMCSs while VMPTRLD makes the other one current.',
      zhCN: '在 VMPTRLD 切换当前 VMCS 时观察 VMCS 列表。',
    },
    {
      en: 'Replace VMRESUME by VMLAUNCH: the instruction fails with error 4, because the VMCS is already launched.',
      zhCN: '把 VMRESUME 换成 VMLAUNCH：由于该 VMCS 已经启动，指令以错误 4 失败。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guests.asm', text: guests },
  ],
};
