import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import low from './low.asm?raw';
import modes from './modes.asm?raw';

export const modeSwitch: ExampleProgram = {
  ...menuRow('mode-switch'),
  tries: [
    {
      en: 'Open Registers, Mode, and step over the four MOV to CR0: see which bit makes the mode another one.',
      zhCN: '打开“寄存器”面板的“模式”视图，单步执行四条写 CR0 的 MOV 指令：看是哪一位改变了模式。',
    },
    {
      en: 'Open Registers, Tables before and after LIDT: the 64-bit gates give way to vectors of four bytes.',
      zhCN: '在 LIDT 前后打开“寄存器”面板的“描述符表”视图：64 位门让位给每个 4 字节的中断向量。',
    },
    {
      en: 'Remove data_segments 0 from real: DS and SS keep what their descriptors said, and everything still works.',
      zhCN: '删去 real 中的 data_segments 0：DS 和 SS 保留描述符中的内容，程序照样运行。',
    },
  ],
  files: [
    { name: 'modes.asm', text: modes },
    { name: 'low.asm', text: low },
  ],
};
