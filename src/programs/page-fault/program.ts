import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import handler from './handler.asm?raw';
import main from './main.asm?raw';

export const pageFault: ExampleProgram = {
  ...menuRow('page-fault'),
  tries: [
    {
      en: 'Step onto `read_missing`. In the Memory panel choose Page walk, type RBX and press Go: the PTE has P = 0.',
      zhCN: '单步到 `read_missing`。在内存面板中选择“页表遍历”，输入 RBX 并按“转到”：PTE 的 P = 0。',
    },
    {
      en: 'At `write_read_only` choose Write and Supervisor: R/W = 0 refuses the access because CR0.WP is 1.',
      zhCN: '在 `write_read_only` 处选择“写”和“管理态”：由于 CR0.WP 为 1，R/W = 0 使访问被拒绝。',
    },
    {
      en: 'At `read_stale` open the TLB: one entry says something that the page table no longer says.',
      zhCN: '在 `read_stale` 处打开 TLB：有一个条目与页表中的内容已经不一致。',
    },
    {
      en: 'Remove INVLPG: the last read no longer faults.',
      zhCN: '删去 INVLPG：最后一次读不再引起缺页异常。',
    },
  ],
  files: [
    { name: 'main.asm', text: main },
    { name: 'handler.asm', text: handler },
  ],
};
