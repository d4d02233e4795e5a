import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const portIo: ExampleProgram = {
  ...menuRow('port-io'),
  tries: [
    {
      en: 'Stop after an OUT to port 0xE9: the Why card shows the bit that was consulted, and that it was 0.',
      zhCN: '在向端口 0xE9 执行 OUT 之后停下：原因卡片显示所查的位，其值为 0。',
    },
    {
      en: 'Set bit 0xE9 too, and see the exits double.',
      zhCN: '把第 0xE9 位也置 1，看退出次数如何增加。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
