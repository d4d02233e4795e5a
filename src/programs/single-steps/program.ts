import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const singleSteps: ExampleProgram = {
  ...menuRow('single-steps'),
  tries: [
    {
      en: 'Follow REP STOSB: three VM exits for one instruction, and RIP moves on only at the last.',
      zhCN: '跟踪 REP STOSB：一条指令引起三次 VM 退出，RIP 直到最后一次才前进。',
    },
    {
      en: 'Put a CPUID into the guest: it exits for a reason of its own, which the VMM must learn to handle.',
      zhCN: '在客户机中加入一条 CPUID：它以自己的原因退出，VMM 必须学会处理。',
    },
    {
      en: 'Turn the flag off after the fifth step, and the guest runs on to VMCALL.',
      zhCN: '在第五步之后关闭该标志，客户机便一直运行到 VMCALL。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
