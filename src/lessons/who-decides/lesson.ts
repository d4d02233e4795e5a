import type { Exercise } from '../exercise';
import type { Lesson } from '../lesson';
import guest from './guest.asm?raw';
import start from './start.asm?raw';

const turnRound: Exercise = {
  version: 1,
  id: 'turn-round',
  title: { en: 'Turn the decisions round', 'zh-CN': '把决定反过来' },
  text: {
    en: 'Change the controls and the I/O bitmaps in `vmm.asm`: HLT is to exit, RDTSC is not; of the ports, the printer’s (0x378) is to exit, and the debug console’s (0xE9) is not. What the console shows stays the same.',
    'zh-CN':
      '修改 `vmm.asm` 中的控制字段和 I/O 位图：HLT 要退出，RDTSC 不要退出；端口中只有打印机的端口 (0x378) 要退出，调试控制台的端口 (0xE9) 不要退出。控制台显示的内容保持不变。',
  },
  files: [
    { name: 'vmm.asm', text: start },
    { name: 'guest.asm', text: guest },
  ],
  maxInstructions: 100_000,
  goals: [
    {
      id: 'hlt',
      points: 2,
      kind: 'exit-count',
      reason: 12,
      min: 1,
      text: {
        en: 'HLT exits, and the VMM learns that the guest is idle.',
        'zh-CN': 'HLT 引起退出，VMM 由此知道客户机空闲。',
      },
    },
    {
      id: 'rdtsc',
      points: 2,
      kind: 'field',
      field: 'primary-processor-based-controls',
      value: '0',
      mask: '0x1000',
      when: 'every-entry',
      text: {
        en: 'RDTSC does not exit: “RDTSC exiting” is 0 at every VM entry.',
        'zh-CN': 'RDTSC 不退出：每次 VM 进入时，RDTSC exiting 位都为 0。',
      },
    },
    {
      id: 'ports',
      points: 3,
      kind: 'field',
      field: 'exit-qualification',
      value: '0x03780000',
      mask: '0xffff0000',
      when: 'every-exit',
      reason: 30,
      text: {
        en: 'I/O exits come from the printer’s port 0x378, and from no other port.',
        'zh-CN': 'I/O 引起的退出都来自打印机端口 0x378，没有来自其他端口的。',
      },
    },
    {
      id: 'same-text',
      points: 1,
      kind: 'console',
      console: 'debugcon',
      output: 'ok VMX',
      text: {
        en: 'The console shows `ok VMX`, as before: the printer prints capital letters.',
        'zh-CN': '控制台照旧显示 `ok VMX`：打印机打印大写字母。',
      },
    },
  ],
  hints: [
    {
      en: '`vmx.inc` has a name for each bit. In the line with `primary_controls`, the first name is to go, and `PRIMARY_HLT_EXITING` is to come.',
      'zh-CN':
        '`vmx.inc` 为每一位都定义了名称。在 `primary_controls` 一行中，去掉第一个名称，加上 `PRIMARY_HLT_EXITING`。',
    },
    {
      en: '“Unconditional I/O exiting” knows no ports. With `PRIMARY_USE_IO_BITMAPS` the bitmaps decide, one bit for each port. They hold only zeros so far: no port exits.',
      'zh-CN':
        '“无条件 I/O 退出” (unconditional I/O exiting) 不区分端口。置位 `PRIMARY_USE_IO_BITMAPS` 后由位图决定，每个端口一位。现在位图全为 0：没有端口会退出。',
    },
    {
      en: 'The bit of port 0x378 is bit 0x378 % 8 of byte 0x378 / 8 of bitmap A. The program of the menu about port I/O sets such a bit with BTS, behind `mov ebx, IO_BITMAP_A`.',
      'zh-CN':
        '端口 0x378 对应位图 A 第 0x378 / 8 字节的第 0x378 % 8 位。菜单中关于端口 I/O 的程序先执行 `mov ebx, IO_BITMAP_A`，再用 BTS 把这样的位置 1。',
    },
    {
      en: 'The line is `bts dword [rbx + PRINTER / 8], PRINTER % 8`.',
      'zh-CN': '这一行是 `bts dword [rbx + PRINTER / 8], PRINTER % 8`。',
    },
  ],
};

export const lesson: Lesson = { id: 'who-decides', exercises: [turnRound] };
