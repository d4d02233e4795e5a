import { menuRow } from '../menu.table';
import type { ExampleProgram } from '../program';
import guest from './guest.asm?raw';
import vmm from './vmm.asm?raw';

export const staleTranslations: ExampleProgram = {
  ...menuRow('stale-translations'),
  tries: [
    {
      en: 'Set USE_INVEPT to 0 and run again: the guest still reads A from a frame that was taken away from it.',
      zhCN: '把 USE_INVEPT 改为 0 再运行：客户机仍从已被收回的页框中读到 A。',
    },
    {
      en: 'Set USE_INVVPID to 0 instead: the EPT entry is right, and yet the guest’s old PTE is in use.',
      zhCN: '改为把 USE_INVVPID 设为 0：EPT 表项正确，但客户机旧的 PTE 仍在使用。',
    },
    {
      en: 'Do not enable VPIDs (remove SECONDARY_ENABLE_VPID and INVVPID): every VM exit and VM entry then drops what was cached for linear addresses.',
      zhCN: '不启用 VPID（删去 SECONDARY_ENABLE_VPID 和 INVVPID）：此后每次 VM 退出和 VM 进入都会丢弃线性地址的缓存。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guest.asm', text: guest },
  ],
};
