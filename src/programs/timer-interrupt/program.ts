import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const timerInterrupt: ExampleProgram = {
  ...menuRow('timer-interrupt'),
  tries: [
    {
      en: 'Open Interrupts and step over STI: the vector in the IRR waits one more instruction. Then watch it move to the ISR and leave with the EOI.',
      zhCN: '打开“中断”面板并单步经过 STI：IRR 中的向量还要等一条指令。然后观察它移入 ISR，并随 EOI 离开。',
    },
    {
      en: 'Stop at a VM exit: the interrupt is still pending. Add EXIT_ACKNOWLEDGE_INTERRUPT_ON_EXIT, and the VMCS tells the vector instead.',
      zhCN: '停在一次 VM 退出处：中断仍在等待。加上 EXIT_ACKNOWLEDGE_INTERRUPT_ON_EXIT，则由 VMCS 给出向量号。',
    },
    {
      en: 'Clear PIN_EXTERNAL_INTERRUPT_EXITING: the guest has IF = 0, the interrupt waits for ever, and Interrupts says why.',
      zhCN: '去掉 PIN_EXTERNAL_INTERRUPT_EXITING：客户机的 IF = 0，中断一直等待，“中断”面板会说明原因。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
