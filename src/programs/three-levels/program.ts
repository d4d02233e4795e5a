import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import l0 from './l0.asm?raw';
import l1 from './l1.asm?raw';
import l2 from './l2.asm?raw';
import nested from './nested.asm?raw';

export const threeLevels: ExampleProgram = {
  ...menuRow('three-levels'),
  tries: [
    {
      en: 'Set SHADOWING to 0 and run again: 12 VM exits become 98, because each VMREAD and VMWRITE of L1 is one.',
      zhCN: '把 SHADOWING 改为 0 再运行：12 次 VM 退出变成 98 次，因为 L1 的每条 VMREAD 和 VMWRITE 都会退出。',
    },
    {
      en: 'Follow the CPUID of L2: it exits to L0, which enters L1 at the RIP that L1 wrote as its host’s; the VMRESUME of L1 exits to L0 once more.',
      zhCN: '跟踪 L2 的 CPUID：它退出到 L0；L0 从 L1 写入的宿主机 RIP 处进入 L1；L1 的 VMRESUME 又退出到 L0。',
    },
    {
      en: 'Set a bit of the VMWRITE bitmap: L0 hears of this one field, and must write it for L1.',
      zhCN: '把 VMWRITE 位图中的一位置 1：L0 便能得知对这一个字段的写入，并须替 L1 写入。',
    },
  ],
  files: [
    { name: 'l0.asm', text: l0 },
    { name: 'nested.asm', text: nested },
    { name: 'l1.asm', text: l1 },
    { name: 'l2.asm', text: l2 },
  ],
};
