import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const whoDecidesHlt: ExampleProgram = {
  ...menuRow('who-decides-hlt'),
  tries: [
    {
      en: 'Run to the end: the processor sleeps in VMX non-root operation and the first HLT is the only exit.',
      zhCN: '运行到底：处理器在 VMX 非根操作 (non-root operation) 中休眠，只有第一条 HLT 引起退出。',
    },
    {
      en: 'Inject an external interrupt: it wakes the processor and, because external-interrupt exiting is 1, it exits.',
      zhCN: '注入一个外部中断：它唤醒处理器，又因为“外部中断退出”位为 1 而引起 VM 退出。',
    },
    {
      en: 'Remove the line that clears HLT exiting and run again.',
      zhCN: '删去清除 HLT exiting 的那一行，再运行一次。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
