import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guests from './guests.asm?raw';
import vmm from './vmm.asm?raw';

export const preemptionTimer: ExampleProgram = {
  ...menuRow('preemption-timer'),
  tries: [
    {
      en: 'Compare the field “VMX-preemption timer value” at the CPUID exits of one slice: it goes on from where it stood.',
      zhCN: '比较同一时间片内各次 CPUID 退出时的字段“VMX-preemption timer value”：它从原来的位置继续递减。',
    },
    {
      en: 'Remove the line with exit_controls: each CPUID begins a new slice, and guest B never loses the processor. Press Pause.',
      zhCN: '删去含 exit_controls 的一行：每次 CPUID 都开始新的时间片，客户机 B 从此不再让出处理器。请按“暂停”。',
    },
    {
      en: 'Give guest B a smaller slice, and count its exits.',
      zhCN: '给客户机 B 更短的时间片，数一数它的退出次数。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guests.asm', text: guests },
  ],
};
