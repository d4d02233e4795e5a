import type { ExitReasonTexts } from '../../fact-texts';

const STEP_OVER = '然后跳过该指令。';
const EMULATE_VMX = '为客户机模拟 VMX，或注入 #UD。';
const WAIT = `先让别的任务运行，${STEP_OVER}`;
const RANDOM = `把结果写入客户机的操作数寄存器和 RFLAGS，${STEP_OVER}`;
const ENCLAVE = '模拟该 enclave 叶功能，或注入 #UD。';
const XSS = '模拟 XSS-exiting 位图所标记的那部分状态。';
const PASID = '填好 PASID 目录，让客户机重新执行该指令。';

export const exitReasonTexts: ExitReasonTexts = {
  'exception-or-nmi': {
    name: '异常或 NMI',
    handle: '读取中断信息字段：把异常注入回客户机，或自行处理（#PF 的地址在退出限定信息中）。NMI 应交给宿主机。',
  },
  'external-interrupt': {
    name: '外部中断',
    handle:
      '像宿主机平常那样处理该中断：若“Acknowledge interrupt on exit”为 1，向量在中断信息字段中；否则中断仍在等待，宿主机将 RFLAGS.IF 置 1 后即会到来。',
  },
  'triple-fault': { name: '三重故障', handle: '客户机无法继续运行：停止它或将其复位。' },
  'init-signal': { name: 'INIT 信号', handle: '使虚拟处理器进入 wait-for-SIPI 状态。' },
  'start-up-ipi': { name: '启动 IPI (SIPI)', handle: '使虚拟处理器以实地址模式从“向量 × 4096”处开始执行。' },
  'io-smi': { name: 'I/O 引起的 SMI', handle: '只有 SMM 监控程序会遇到。' },
  'other-smi': { name: '其他 SMI', handle: '只有 SMM 监控程序会遇到。' },
  'interrupt-window': {
    name: '中断窗口',
    handle: '客户机现在可以接受中断：注入等待中的中断；若已没有等待的中断，清除“Interrupt-window exiting”。',
  },
  'nmi-window': {
    name: 'NMI 窗口',
    handle: '客户机现在可以接受 NMI：注入等待中的 NMI，并清除“NMI-window exiting”。',
  },
  'task-switch': { name: '任务切换', handle: '替客户机完成任务切换，或终止客户机。' },
  cpuid: { name: 'CPUID', handle: `写入客户机的 EAX、EBX、ECX 和 EDX，${STEP_OVER}` },
  getsec: { name: 'GETSEC', handle: '通常注入 #UD，因为客户机没有安全模式扩展 (SMX)。' },
  hlt: { name: 'HLT', handle: `让别的任务运行，直到该客户机有事件到来，${STEP_OVER}` },
  invd: { name: 'INVD', handle: '跳过它，或改为执行 WBINVD：INVD 会丢失宿主机的数据。' },
  invlpg: { name: 'INVLPG', handle: `丢弃退出限定信息所给线性地址的影子转换，${STEP_OVER}` },
  rdpmc: { name: 'RDPMC', handle: '用虚拟计数器的值写入客户机的 EDX:EAX，或注入 #GP。' },
  rdtsc: { name: 'RDTSC', handle: `写入客户机的 EDX:EAX，${STEP_OVER}` },
  rsm: { name: 'RSM', handle: '只有处于系统管理模式的客户机才会执行它；在此模式之外，RSM 产生 #UD。' },
  vmcall: { name: 'VMCALL', handle: `超级调用 (hypercall)：客户机按约定通过寄存器提出请求；完成后跳过该指令。` },
  vmclear: { name: 'VMCLEAR', handle: EMULATE_VMX },
  vmlaunch: { name: 'VMLAUNCH', handle: EMULATE_VMX },
  vmptrld: { name: 'VMPTRLD', handle: EMULATE_VMX },
  vmptrst: { name: 'VMPTRST', handle: EMULATE_VMX },
  vmread: { name: 'VMREAD', handle: EMULATE_VMX },
  vmresume: { name: 'VMRESUME', handle: EMULATE_VMX },
  vmwrite: { name: 'VMWRITE', handle: EMULATE_VMX },
  vmxoff: { name: 'VMXOFF', handle: EMULATE_VMX },
  vmxon: { name: 'VMXON', handle: EMULATE_VMX },
  'control-register-access': {
    name: '访问控制寄存器',
    handle: `退出限定信息给出寄存器和方向：对客户机的 CR0、CR3、CR4 或任务优先级完成这次访问，${STEP_OVER}`,
  },
  'mov-dr': { name: 'MOV DR', handle: `对客户机的调试寄存器完成这次访问，${STEP_OVER}` },
  'io-instruction': {
    name: 'I/O 指令',
    handle: `端口、长度和方向都在退出限定信息中：模拟相应的设备，${STEP_OVER}`,
  },
  rdmsr: { name: 'RDMSR', handle: 'ECX 指明 MSR：写入客户机的 EDX:EAX 并跳过该指令，或注入 #GP(0)。' },
  wrmsr: { name: 'WRMSR', handle: 'ECX 指明 MSR，EDX:EAX 是要写的值：记下该值并跳过该指令，或注入 #GP(0)。' },
  'vm-entry-failure-guest-state': {
    name: 'VM 进入失败：客户机状态无效',
    handle: '客户机没有运行：请按未通过的检查更正客户机状态字段。',
  },
  'vm-entry-failure-msr-loading': {
    name: 'VM 进入失败：装入 MSR',
    handle: '客户机没有运行：退出限定信息给出 MSR 装入区中出错的是第几项，请更正该项。',
  },
  mwait: { name: 'MWAIT', handle: WAIT },
  'monitor-trap-flag': { name: '监控陷阱标志', handle: '客户机执行了一步：查看其状态，然后再次进入。' },
  monitor: { name: 'MONITOR', handle: '跳过它：此后的 MWAIT 可能立即返回。' },
  pause: { name: 'PAUSE', handle: `客户机在自旋等待：让另一个虚拟处理器运行，${STEP_OVER}` },
  'vm-entry-failure-machine-check': {
    name: 'VM 进入失败：机器检查',
    handle: '客户机没有运行：把机器检查交给宿主机。',
  },
  'tpr-below-threshold': {
    name: 'TPR 低于阈值',
    handle: '客户机降低了任务优先级：等待中的虚拟中断现在也许可以递送。',
  },
  'apic-access': { name: '访问 APIC', handle: '退出限定信息给出偏移：模拟对该 APIC 寄存器的访问。' },
  'virtualized-eoi': { name: '虚拟化的 EOI', handle: '客户机结束了该向量的中断：通知所模拟的中断控制器。' },
  'gdtr-or-idtr-access': {
    name: '访问 GDTR/IDTR',
    handle: `对客户机的状态完成 LGDT、LIDT、SGDT 或 SIDT，${STEP_OVER}`,
  },
  'ldtr-or-tr-access': {
    name: '访问 LDTR/TR',
    handle: `对客户机的状态完成 LLDT、LTR、SLDT 或 STR，${STEP_OVER}`,
  },
  'ept-violation': { name: 'EPT 违例', handle: '映射该客户机物理地址，或模拟其后的设备。' },
  'ept-misconfiguration': { name: 'EPT 配置错误', handle: '更正该 EPT 表项，或把它当作特意标记的设备页处理。' },
  invept: { name: 'INVEPT', handle: EMULATE_VMX },
  rdtscp: { name: 'RDTSCP', handle: `写入客户机的 EDX:EAX 和 ECX，${STEP_OVER}` },
  'vmx-preemption-timer-expired': {
    name: 'VMX 抢占定时器到期',
    handle: '客户机的时间片已用完：进行调度，重新设置定时器，再次进入。',
  },
  invvpid: { name: 'INVVPID', handle: EMULATE_VMX },
  'wbinvd-or-wbnoinvd': {
    name: 'WBINVD/WBNOINVD',
    handle: `若客户机有需要它的设备，就替客户机执行；${STEP_OVER}`,
  },
  xsetbv: { name: 'XSETBV', handle: '检查 EDX:EAX，为客户机装入 XCR0 并跳过该指令，或注入 #GP(0)。' },
  'apic-write': { name: '写 APIC', handle: '写操作已在虚拟 APIC 页中完成：模拟它所引起的动作。' },
  rdrand: { name: 'RDRAND', handle: RANDOM },
  invpcid: { name: 'INVPCID', handle: `丢弃描述符所指的影子转换，${STEP_OVER}` },
  vmfunc: { name: 'VMFUNC', handle: '客户机请求的 VM 功能未启用或失败：拒绝该请求。' },
  encls: { name: 'ENCLS', handle: ENCLAVE },
  rdseed: { name: 'RDSEED', handle: RANDOM },
  'page-modification-log-full': {
    name: '页修改日志已满',
    handle: '读出日志中的脏页，重置 PML 索引，再次进入。',
  },
  xsaves: { name: 'XSAVES', handle: XSS },
  xrstors: { name: 'XRSTORS', handle: XSS },
  pconfig: { name: 'PCONFIG', handle: '模拟该叶功能，或注入 #UD。' },
  'spp-related-event': { name: 'SPP 相关事件', handle: '填好或更正子页权限表，再次进入。' },
  umwait: { name: 'UMWAIT', handle: WAIT },
  tpause: { name: 'TPAUSE', handle: WAIT },
  loadiwkey: { name: 'LOADIWKEY', handle: `把该客户机的包装密钥与其他客户机分开保存，${STEP_OVER}` },
  enclv: { name: 'ENCLV', handle: ENCLAVE },
  'enqcmd-pasid-translation-failure': { name: 'ENQCMD 的 PASID 转换失败', handle: PASID },
  'enqcmds-pasid-translation-failure': { name: 'ENQCMDS 的 PASID 转换失败', handle: PASID },
  'bus-lock': { name: '总线锁', handle: '客户机锁住了总线，拖慢了整个系统：放慢该客户机，再次进入。' },
  'instruction-timeout': {
    name: '指令超时 (Notify)',
    handle: '客户机占用处理器而迟迟未到达指令边界：再次进入，或终止该客户机。',
  },
  seamcall: { name: 'SEAMCALL', handle: '注入 #UD，除非允许该客户机使用 SEAM 模块。' },
  tdcall: { name: 'TDCALL', handle: '可信域 (trust domain) 向其模块提出请求。' },
  rdmsrlist: {
    name: 'RDMSRLIST',
    handle: 'MSR data 字段和客户机的寄存器说明列表已读到哪里：替客户机处理下一个 MSR。',
  },
  wrmsrlist: {
    name: 'WRMSRLIST',
    handle: 'MSR data 字段和客户机的寄存器说明列表已写到哪里：替客户机处理下一个 MSR。',
  },
  urdmsr: { name: 'URDMSR', handle: '模拟对该 MSR 的读取，或注入 #GP(0)。' },
  uwrmsr: { name: 'UWRMSR', handle: '模拟对该 MSR 的写入，或注入 #GP(0)。' },
  'rdmsr-immediate': { name: 'RDMSR（立即数）', handle: '处理方法与 RDMSR 相同；MSR 编号是立即数操作数。' },
  'wrmsrns-immediate': { name: 'WRMSRNS（立即数）', handle: '处理方法与 WRMSR 相同；MSR 编号是立即数操作数。' },
};
