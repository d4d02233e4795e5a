import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const pageModificationLog: ExampleProgram = {
  ...menuRow('page-modification-log'),
  tries: [
    {
      en: 'Look at LOG in the Memory panel while the guest writes: entries appear from index 3 downwards.',
      zhCN: '在客户机写内存时，用内存面板查看 LOG：条目从索引 3 起向下出现。',
    },
    {
      en: 'Do not clear the dirty flags in read_log: nothing is reported twice, although it is written again.',
      zhCN: '在 read_log 中不清除脏标志：即使再次写入，也不会再次报告。',
    },
    {
      en: 'Do not set EPT_DIRTY in the entry of 2 MiB: a page table of the guest appears in the log.',
      zhCN: '不在 2 MiB 的表项中设置 EPT_DIRTY：客户机自己的一个页表也会出现在日志中。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
