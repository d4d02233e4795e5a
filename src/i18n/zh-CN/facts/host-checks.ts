import type { CheckTexts } from '../../fact-texts';

const HOST_64_BIT = '64 位宿主机应将 LMA、LME 和“Host address-space size”都置 1。';

/** Checks on the host-state area and on the address-space size. */
export const hostCheckTexts = {
  'host-cr-must-be-one': {
    message: '宿主机的 CR{cr} 为 {value}；VMX 操作要求{bits}为 1。',
    suggestion: '将该值与 IA32_VMX_CR{cr}_FIXED0 进行“或”运算。',
  },
  'host-cr-may-be-one': {
    message: '宿主机的 CR{cr} 为 {value}；VMX 操作不允许{bits}为 1。',
    suggestion: '将该值与 IA32_VMX_CR{cr}_FIXED1 进行“与”运算。',
  },
  'host-cr3-width': {
    message: '宿主机的 CR3 为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '写入宿主机正在使用的 CR3。',
  },
  'host-register-canonical': {
    message: '宿主机的 {register} 为 {value}，不是规范地址 (canonical address)。',
    suggestion: '写入宿主机使用的地址。',
  },
  'host-base-canonical': {
    message: '宿主机的 {register} 基址为 {value}，不是规范地址 (canonical address)。',
    suggestion: '写入宿主机使用的地址。',
  },
  'host-ia32-perf-global-ctrl-reserved-bits': {
    message: '宿主机的 IA32_PERF_GLOBAL_CTRL 为 {value}；保留的{bits}必须为 0。',
    suggestion: '写入用 RDMSR 读出的 IA32_PERF_GLOBAL_CTRL。',
  },
  'host-ia32-pkrs-upper-bits': {
    message: '宿主机的 IA32_PKRS 为 {value}；其 63:32 位必须为 0。',
    suggestion: '写入用 RDMSR 读出的 IA32_PKRS。',
  },
  'host-ia32-spec-ctrl-reserved-bits': {
    message: '宿主机的 IA32_SPEC_CTRL 为 {value}；保留的{bits}必须为 0。',
    suggestion: '写入用 RDMSR 读出的 IA32_SPEC_CTRL。',
  },
  'host-ia32-pat-types': {
    message: '宿主机的 IA32_PAT 为 {value}；每个字节只能是 0、1、4、5、6 或 7。',
    suggestion: '写入用 RDMSR 读出的 IA32_PAT，或清除 VM 退出控制字段中的“Load IA32_PAT”。',
  },
  'host-ia32-efer-reserved-bits': {
    message: '宿主机的 IA32_EFER 为 {value}；保留的{bits}必须为 0。',
    suggestion: '写入用 RDMSR 读出的 IA32_EFER。',
  },
  'host-ia32-efer-lma': {
    message: '宿主机的 IA32_EFER 为 {value}：LMA（第 10 位）必须与“Host address-space size”相等，后者为 {control}。',
    suggestion: HOST_64_BIT,
  },
  'host-ia32-efer-lme': {
    message: '宿主机的 IA32_EFER 为 {value}：LME（第 8 位）必须与“Host address-space size”相等，后者为 {control}。',
    suggestion: HOST_64_BIT,
  },
  'host-selector-rpl': {
    message: '宿主机的 {segment} 选择子为 {value}；其 RPL（1:0 位）必须为 0。',
    suggestion: '写入 RPL 为 0 的 GDT 选择子。',
  },
  'host-selector-ti': {
    message: '宿主机的 {segment} 选择子为 {value}；其 TI 标志（第 2 位）必须为 0。',
    suggestion: '写入 GDT 的选择子：VM 退出之后 LDTR 不可用。',
  },
  'host-cs-selector-null': { message: '宿主机的 CS 选择子为 0。', suggestion: '写入宿主机正在使用的代码段选择子。' },
  'host-tr-selector-null': {
    message: '宿主机的 TR 选择子为 0。',
    suggestion: '在 VMXON 之前用 LTR 装入任务寄存器，并写入其选择子。',
  },
  'host-ss-selector-null': {
    message: '宿主机的 SS 选择子为 0，而“Host address-space size”为 0：32 位宿主机需要栈段。',
    suggestion: '写入宿主机正在使用的栈段选择子。',
  },
  'legacy-mode-guest-not-ia-32e': {
    message: '“IA-32e mode guest”为 1，但处理器不在 IA-32e 模式。',
    suggestion: '请由 64 位 VMM 进入这样的客户机。',
  },
  'legacy-mode-host-not-64-bit': {
    message: '“Host address-space size”为 1，但处理器不在 IA-32e 模式。',
    suggestion: '清除 VM 退出控制字段中的“Host address-space size”。',
  },
  'ia-32e-mode-host-64-bit': {
    message: 'VM 退出控制字段为 {value}：“Host address-space size”（第 9 位）为 0，但处理器处于 IA-32e 模式。',
    suggestion: '将 VM 退出控制字段中的“Host address-space size”置 1。',
  },
  'legacy-host-guest-not-ia-32e': {
    message: '“IA-32e mode guest”为 1，而“Host address-space size”为 0。',
    suggestion: '64 位客户机需要 64 位宿主机。',
  },
  'legacy-host-cr4-pcide': {
    message: '宿主机的 CR4 为 {value}：“Host address-space size”为 0 时，PCIDE（第 17 位）必须为 0。',
    suggestion: '清除宿主机的 CR4.PCIDE。',
  },
  'legacy-host-rip': {
    message: '宿主机的 RIP 为 {value}：“Host address-space size”为 0 时，其 63:32 位必须为 0。',
    suggestion: '请写入 32 位地址。',
  },
  'host-64-bit-cr4-pae': {
    message: '宿主机的 CR4 为 {value}：64 位宿主机的 PAE（第 5 位）必须为 1。',
    suggestion: '写入宿主机正在使用的 CR4。',
  },
  'host-64-bit-rip': {
    message: '宿主机的 RIP 为 {value}，不是规范地址 (canonical address)。',
    suggestion: '写入 VM 退出处理程序的地址。',
  },
} as const satisfies Partial<CheckTexts>;
