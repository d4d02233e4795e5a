import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const virtualInterrupts: ExampleProgram = {
  ...menuRow('virtual-interrupts'),
  tries: [
    {
      en: 'Watch the field “Guest interrupt status” behind STI: RVI and SVI change while the guest runs, with no VM exit between.',
      zhCN: '在 STI 之后观察字段“Guest interrupt status”：RVI 和 SVI 在客户机运行中变化，其间没有 VM 退出。',
    },
    {
      en: 'Set a bit of EOI_EXIT_BITMAP_1 for 0x50, too: its EOI exits as well.',
      zhCN: '也为 0x50 在 EOI_EXIT_BITMAP_1 中置位：它的 EOI 也会引起退出。',
    },
    {
      en: 'Write 0x60 to the TPR, and let the VMM request both vectors once more: which of them still comes?',
      zhCN: '把 TPR 写成 0x60，再让 VMM 请求这两个向量：哪一个仍会到来？',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
