import type { FactTexts } from '../../fact-texts';

export const bootTexts: FactTexts['boot'] = {
  'no-instructions': '程序中没有指令',
  'section-below-program':
    '节 {section} 起始于 {start}，那里存放实验环境的各种表；程序应从 {lowest} 或更高处开始（请写 `org {lowest}` 或包含 lab.inc）',
  'section-beyond-memory': '节 {section} 结束于 {end}，超出了机器的 {memory} MiB 内存',
  'no-64-bit-mode':
    '处理器型号“{model}”没有 Intel 64，而实验环境以 64 位模式启动程序；请另选型号，或以引导扇区、Multiboot 内核的方式启动',
  'no-such-model': '没有型号“{id}”',
  'cannot-boot': '程序无法启动：{text}',
};

export const unmodelledTexts: FactTexts['unmodelled'] = {
  'performance-events': '性能事件计数（IA32_PERFEVTSEL0 第 22 位）',
  'x87-error-interrupt': '以外部中断报告 x87 错误（CR0.NE = 0）',
  'active-vmcss': '同时有 64 个以上的活动 VMCS',
};
