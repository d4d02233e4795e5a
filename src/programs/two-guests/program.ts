import type { ExampleProgram } from '../program';
import guests from './guests.asm?raw';
import vmm from './vmm.asm?raw';

export const twoGuests: ExampleProgram = {
  id: 'two-guests',
  title: { en: 'Two guests taking turns', zhCN: '两个客户机轮流运行' },
  summary: {
    en: 'Two VMCSs, one processor: active, current, clear and launched become visible.',
    zhCN: '两个 VMCS、一个处理器：看清“活动、当前、清除、已启动”各是什么意思。',
  },
  tries: [
    {
      en: 'Watch the list of VMCSs while VMPTRLD makes the other one current.',
      zhCN: '在 VMPTRLD 切换当前 VMCS 时观察 VMCS 列表。',
    },
    {
      en: 'Replace VMRESUME by VMLAUNCH: the instruction fails with error 4, because the VMCS is already launched.',
      zhCN: '把 VMRESUME 换成 VMLAUNCH：由于该 VMCS 已经启动，指令以错误 4 失败。',
    },
  ],
  files: [
    { name: 'vmm.asm', text: vmm },
    { name: 'guests.asm', text: guests },
  ],
};
