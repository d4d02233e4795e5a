import type { Exercise } from '../exercise';
import type { Lesson } from '../lesson';
import guest from './guest.asm?raw';
import start from './start.asm?raw';

const answerCpuid: Exercise = {
  version: 1,
  id: 'answer-cpuid',
  title: { en: 'Answer the guest', 'zh-CN': '回答客户机' },
  text: {
    en: 'Complete the exit handler in `vmm.asm`. It answers CPUID leaf 0 in the processor’s place: EAX = 0, and `HelloFromVMM` in EBX, EDX, ECX, four characters each. Then the guest goes on behind its CPUID. When the guest executes VMCALL, the VMM leaves VMX operation.',
    'zh-CN':
      '补全 `vmm.asm` 中的退出处理程序。它代替处理器回答 CPUID 叶 0：EAX = 0，EBX、EDX、ECX 依次存放 `HelloFromVMM`，每个寄存器四个字符。然后客户机从 CPUID 的下一条指令继续执行。客户机执行 VMCALL 时，VMM 离开 VMX 操作。',
  },
  files: [
    { name: 'vmm.asm', text: start },
    { name: 'guest.asm', text: guest },
  ],
  maxInstructions: 100_000,
  goals: [
    {
      id: 'answer',
      points: 3,
      kind: 'console',
      console: 'debugcon',
      output: 'guest: CPUID says HelloFromVMM\n',
      text: {
        en: 'The guest prints `HelloFromVMM`, which the VMM gave it.',
        'zh-CN': '客户机打印出 VMM 给它的 `HelloFromVMM`。',
      },
    },
    {
      id: 'largest-leaf',
      points: 1,
      kind: 'register',
      name: 'RAX',
      value: '0',
      when: 'some-exit',
      reason: 18,
      text: {
        en: 'At its VMCALL the guest still has RAX = 0: the VMM said that there is no leaf above 0.',
        'zh-CN': '执行 VMCALL 时客户机的 RAX 仍为 0：VMM 告诉它没有大于 0 的叶。',
      },
    },
    {
      id: 'once',
      points: 3,
      kind: 'exits',
      reasons: [10, 18],
      order: 'exact',
      text: {
        en: 'There are two VM exits: CPUID once, then VMCALL.',
        'zh-CN': '恰好有两次 VM 退出：先是一次 CPUID，然后是 VMCALL。',
      },
    },
    {
      id: 'vmxoff',
      points: 1,
      kind: 'happens',
      what: 'vmxoff',
      text: {
        en: 'The VMM leaves VMX operation by VMXOFF.',
        'zh-CN': 'VMM 用 VMXOFF 离开 VMX 操作。',
      },
    },
  ],
  hints: [
    {
      en: 'The guest’s registers are on the VMM’s stack. `mov dword [guest_rbx], "Hell"` writes what the guest will find in EBX.',
      'zh-CN': '客户机的寄存器在 VMM 的栈上。`mov dword [guest_rbx], "Hell"` 写入客户机将在 EBX 中看到的值。',
    },
    {
      en: 'CPUID was not executed, and `guest-rip` still points at it. The macro `advance_guest_rip` of `vmm.inc` adds the VM-exit instruction length.',
      'zh-CN':
        'CPUID 并没有执行，`guest-rip` 仍指向它。`vmm.inc` 中的宏 `advance_guest_rip` 把它加上 VM 退出指令长度。',
    },
    {
      en: 'The way back is `restore_guest_registers`, then `vmresume`. VMLAUNCH would fail: the launch state of the VMCS is launched by now. Should VMRESUME fail, the next instruction runs: `jmp vmm_failed`.',
      'zh-CN':
        '返回客户机的方法是先 `restore_guest_registers`，再 `vmresume`。此时 VMCS 的启动状态已是“已启动”，VMLAUNCH 会失败。若 VMRESUME 失败，则执行它的下一条指令：`jmp vmm_failed`。',
    },
    {
      en: 'At `.done`, write `vmxoff` before `stop`.',
      'zh-CN': '在 `.done` 处的 `stop` 之前写上 `vmxoff`。',
    },
  ],
};

export const lesson: Lesson = { id: 'first-vm-exit', exercises: [answerCpuid] };
