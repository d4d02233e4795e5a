import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const eptMmio: ExampleProgram = {
  ...menuRow('ept-mmio'),
  tries: [
    {
      en: 'Stop at an EPT violation and open VMCS: the qualification tells read or write, but no field tells the value or the register.',
      zhCN: '停在一次 EPT 违例处并打开 VMCS：退出限定信息说明是读还是写，但没有字段给出数值或寄存器。',
    },
    {
      en: 'Write to the product in the guest: the device takes no notice.',
      zhCN: '让客户机写乘积寄存器：设备不予理会。',
    },
    {
      en: 'Replace the last MOV by `add edx, [rbx + PRODUCT - DEVICE]`: this VMM cannot decode it. A real one needs a whole decoder.',
      zhCN: '把最后一条 MOV 换成 `add edx, [rbx + PRODUCT - DEVICE]`：这个 VMM 无法解码。真正的 VMM 需要完整的解码器。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
