import type { ControlTexts } from '../../fact-texts';

const exits = (what: string) => `${what} 引起 VM 退出。`;
const works = (what: string) => `客户机可以使用 ${what}；否则产生 #UD。`;

/** The secondary processor-based controls. */
export const secondaryControlTexts = {
  'secondary-processor-based': {
    'virtualize-apic-accesses': {
      name: '虚拟化 APIC 访问',
      does: '对 APIC 访问页的访问受到特殊处理：引起 VM 退出，或转到虚拟 APIC 页。',
    },
    'enable-ept': { name: '启用 EPT', does: '客户机物理地址由扩展页表转换。' },
    'descriptor-table-exiting': {
      name: '描述符表退出',
      does: exits('LGDT、LIDT、LLDT、LTR、SGDT、SIDT、SLDT 和 STR'),
    },
    'enable-rdtscp': { name: '启用 RDTSCP', does: works('RDTSCP 和 RDPID') },
    'virtualize-x2apic-mode': {
      name: '虚拟化 x2APIC 模式',
      does: '对 x2APIC 寄存器的 RDMSR 和 WRMSR 转到虚拟 APIC 页。',
    },
    'enable-vpid': {
      name: '启用 VPID',
      does: '缓存的地址转换带有虚拟处理器标识符，因此 VM 进入和 VM 退出不必清空它们。',
    },
    'wbinvd-exiting': { name: 'WBINVD 退出', does: exits('WBINVD 和 WBNOINVD') },
    'unrestricted-guest': { name: '非受限客户机', does: '客户机可以在关闭分页的状态下以及实地址模式下运行。' },
    'apic-register-virtualization': {
      name: 'APIC 寄存器虚拟化',
      does: '对 APIC 寄存器的大多数读取由虚拟 APIC 页应答，不发生 VM 退出。',
    },
    'virtual-interrupt-delivery': { name: '虚拟中断递送', does: '处理器自行评估并递送待处理的虚拟中断。' },
    'pause-loop-exiting': {
      name: 'PAUSE 循环退出',
      does: '在特权级 0 用 PAUSE 指令循环自旋过久时，引起 VM 退出。',
    },
    'rdrand-exiting': { name: 'RDRAND 退出', does: exits('RDRAND') },
    'enable-invpcid': { name: '启用 INVPCID', does: works('INVPCID') },
    'enable-vm-functions': {
      name: '启用 VM 功能',
      does: '客户机可以用 VMFUNC 使用 VM 功能控制字段所启用的那些功能。',
    },
    'vmcs-shadowing': {
      name: 'VMCS 影子',
      does: '客户机中的 VMREAD 和 VMWRITE 可以访问影子 VMCS，而不引起 VM 退出。',
    },
    'enable-encls-exiting': { name: '启用 ENCLS 退出', does: '由位图决定哪些 ENCLS 叶功能引起 VM 退出。' },
    'rdseed-exiting': { name: 'RDSEED 退出', does: exits('RDSEED') },
    'enable-pml': { name: '启用 PML', does: '每个变脏的客户机物理页都写入页修改日志。' },
    'ept-violation-ve': {
      name: 'EPT 违例产生 #VE',
      does: 'EPT 违例在表项允许时成为客户机中的虚拟化异常，而不引起 VM 退出。',
    },
    'conceal-vmx-from-pt': {
      name: '对 PT 隐藏 VMX',
      does: '处理器跟踪 (Processor Trace) 不输出会表明处理器处于 VMX 非根操作的数据包。',
    },
    'enable-xsaves-xrstors': { name: '启用 XSAVES/XRSTORS', does: works('XSAVES 和 XRSTORS') },
    'pasid-translation': {
      name: 'PASID 转换',
      does: 'ENQCMD 和 ENQCMDS 通过 PASID 目录转换进程地址空间标识符。',
    },
    'mode-based-execute-control': {
      name: '按模式控制 EPT 执行权限',
      does: 'EPT 的执行权限分为两位：一位用于管理态线性地址，一位用于用户态线性地址。',
    },
    'sub-page-write-permissions': { name: 'EPT 子页写权限', does: 'EPT 的写权限可以以 128 字节为单位给出。' },
    'intel-pt-uses-guest-physical-addresses': {
      name: 'Intel PT 使用客户机物理地址',
      does: '处理器跟踪的输出地址是客户机物理地址，由 EPT 转换。',
    },
    'use-tsc-scaling': {
      name: '使用 TSC 缩放',
      does: '客户机读到的时间戳计数器要乘以 VMCS 中的 TSC 倍率。',
    },
    'enable-user-wait-and-pause': { name: '启用用户态等待与暂停', does: works('TPAUSE、UMONITOR 和 UMWAIT') },
    'enable-pconfig': { name: '启用 PCONFIG', does: works('PCONFIG') },
    'enable-enclv-exiting': { name: '启用 ENCLV 退出', does: '由位图决定哪些 ENCLV 叶功能引起 VM 退出。' },
    'vmm-bus-lock-detection': {
      name: 'VMM 总线锁检测',
      does: '客户机中的总线锁在该指令之后引起 VM 退出。',
    },
    'instruction-timeout': {
      name: '指令超时',
      does: '客户机过久未到达指令边界时，发生 VM 退出。',
    },
  },
} as const satisfies Partial<ControlTexts>;
