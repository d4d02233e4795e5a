import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const exceptions: ExampleProgram = {
  ...menuRow('exceptions'),
  tries: [
    {
      en: 'Follow #BP: it goes straight to the guest’s handler, because bit 3 of the bitmap is 0.',
      zhCN: '跟踪 #BP：位图第 3 位为 0，它直接进入客户机的处理程序。',
    },
    {
      en: 'Set bit 3 as well: INT3 then exits, and the VMM must inject it as a software exception (type 6) with its length.',
      zhCN: '把第 3 位也置 1：INT3 随即退出，VMM 必须以软件异常（类型 6）连同指令长度注入它。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
