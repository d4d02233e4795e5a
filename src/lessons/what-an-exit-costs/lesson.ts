import type { Exercise } from '../exercise';
import type { Lesson } from '../lesson';
import guest from './guest-start.asm?raw';
import start from './start.asm?raw';

const fewerExits: Exercise = {
  version: 1,
  id: 'fewer-exits',
  title: { en: 'The same work with fewer exits', 'zh-CN': '用更少的退出完成同样的工作' },
  text: {
    en: 'Make the guest print the same four lines and read the same clock with at most 10 VM exits and in fewer than 40,000 cycles. Change the controls and the exit handler in `vmm.asm`, and the driver `put_text` at the end of `guest.asm`.',
    'zh-CN':
      '让客户机打印同样的四行、读到同样的时钟，但 VM 退出最多 10 次，总共少于 40,000 个周期。可以修改 `vmm.asm` 中的控制字段和退出处理程序，以及 `guest.asm` 末尾的驱动程序 `put_text`。',
  },
  files: [
    { name: 'vmm.asm', text: start },
    { name: 'guest.asm', text: guest },
  ],
  maxInstructions: 200_000,
  goals: [
    {
      id: 'same-text',
      points: 2,
      kind: 'console',
      console: 'debugcon',
      output: [
        'exit:  the guest state is saved',
        '       the host state is loaded',
        'entry: the VMCS is checked',
        '       the guest state is loaded',
        '',
      ].join('\n'),
      exact: true,
      text: {
        en: 'The console shows the same four lines and nothing else.',
        'zh-CN': '控制台显示同样的四行，此外没有别的内容。',
      },
    },
    {
      id: 'clock',
      points: 2,
      kind: 'field',
      field: 'primary-processor-based-controls',
      value: '0',
      mask: '0x1000',
      when: 'every-entry',
      text: {
        en: 'The guest reads its clock without an exit: “RDTSC exiting” is 0 at every VM entry.',
        'zh-CN': '客户机读时钟不引起退出：每次 VM 进入时，RDTSC exiting 位都为 0。',
      },
    },
    {
      id: 'exits',
      points: 3,
      kind: 'exit-count',
      reason: null,
      min: 1,
      max: 10,
      text: { en: 'There are at most 10 VM exits.', 'zh-CN': 'VM 退出最多 10 次。' },
    },
    {
      id: 'cycles',
      points: 2,
      kind: 'cycles-below',
      limit: 40_000,
      text: {
        en: 'The whole run takes fewer than 40,000 cycles.',
        'zh-CN': '整个运行少于 40,000 个周期。',
      },
    },
  ],
  hints: [
    {
      en: 'The clock: the processor can add a constant itself. Replace `PRIMARY_RDTSC_EXITING` by `PRIMARY_USE_TSC_OFFSETTING` and write the constant to `VMCS_TSC_OFFSET`.',
      'zh-CN':
        '时钟：加上一个常数，处理器自己就能做。用 `PRIMARY_USE_TSC_OFFSETTING` 代替 `PRIMARY_RDTSC_EXITING`，并把该常数写入 `VMCS_TSC_OFFSET`。',
    },
    {
      en: 'The text: the guest knows where it stands and how long it is. One VMCALL with RAX = `CALL_PRINT` can hand over RSI and RCX; the VMM shares the guest’s memory and prints it all.',
      'zh-CN':
        '文本：客户机知道文本在哪里、有多长。一次 VMCALL（RAX = `CALL_PRINT`）就能把 RSI 和 RCX 交给 VMM；VMM 与客户机共用内存，可以一次打印全部字符。',
    },
    {
      en: 'In the VMM, at `.vmcall`: compare `[guest_rax]` with `CALL_PRINT`; load RSI from `[guest_rsi]`, RCX from `[guest_rcx]` and DX with `DEBUG_CONSOLE`; execute `rep outsb`; go to `.resume`.',
      'zh-CN':
        '在 VMM 的 `.vmcall` 处：比较 `[guest_rax]` 与 `CALL_PRINT`；把 `[guest_rsi]` 装入 RSI，`[guest_rcx]` 装入 RCX，`DEBUG_CONSOLE` 装入 DX；执行 `rep outsb`；转到 `.resume`。',
    },
  ],
};

export const lesson: Lesson = { id: 'what-an-exit-costs', exercises: [fewerExits] };
