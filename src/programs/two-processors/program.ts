import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const twoProcessors: ExampleProgram = {
  ...menuRow('two-processors'),
  tries: [
    {
      en: 'Choose CPU 1 beside the processor mode: it waits for SIPI. Press Step: CPU 0 runs until CPU 1 takes its first step, in real-address mode.',
      zhCN: '在处理器模式旁选择 CPU 1：它正在等待 SIPI。按“单步”：CPU 0 一直运行，直到 CPU 1 在实地址模式 (real-address mode) 下迈出第一步。',
    },
    {
      en: 'Replace `lock xadd [counter], eax` by `mov eax, [counter]`, `inc eax`, `mov [counter], eax`: a turn may end between them, and rounds are lost.',
      zhCN: '把 `lock xadd [counter], eax` 换成 `mov eax, [counter]`、`inc eax`、`mov [counter], eax` 三条指令：轮换可能发生在它们之间，于是有几次计数会丢失。',
    },
    {
      en: 'Choose 1 processor in the Model menu: nobody answers the start-up IPI.',
      zhCN: '在“型号”菜单中改为 1 个处理器：没有处理器响应启动 IPI (start-up IPI)。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
  processors: 2,
};
