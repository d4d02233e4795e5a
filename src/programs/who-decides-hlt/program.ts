import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const whoDecidesHlt: ExampleProgram = {
  id: 'who-decides-hlt',
  title: { en: 'Who decides about HLT?', zhCN: 'HLT 由谁决定？' },
  summary: {
    en: 'One bit of the primary controls decides whether HLT leaves the guest or puts the processor to sleep inside it.',
    zhCN: '主处理器执行控制中的一位决定：HLT 是退出客户机，还是让处理器在客户机中休眠。',
  },
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
