import type { ControlTexts } from '../../fact-texts';

const saves = (what: string) => `VM 退出时将 ${what} 保存到客户机状态区。`;
const loadsHost = (what: string) => `VM 退出时从宿主机状态区装入 ${what}。`;
const loadsGuest = (what: string) => `VM 进入时从客户机状态区装入 ${what}。`;
const clears = (what: string) => `VM 退出时将 ${what} 清零。`;

/** The VM-exit, secondary VM-exit and VM-entry controls. */
export const transitionControlTexts = {
  'vm-exit': {
    'save-debug-controls': { name: '保存调试控制', does: saves('DR7 和 IA32_DEBUGCTL') },
    'host-address-space-size': {
      name: '宿主机地址空间大小',
      does: 'VM 退出后处理器处于 64 位模式：该值写入 CS.L、IA32_EFER.LME 和 IA32_EFER.LMA。',
    },
    'load-ia32-perf-global-ctrl': {
      name: '装入 IA32_PERF_GLOBAL_CTRL',
      does: loadsHost('IA32_PERF_GLOBAL_CTRL'),
    },
    'acknowledge-interrupt-on-exit': {
      name: '退出时应答中断',
      does: '由外部中断引起的 VM 退出从中断控制器取得向量并报告；否则该中断继续等待。',
    },
    'save-ia32-pat': { name: '保存 IA32_PAT', does: saves('IA32_PAT') },
    'load-ia32-pat': { name: '装入 IA32_PAT', does: loadsHost('IA32_PAT') },
    'save-ia32-efer': { name: '保存 IA32_EFER', does: saves('IA32_EFER') },
    'load-ia32-efer': { name: '装入 IA32_EFER', does: loadsHost('IA32_EFER') },
    'save-vmx-preemption-timer-value': {
      name: '保存 VMX 抢占定时器的值',
      does: 'VM 退出时保存 VMX 抢占定时器的剩余值。',
    },
    'clear-ia32-bndcfgs': { name: '清除 IA32_BNDCFGS', does: clears('IA32_BNDCFGS') },
    'conceal-vmx-from-pt': {
      name: '对 PT 隐藏 VMX',
      does: '处理器跟踪 (Processor Trace) 不输出会表明发生了 VM 退出的数据包。',
    },
    'clear-ia32-rtit-ctl': { name: '清除 IA32_RTIT_CTL', does: clears('IA32_RTIT_CTL') },
    'clear-ia32-lbr-ctl': { name: '清除 IA32_LBR_CTL', does: clears('IA32_LBR_CTL') },
    'clear-uinv': { name: '清除 UINV', does: 'VM 退出时将用户中断通知向量清零。' },
    'load-cet-state': { name: '装入 CET 状态', does: 'VM 退出时装入宿主机的影子栈和间接分支跟踪状态。' },
    'load-pkrs': { name: '装入 PKRS', does: loadsHost('IA32_PKRS') },
    'save-ia32-perf-global-ctrl': { name: '保存 IA32_PERF_GLOBAL_CTRL', does: saves('IA32_PERF_GLOBAL_CTRL') },
    'activate-secondary-controls': {
      name: '启用辅助控制字段',
      does: '辅助 VM 退出控制字段生效；否则处理器视其各位全为 0。',
    },
  },
  'secondary-vm-exit': {
    'save-fred': { name: '保存 FRED', does: saves('FRED 寄存器') },
    'load-fred': { name: '装入 FRED', does: loadsHost('FRED 寄存器') },
    'load-ia32-spec-ctrl': { name: '装入 IA32_SPEC_CTRL', does: loadsHost('IA32_SPEC_CTRL') },
    'prematurely-busy-shadow-stack': {
      name: '过早变忙的影子栈',
      does: 'VM 退出时报告它发生在管理态影子栈被过早标记为忙的时候。',
    },
  },
  'vm-entry': {
    'load-debug-controls': { name: '装入调试控制', does: loadsGuest('DR7 和 IA32_DEBUGCTL') },
    'ia-32e-mode-guest': {
      name: 'IA-32e 模式客户机',
      does: '客户机以 IA-32e 模式启动：该值写入 IA32_EFER.LMA；若启用分页，也写入 IA32_EFER.LME。',
    },
    'entry-to-smm': {
      name: '进入 SMM',
      does: 'VM 进入后处理器处于系统管理模式；只有 SMM 监控程序可以将其置 1。',
    },
    'deactivate-dual-monitor-treatment': {
      name: '停用双监控处理',
      does: 'VM 进入后恢复对 SMI 和 SMM 的默认处理；只有 SMM 监控程序可以将其置 1。',
    },
    'load-ia32-perf-global-ctrl': {
      name: '装入 IA32_PERF_GLOBAL_CTRL',
      does: loadsGuest('IA32_PERF_GLOBAL_CTRL'),
    },
    'load-ia32-pat': { name: '装入 IA32_PAT', does: loadsGuest('IA32_PAT') },
    'load-ia32-efer': { name: '装入 IA32_EFER', does: loadsGuest('IA32_EFER') },
    'load-ia32-bndcfgs': { name: '装入 IA32_BNDCFGS', does: loadsGuest('IA32_BNDCFGS') },
    'conceal-vmx-from-pt': {
      name: '对 PT 隐藏 VMX',
      does: '处理器跟踪 (Processor Trace) 不输出会表明发生了 VM 进入的数据包。',
    },
    'load-ia32-rtit-ctl': { name: '装入 IA32_RTIT_CTL', does: loadsGuest('IA32_RTIT_CTL') },
    'load-uinv': { name: '装入 UINV', does: 'VM 进入时装入用户中断通知向量。' },
    'load-cet-state': { name: '装入 CET 状态', does: 'VM 进入时装入客户机的影子栈和间接分支跟踪状态。' },
    'load-guest-ia32-lbr-ctl': { name: '装入客户机 IA32_LBR_CTL', does: loadsGuest('IA32_LBR_CTL') },
    'load-pkrs': { name: '装入 PKRS', does: loadsGuest('IA32_PKRS') },
    'load-fred': { name: '装入 FRED', does: loadsGuest('FRED 寄存器') },
    'load-ia32-spec-ctrl': { name: '装入 IA32_SPEC_CTRL', does: loadsGuest('IA32_SPEC_CTRL') },
  },
} as const satisfies Partial<ControlTexts>;
