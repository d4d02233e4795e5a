import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const interruptWindow: ExampleProgram = {
  ...menuRow('interrupt-window'),
  tries: [
    {
      en: 'At “must wait” look at the primary controls: bit 2 is 1. The VM exit comes behind the NOP, not behind STI.',
      zhCN: '在显示“must wait”时查看主处理器执行控制：第 2 位为 1。VM 退出发生在 NOP 之后，而不是 STI 之后。',
    },
    {
      en: 'Remove the NOP: STI blocks until the next instruction is done, whichever it is.',
      zhCN: '删去 NOP：STI 的阻塞持续到下一条指令执行完毕，无论它是什么指令。',
    },
    {
      en: 'Remove `jz .closed`: the VMM injects with IF = 0, and the VM entry fails. The Why card names the check.',
      zhCN: '删去 `jz .closed`：VMM 在 IF = 0 时注入，VM 进入失败。原因卡片说明是哪项检查。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
