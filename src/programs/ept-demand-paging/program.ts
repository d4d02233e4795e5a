import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const eptDemandPaging: ExampleProgram = {
  ...menuRow('ept-demand-paging'),
  tries: [
    {
      en: 'Press “Next VM exit”: the Why card names the EPT violation and its address. Press “Next VM entry”: the same instruction runs once more.',
      zhCN: '按“下一次 VM 退出”：原因卡片说明这次 EPT 违例及其地址。再按“下一次 VM 进入”：同一条指令重新执行。',
    },
    {
      en: 'One MOV writes to two pages. Find the instruction that is refused, is mapped a frame, and then succeeds as a whole.',
      zhCN: '有一条 MOV 跨两页写入。找到这条指令：它先被拒绝，得到页框后整体成功。',
    },
    {
      en: 'Set FRAME_COUNT to 2: the pool runs dry, and the VMM must give the guest up.',
      zhCN: '把 FRAME_COUNT 改为 2：页框池耗尽，VMM 只能放弃客户机。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
