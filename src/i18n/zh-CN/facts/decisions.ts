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
  'interrupt window': '中断窗口',
  'NMI window': 'NMI 窗口',
  'EPT violation': 'EPT 违例',
  'EPT misconfiguration': 'EPT 配置错误',
  'page-modification log full': '页修改日志已满',
};

export const stepTexts: FactTexts['steps'] = {
  port: '端口 {port}',
  'msr-read': '读 MSR {msr}',
  'msr-write': '写 MSR {msr}',
  'equals-cr3-target': '等于 CR3 目标值 {n}',
  'error-code-equals': '错误码第 {bit} 位与匹配值相同',
  'error-code-differs': '错误码第 {bit} 位与匹配值不同',
  'ept-entry': '{address} 处的 {entry}（{rule}）',
  'ept-entry-bit': '{address} 处 {entry} 的位（{rule}）',
};
