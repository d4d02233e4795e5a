import type { FactTexts } from '../../fact-texts';

export const eventTexts: FactTexts['events'] = {
  exception: '异常',
  '#PF': '#PF',
  'task switch': '任务切换',
  'triple fault': '三重故障',
  INIT: 'INIT',
  SIPI: 'SIPI',
  NMI: 'NMI',
  'external interrupt': '外部中断',
  'monitor trap flag': '监控陷阱标志',
  'bus lock': '总线锁',
  'VMX-preemption timer': 'VMX 抢占定时器',
  'interrupt window': '中断窗口',
  'NMI window': 'NMI 窗口',
  'APIC access': 'APIC 访问',
  'APIC write': 'APIC 写入',
  TPR: 'TPR',
  EOI: 'EOI',
  IPI: 'IPI',
  'virtual interrupt': '虚拟中断',
};

export const stepTexts: FactTexts['steps'] = {
  port: '端口 {port}',
  'msr-read': '读 MSR {msr}',
  'msr-write': '写 MSR {msr}',
  'vmcs-encoding': '字段编码 {encoding}',
  'equals-cr3-target': '等于 CR3 目标值 {n}',
  'error-code-equals': '错误码第 {bit} 位与匹配值相同',
  'state-component': '状态组件 {n}',
  'error-code-differs': '错误码第 {bit} 位与匹配值不同',
  'tpr-threshold': 'TPR 阈值 {threshold}，VTPR 的 7:4 位为 {priority}',
  'eoi-of-vector': '向量 {vector} 的 EOI',
};
