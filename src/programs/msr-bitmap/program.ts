import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const msrBitmap: ExampleProgram = {
  ...menuRow('msr-bitmap'),
  tries: [
    {
      en: 'Step through the guest and predict for each of the five accesses whether it exits.',
      zhCN: '单步执行客户机，对五次访问逐一预测是否退出。',
    },
    {
      en: 'Clear the control “use MSR bitmaps”: now every access exits.',
      zhCN: '清除“使用 MSR 位图”控制位：此后每次访问都会退出。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
