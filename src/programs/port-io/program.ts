import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const portIo: ExampleProgram = {
  id: 'port-io',
  title: { en: 'Port I/O through the bitmap', zhCN: '用位图控制端口 I/O' },
  summary: {
    en: 'The VMM emulates two devices that do not exist; the I/O bitmap decides port by port.',
    zhCN: 'VMM 模拟两个并不存在的设备；I/O 位图逐个端口地决定是否退出。',
  },
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
