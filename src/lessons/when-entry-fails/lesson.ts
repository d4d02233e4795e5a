import type { Exercise, Goal, Text } from '../exercise';
import type { Lesson } from '../lesson';
import guests from './guests.asm?raw';
import start from './start.asm?raw';

/** The guest with this number says that it runs. */
function runs(number: 1 | 2 | 3, text: Text): Goal {
  return {
    id: `guest-${number}`,
    points: 2,
    kind: 'console',
    console: 'debugcon',
    output: `guest ${number} runs\n`,
    text,
  };
}

const repair: Exercise = {
  version: 1,
  id: 'repair',
  title: { en: 'Repair three VM entries', 'zh-CN': '修复三次 VM 进入' },
  text: {
    en: 'Correct `vmm.asm` so that all three guests run. Keep what the comments ask for: guest 1 exits on external interrupts, guest 3 starts with interrupts on.',
    'zh-CN':
      '改正 `vmm.asm`，使三个客户机都能运行。注释中的要求保持不变：客户机 1 遇到外部中断时退出，客户机 3 开始时中断是打开的。',
  },
  files: [
    { name: 'vmm.asm', text: start },
    { name: 'guests.asm', text: guests },
  ],
  maxInstructions: 100_000,
  goals: [
    runs(1, {
      en: 'Guest 1 runs: no more VM-instruction error 7.',
      'zh-CN': '客户机 1 运行：不再出现 VM 指令错误 7。',
    }),
    {
      id: 'external-interrupts',
      points: 1,
      kind: 'field',
      field: 'pin-based-controls',
      value: '1',
      mask: '1',
      when: 'some-exit',
      reason: 18,
      text: {
        en: 'A guest runs with “External-interrupt exiting” 1, as guest 1 is meant to.',
        'zh-CN': '有一个客户机在 External-interrupt exiting 位为 1 时运行，这正是对客户机 1 的要求。',
      },
    },
    runs(2, {
      en: 'Guest 2 runs: no more VM-instruction error 8.',
      'zh-CN': '客户机 2 运行：不再出现 VM 指令错误 8。',
    }),
    runs(3, {
      en: 'Guest 3 runs: no more exit reason 33.',
      'zh-CN': '客户机 3 运行：不再出现退出原因 33。',
    }),
    {
      id: 'interrupts-on',
      points: 1,
      kind: 'field',
      field: 'guest-rflags',
      value: '0x200',
      mask: '0x200',
      when: 'some-exit',
      reason: 18,
      text: {
        en: 'A guest runs with interrupts on (RFLAGS.IF = 1), as guest 3 is meant to.',
        'zh-CN': '有一个客户机在中断打开 (RFLAGS.IF = 1) 时运行，这正是对客户机 3 的要求。',
      },
    },
  ],
  hints: [
    {
      en: 'Guest 1: some bits of the pin-based controls must be 1; the capability MSR says which. The macro `pin_controls` of `vmm.inc` reads the MSR and adds them.',
      'zh-CN':
        '客户机 1：基于引脚的控制字段中有些位必须为 1，能力 MSR 说明是哪些位。`vmm.inc` 中的宏 `pin_controls` 读出该 MSR 并补上这些位。',
    },
    {
      en: 'Guest 2: in every selector of the host-state area, the RPL (bits 1:0) and the TI flag (bit 2) must be 0.',
      'zh-CN': '客户机 2：宿主机状态区的每个选择子，其 RPL（1:0 位）和 TI 标志（第 2 位）都必须为 0。',
    },
    {
      en: 'Guest 3 has two mistakes. Bit 1 of RFLAGS is always 1. A VMCS link pointer that is not used is all ones: -1.',
      'zh-CN': '客户机 3 有两处错误。RFLAGS 的第 1 位恒为 1；不使用的 VMCS 链接指针各位全为 1，即 -1。',
    },
  ],
};

export const lesson: Lesson = { id: 'when-entry-fails', exercises: [repair] };
