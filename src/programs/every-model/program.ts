import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const everyModel: ExampleProgram = {
  ...menuRow('every-model'),
  tries: [
    {
      en: 'Run it on Prescott, Merom, Nehalem and Haswell: which exits vanish, and how many cycles does it take?',
      zhCN: '依次在 Prescott、Merom、Nehalem 和 Haswell 上运行：哪些退出消失了？各用多少周期？',
    },
    {
      en: 'Choose Prescott and stop at RDMSR: the Why card says that there are no MSR bitmaps to ask.',
      zhCN: '选择 Prescott 并停在 RDMSR 处：原因卡片说明没有 MSR 位图可查。',
    },
    {
      en: 'Add INVLPG to the guest: nobody asked for it to exit, so nothing happens on any model.',
      zhCN: '在客户机中加入 INVLPG：没有要求它退出，因此在任何型号上都不会退出。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
