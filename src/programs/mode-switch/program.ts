import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import low from './low.asm?raw';
import modes from './modes.asm?raw';

export const modeSwitch: ExampleProgram = {
  ...menuRow('mode-switch'),
  tries: [
    {
      en: 'Open Registers, Mode, and step over the three MOV to CR0: see which bit makes the mode another one.',
      zhCN: '打开“寄存器”面板的“模式”视图，单步执行三条写 CR0 的 MOV 指令：看是哪一位改变了模式。',
    },
    {
      en: 'Open Registers, Tables before and after LIDT: the 64-bit gates give way to vectors of four bytes.',
      zhCN: '在 LIDT 前后打开“寄存器”面板的“描述符表”视图：64 位门让位给每个 4 字节的中断向量。',
    },
    {
      en: 'Remove the loads of DS and SS from real: the descriptors’ limits stay, and everything still works.',
      zhCN: '删去 real 中装载 DS 和 SS 的指令：描述符的界限仍然有效，程序照样运行。',
    },
  ],
  files: [
    { name: 'modes.asm', text: modes },
    { name: 'low.asm', text: low },
  ],
};
