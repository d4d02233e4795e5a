import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const postedInterrupts: ExampleProgram = {
  ...menuRow('posted-interrupts'),
  tries: [
    {
      en: 'Choose CPU 1, and look at the descriptor at 0x163000 in the Memory panel while CPU 0 posts: the request bits and the notification flag are set, then processor 1 takes them.',
      zhCN: '选择 CPU 1，在 CPU 0 发布时用内存面板查看 0x163000 处的描述符：请求位和通知标志先被置位，随后由处理器 1 取走。',
    },
    {
      en: 'Remove the first `call notify`: the request waits in the descriptor, and nobody looks at it. Press Pause.',
      zhCN: '删去第一处 `call notify`：请求留在描述符中，没有谁去看它。请按“暂停”。',
    },
    {
      en: 'Send another vector than NOTIFICATION: that is an external interrupt, and it exits.',
      zhCN: '改为发送 NOTIFICATION 之外的向量：那是一个外部中断，会引起 VM 退出。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
  processors: 2,
};
