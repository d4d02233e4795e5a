import type { ControlTexts } from '../../fact-texts';

const exits = (what: string) => `${what} 引起 VM 退出。`;
const works = (what: string) => `客户机可以使用 ${what}；否则产生 #UD。`;

/** The pin-based and the primary processor-based controls. */
export const executionControlTexts = {
  'pin-based': {
    'external-interrupt-exiting': {
      name: '外部中断退出',
      does: '外部中断引起 VM 退出，即使客户机的 RFLAGS.IF 为 0；否则中断通过客户机的 IDT 递送。',
    },
    'nmi-exiting': { name: 'NMI 退出', does: 'NMI 引起 VM 退出，而不经过客户机 IDT 的第 2 项。' },
    'virtual-nmis': {
      name: '虚拟 NMI',
      does: '处理器在可中断性状态中记录虚拟 NMI 阻塞；IRET 解除的是这一阻塞，而不是对真实 NMI 的阻塞。',
    },
    'activate-vmx-preemption-timer': {
      name: '启用 VMX 抢占定时器',
      does: '客户机运行时定时器递减，减到 0 时引起 VM 退出。',
    },
    'process-posted-interrupts': {
      name: '处理投递中断',
      does: '收到通知向量的中断时，处理器从投递中断描述符中取出中断并递送给客户机，不发生 VM 退出。',
    },
  },
  'primary-processor-based': {
    'interrupt-window-exiting': {
      name: '中断窗口退出',
      does: '在客户机可以接受外部中断（RFLAGS.IF 为 1 且无阻塞）的任何指令开始之前，发生 VM 退出。',
    },
    'use-tsc-offsetting': {
      name: '使用 TSC 偏移',
      does: 'RDTSC、RDTSCP 以及对时间戳计数器的 RDMSR 返回真实值加上 VMCS 中的 TSC 偏移。',
    },
    'hlt-exiting': { name: 'HLT 退出', does: 'HLT 引起 VM 退出，而不使处理器停机。' },
    'invlpg-exiting': { name: 'INVLPG 退出', does: 'INVLPG 引起 VM 退出；使用影子页表的 VMM 需要知道它。' },
    'mwait-exiting': { name: 'MWAIT 退出', does: exits('MWAIT') },
    'rdpmc-exiting': { name: 'RDPMC 退出', does: exits('RDPMC') },
    'rdtsc-exiting': { name: 'RDTSC 退出', does: exits('RDTSC 和 RDTSCP') },
    'cr3-load-exiting': { name: '写 CR3 退出', does: '用 MOV 写 CR3 引起 VM 退出，除非所写的值等于某个 CR3 目标值。' },
    'cr3-store-exiting': { name: '读 CR3 退出', does: '用 MOV 读 CR3 引起 VM 退出。' },
    'activate-tertiary-controls': {
      name: '启用第三控制字段',
      does: '第三处理器控制字段生效；否则处理器视其各位全为 0。',
    },
    'cr8-load-exiting': { name: '写 CR8 退出', does: '用 MOV 写 CR8 引起 VM 退出。' },
    'cr8-store-exiting': { name: '读 CR8 退出', does: '用 MOV 读 CR8 引起 VM 退出。' },
    'use-tpr-shadow': {
      name: '使用 TPR 影子',
      does: '任务优先级保存在虚拟 APIC 页中，客户机读写 CR8 时触及不到真实的任务优先级。',
    },
    'nmi-window-exiting': {
      name: 'NMI 窗口退出',
      does: '在没有虚拟 NMI 阻塞的任何指令开始之前，发生 VM 退出。',
    },
    'mov-dr-exiting': { name: 'MOV DR 退出', does: '用 MOV 读写调试寄存器引起 VM 退出。' },
    'unconditional-io-exiting': {
      name: '无条件 I/O 退出',
      does: '每条 IN、OUT、INS 和 OUTS 都引起 VM 退出；使用 I/O 位图时忽略此位。',
    },
    'use-io-bitmaps': { name: '使用 I/O 位图', does: '由内存中的两个位图决定对每个端口的访问是否引起 VM 退出。' },
    'monitor-trap-flag': {
      name: '监控陷阱标志',
      does: '客户机每执行一条指令就发生一次 VM 退出：这是客户机察觉不到的单步执行。',
    },
    'use-msr-bitmaps': {
      name: '使用 MSR 位图',
      does: '由一页位图决定对每个 MSR 的 RDMSR 和 WRMSR 是否引起 VM 退出；不用位图时，全部引起 VM 退出。',
    },
    'monitor-exiting': { name: 'MONITOR 退出', does: exits('MONITOR') },
    'pause-exiting': { name: 'PAUSE 退出', does: exits('PAUSE') },
    'activate-secondary-controls': {
      name: '启用辅助控制字段',
      does: '辅助处理器控制字段生效；否则处理器视其各位全为 0。',
    },
  },
  'tertiary-processor-based': {
    'loadiwkey-exiting': { name: 'LOADIWKEY 退出', does: exits('LOADIWKEY') },
    'enable-hlat': { name: '启用 HLAT', does: '选定范围内的线性地址由 VMM 的表转换，而不由客户机的表转换。' },
    'ept-paging-write-control': {
      name: 'EPT 分页写控制',
      does: 'EPT 可以允许分页机制在客户机不可写的页中设置已访问标志和脏标志。',
    },
    'guest-paging-verification': {
      name: '客户机分页验证',
      does: 'EPT 可以要求地址转换只使用 VMM 标记过的分页结构。',
    },
    'ipi-virtualization': {
      name: 'IPI 虚拟化',
      does: '客户机发送的处理器间中断被投递给目标虚拟处理器，不发生 VM 退出。',
    },
    'seam-guest-physical-address-width': {
      name: 'SEAM 客户机物理地址宽度',
      does: 'SEAM 模块的客户机另有一半共享的客户机物理地址，使用单独的 EPT 表。',
    },
    'enable-msr-list-instructions': { name: '启用 MSR 列表指令', does: works('RDMSRLIST 和 WRMSRLIST') },
    'virtualize-ia32-spec-ctrl': {
      name: '虚拟化 IA32_SPEC_CTRL',
      does: '客户机对 IA32_SPEC_CTRL 的访问经过掩码和影子，VMM 因此可以固定其中的某些位。',
    },
    'apic-timer-virtualization': {
      name: 'APIC 定时器虚拟化',
      does: '客户机写 IA32_TSC_DEADLINE 时设置的是虚拟定时器；它产生虚拟中断，不发生 VM 退出。',
    },
  },
} as const satisfies Partial<ControlTexts>;
