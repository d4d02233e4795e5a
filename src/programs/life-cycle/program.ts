import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const lifeCycle: ExampleProgram = {
  ...menuRow('life-cycle'),
  tries: [
    {
      en: 'Press “Next VM entry”, then “Next VM exit”: the Why card says which rule made the processor leave the guest.',
      zhCN: '依次按“下一次 VM 进入”和“下一次 VM 退出”：原因卡片会说明处理器依据哪条规则离开客户机。',
    },
    {
      en: 'Change what the VMM writes to guest_rbx, run again, and read the console.',
      zhCN: '修改 VMM 写入 guest_rbx 的内容，再次运行，然后查看控制台。',
    },
    {
      en: 'Add a second CPUID to the guest and count the exits.',
      zhCN: '在客户机中再加一条 CPUID，数一数退出的次数。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
